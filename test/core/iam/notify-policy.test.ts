import {expect, test} from 'vitest'
import {iamActionOf} from '../../../src/catalog/iam-actions.js'
import {configUses} from '../../../src/core/iam/config-uses.js'
import {makePolicy} from '../../../src/core/iam/make-policy.js'
import {neededOperations} from '../../../src/core/iam/needed-operations.js'
import type {Config} from '../../../src/documents/config.js'
import {notifySchema} from '../../../src/documents/config-notify.js'
import {iamPurposes} from '../../../src/documents/iam-policy.js'
import {cornerConfig} from '../../aws/corner-shop.js'

const topic = 'arn:aws:sns:eu-west-1:123456789012:peak'
const secretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/pager-a1b2c3'
const notify = [
  {kind: 'slack', url: 'ssm:/shop/slack'},
  {kind: 'slack', url: 'secretsmanager:shop/slack#url'},
  {kind: 'sns', topic},
  {kind: 'webhook', template: 'pagerduty', token: `secretsmanager:${secretArn}#key`},
  {kind: 'github-issue', repository: 'a/b', token: 'env:TOKEN'},
].map((target) => notifySchema.parse(target))
const telling: Config = {...cornerConfig, notify, report: {...cornerConfig.report, metrics: true}}
const policyOf = (config: Config) => makePolicy({purpose: 'report', config, isScoped: true}).Statement
const statementOf = (config: Config, action: string) => policyOf(config).find(({Action}) => Action.includes(action))

test('report may tell its topics, read its secrets and put its own metrics, and no others', () => {
  expect(statementOf(telling, 'sns:Publish')).toMatchObject({Sid: 'TellTopics', Resource: [topic]})
  expect(statementOf(telling, 'ssm:GetParameter')?.Resource).toEqual([
    'arn:aws:ssm:us-east-1:123456789012:parameter/shop/slack',
  ])
  expect(statementOf(telling, 'secretsmanager:GetSecretValue')?.Resource).toEqual([
    secretArn,
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/slack-??????',
  ])
  expect(statementOf(telling, 'cloudwatch:PutMetricData')).toEqual({
    Sid: 'PutReadinessMetrics',
    Effect: 'Allow',
    Action: ['cloudwatch:PutMetricData'],
    Resource: ['*'],
    Condition: {StringEquals: {'cloudwatch:namespace': ['EcomPlan']}},
  })
})

const isOfTelling = (action: string) => /^(sns|ssm|secretsmanager):|PutMetricData/.test(action)

test('only what the config uses, and only report', () => {
  expect(
    policyOf(cornerConfig)
      .flatMap(({Action}) => Action)
      .filter(isOfTelling),
  ).toEqual([])
  for (const purpose of iamPurposes.filter((one) => one !== 'report')) {
    const actions = makePolicy({purpose, config: telling, isScoped: true}).Statement.flatMap(({Action}) => Action)
    expect(actions.filter(isOfTelling)).toEqual([])
  }
})

test('report goes on without: a denial of these is a warning', () => {
  const needed = neededOperations({purpose: 'report', uses: configUses(telling)})
  expect(needed.filter(({operation}) => isOfTelling(operation)).every(({isOptional}) => isOptional)).toBe(true)
})

// Typed from the Service Authorization Reference, not from the table under test.
test.each([
  ['sns:Publish', 'write', 'topic'],
  ['ssm:GetParameter', 'read', 'parameter'],
  ['secretsmanager:GetSecretValue', 'read', 'secret'],
  ['cloudwatch:PutMetricData', 'write', null],
])('%s is a %s on %s', (operation, access, resource) => {
  expect(iamActionOf(operation)).toMatchObject({access, resource})
})

test('reports in a bucket: report writes there alone, and reads the archive beside it', () => {
  const report = {...cornerConfig.report, store: 's3://shop-ops/reports'}
  const kept: Config = {...cornerConfig, archive: 's3://shop-data/archive', report}
  expect(statementOf(kept, 's3:PutObject')?.Resource).toEqual(['arn:aws:s3:::shop-ops/reports/*'])
  expect(statementOf(kept, 's3:GetObject')?.Resource).toEqual([
    'arn:aws:s3:::shop-data/archive/*',
    'arn:aws:s3:::shop-ops/reports/*',
  ])
  const pull = makePolicy({purpose: 'pull', config: kept, isScoped: true}).Statement
  expect(pull.find(({Action}) => Action.includes('s3:PutObject'))?.Resource).toEqual([
    'arn:aws:s3:::shop-data/archive/*',
  ])
  expect(policyOf(cornerConfig).flatMap(({Action}) => Action)).not.toContain('s3:PutObject')
})
