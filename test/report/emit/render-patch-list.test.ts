import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {AwsRequest} from '../../../src/documents/patch.js'
import {asciiJson, asciiQuoted} from '../../../src/report/emit/ascii-json.js'
import {existenceRead, fieldReads, needRead} from '../../../src/report/emit/aws-cli-reads.js'
import {awsCommand} from '../../../src/report/emit/aws-command.js'
import {renderPatchList} from '../../../src/report/emit/render-patch-list.js'
import {shQuoted} from '../../../src/report/emit/sh-quoted.js'
import {validateInput} from '../../aws-fake/validate-input.js'
import {exampleRun} from '../../example-run.js'
import {awkwardText} from './awkward-names.js'
import {everyPatch, everyPlan, plainNames} from './every-patch.js'

type Item = AwsRequest & {undo: AwsRequest | {impossible: string}}
const patches = everyPatch(plainNames)
const listed = JSON.parse(renderPatchList({plan: everyPlan(patches), patches})) as Item[]
const requestsOf = ({service, operation, input, undo}: Item): AwsRequest[] => [
  {service, operation, input},
  ...('impossible' in undo ? [] : [undo]),
]

test('a patch each, in order, with all that sending it and taking it back needs', () => {
  expect(listed).toHaveLength(patches.length)
  expect(listed[0]).toEqual({
    id: 'web-max-size',
    resource: 'shop-web',
    account: '123456789012',
    region: 'us-east-1',
    service: 'autoscaling',
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: 'shop-web', MaxSize: 48},
    undo: {
      service: 'autoscaling',
      operation: 'UpdateAutoScalingGroup',
      input: {AutoScalingGroupName: 'shop-web', MaxSize: 36},
    },
    before: {MaxSize: 36},
    after: {MaxSize: 48},
    wave: 'limits',
    notBeforeAt: null,
    notAfterAt: null,
    route: 'automatic',
  })
})

test('each input is one that the SDK takes', () => {
  expect(listed.flatMap(requestsOf).flatMap(validateInput)).toEqual([])
})

test('so is each of the worked example', async () => {
  const {plan} = await exampleRun('bright-friday')
  const items = JSON.parse(renderPatchList({plan, patches: plan.patches})) as Item[]
  expect(items.length).toBeGreaterThan(10)
  expect(items.flatMap(requestsOf).flatMap(validateInput)).toEqual([])
})

test('each read that the script makes is one that AWS knows', () => {
  const reads = patches.flatMap(({request, undo, before, after}) => {
    const need = 'impossible' in undo ? null : needRead(undo)
    return [
      ...fieldReads({request, from: before, to: after}).map(({read}) => read),
      ...(need === null || need === 'unknown' ? [] : [need.read]),
      ...('impossible' in undo ? [] : [existenceRead(undo)]).flatMap((read) => read ?? []),
    ]
  })
  expect(new Set(reads.map(({operation}) => operation)).size).toBeGreaterThan(7)
  expect(reads.flatMap(validateInput)).toEqual([])
})

test.each([
  ['rds', 'ModifyDBInstance', 'rds modify-db-instance'],
  ['rds', 'CreateDBInstanceReadReplica', 'rds create-db-instance-read-replica'],
  ['rds', 'DescribeDBClusters', 'rds describe-db-clusters'],
  ['autoscaling', 'PutScheduledUpdateGroupAction', 'autoscaling put-scheduled-update-group-action'],
  ['elasticloadbalancing', 'ModifyCapacityReservation', 'elbv2 modify-capacity-reservation'],
  ['servicequotas', 'RequestServiceQuotaIncrease', 'service-quotas request-service-quota-increase'],
] as const)('%s:%s is aws %s', (service, operation, command) => {
  expect(awsCommand({service, operation}).join(' ')).toBe(command)
})

test('any text is the same text in ASCII JSON, in one line or several, and a word of sh', () => {
  fc.assert(
    fc.property(awkwardText, fc.integer({min: 0, max: 100}), (text, widthMost) => {
      const value = {[text]: [text, {text, n: 1, no: undefined}, []], empty: {}, nothing: null}
      const json = asciiJson(value, {widthMost, indent: '  '})
      expect(json).toMatch(/^[\n -~]*$/)
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(JSON.parse(asciiQuoted(text, 'halves'))).toBe(text)
      expect(shQuoted(text).replaceAll("'\\''", '')).not.toMatch(/^'.*'.*'$/s)
    }),
    {numRuns: 500},
  )
})
