import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parse, parseDocument} from 'yaml'
import {draftAlarms} from '../../../src/core/readiness/draft-alarms.js'
import type {AlarmDrafts} from '../../../src/documents/alarm-drafts.js'
import {alarmDraftsSchema} from '../../../src/documents/alarm-drafts.js'
import {renderAlarms} from '../../../src/report/emit/render-alarms.js'
import {goodFacts, goodRun} from '../../core/readiness/good-shop.js'
import {awkwardText} from './awkward-names.js'
import {readHcl} from './read-hcl.js'

const values = {
  cpuLimitRatio: 0.85,
  databaseCpuLimitRatio: 0.75,
  databaseMemoryLimitRatio: 0.9,
  iopsLimitRatio: 0.85,
  diskQueuePerThousandIopsCount: 1,
}
const draft = (facts = {...goodFacts, alarms: []}) =>
  draftAlarms({run: goodRun, facts, judgement: (name) => values[name]})
const drafts = draft()

test('thresholds are those that the plan is sized by', () => {
  expect(alarmDraftsSchema.parse(drafts)).toEqual(drafts)
  expect(drafts.alarms.map(({name, comparison, threshold}) => [name, comparison, threshold])).toEqual([
    ['shop-prod-web-cpu', 'GreaterThanThreshold', '85'],
    ['shop-prod-web-max', 'GreaterThanOrEqualToThreshold', '60'],
    ['shop-prod-web-5xx', 'GreaterThanThreshold', '0.1'],
    ['shop-prod-orders-db-cpu', 'GreaterThanThreshold', '75'],
    ['shop-prod-orders-db-memory', 'LessThanThreshold', String(Math.round(6.4 * 1024 ** 3))],
    ['shop-prod-orders-db-iops', 'GreaterThanThreshold', '10200'],
    ['shop-prod-orders-db-disk-queue', 'GreaterThanThreshold', '12'],
  ])
})

test('what is there is not drafted, what has no threshold says why, and what was not read is said to be so', () => {
  expect(draft(goodFacts as never).alarms).toEqual([])
  const watched = (goodFacts.watched ?? []).map((one) => ({...one, memoryGib: null, provisionedIops: null}))
  expect(draft({...goodFacts, alarms: [], watched}).untold.map(({need}) => need)).toEqual([
    'memory',
    'iops',
    'disk-queue',
  ])
  const unread = draftAlarms({run: goodRun, facts: {...goodFacts, alarms: null}, judgement: (name) => values[name]})
  expect(unread.alarms).toEqual(drafts.alarms)
  expect(renderAlarms(unread, 'terraform')).toContain('needs (which of them there are was not read)')
})

/** What CloudFormation requires of an alarm: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
function checkTemplate(text: string, {alarms}: AlarmDrafts): void {
  const document = parseDocument(text, {strict: true})
  expect([...document.errors, ...document.warnings]).toEqual([])
  const {Resources} = parse(text) as {Resources: Record<string, {Type: string; Properties: Record<string, unknown>}>}
  const all = Object.entries(Resources)
  expect(all).toHaveLength(alarms.length)
  for (const [i, [id, {Type, Properties}]] of all.entries()) {
    expect(id).toMatch(/^[A-Za-z0-9]+$/)
    expect(Type).toBe('AWS::CloudWatch::Alarm')
    expect(Properties).toMatchObject({
      AlarmName: alarms[i]?.name,
      AlarmActions: [{Ref: 'AlarmTopic'}],
      EvaluationPeriods: 5,
    })
    expect(Number.isFinite(Properties['Threshold'])).toBe(true)
    const metrics = Properties['Metrics'] as {ReturnData?: boolean}[] | undefined
    // One metric, or metric maths of which one result is returned: never both.
    expect(Properties['MetricName'] === undefined).toBe(metrics !== undefined)
    if (metrics !== undefined) expect(metrics.filter(({ReturnData}) => ReturnData !== false)).toHaveLength(1)
  }
}

function checkTerraform(text: string, {alarms}: AlarmDrafts): void {
  const all = readHcl(text).blocks.filter(({type}) => type === 'resource')
  expect(all).toHaveLength(alarms.length)
  expect(new Set(all.map(({labels}) => labels[1])).size).toBe(all.length)
  for (const [i, {labels, attributes, blocks}] of all.entries()) {
    expect(labels[0]).toBe('aws_cloudwatch_metric_alarm')
    expect(labels[1]).toMatch(/^[a-z_][a-z0-9_]*$/)
    expect(attributes).toMatchObject({alarm_name: alarms[i]?.name, evaluation_periods: 5})
    expect('metric_name' in attributes).toBe(blocks.length === 0)
    if (blocks.length > 0) expect(blocks.filter((one) => one.attributes['return_data'] === true)).toHaveLength(1)
  }
}

test('it is a template of CloudFormation and a file of Terraform, whatever things are called', () => {
  checkTemplate(renderAlarms(drafts, 'cloudformation'), drafts)
  checkTerraform(renderAlarms(drafts, 'terraform'), drafts)
  fc.assert(
    fc.property(awkwardText, (name) => {
      const named = {
        ...drafts,
        service: name,
        eventName: name,
        alarms: drafts.alarms.map((alarm) => ({
          ...alarm,
          name,
          resource: name,
          because: name,
          queries: alarm.queries.map((query) => ({
            ...query,
            metric: {...query.metric, dimensions: {LoadBalancer: name}},
          })),
        })),
      }
      checkTemplate(renderAlarms(named, 'cloudformation'), named)
      checkTerraform(renderAlarms(named, 'terraform'), named)
    }),
    {numRuns: 30},
  )
})

test('without a missing alarm there is nothing but comment', () => {
  const none = {...drafts, alarms: []}
  for (const format of ['cloudformation', 'terraform'] as const) {
    expect(
      renderAlarms(none, format)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#')),
    ).toEqual([])
  }
})
