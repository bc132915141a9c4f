import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {iamActionOf} from '../../../src/catalog/iam-actions.js'
import {configUses} from '../../../src/core/iam/config-uses.js'
import {makePolicy} from '../../../src/core/iam/make-policy.js'
import {neededOperations} from '../../../src/core/iam/needed-operations.js'
import {policyCharacterCount, splitPolicy} from '../../../src/core/iam/split-policy.js'
import type {Config} from '../../../src/documents/config.js'
import {type IamPurpose, iamPolicySchema, iamPurposes} from '../../../src/documents/iam-policy.js'
import {cornerConfig} from '../../aws/corner-shop.js'
import {exampleRun} from '../../example-run.js'

const policy = (purpose: IamPurpose, change: Partial<Config> = {}, isScoped = true) =>
  makePolicy({purpose, config: {...cornerConfig, ...change}, isScoped})
const actions = (made: ReturnType<typeof policy>) => made.Statement.flatMap(({Action}) => Action)
const statement = (made: ReturnType<typeof policy>, action: string) =>
  made.Statement.find(({Action}) => Action.includes(action))

describe('writes are narrowed to the tiers of the config', () => {
  test('by name, in the account and Region', () => {
    const made = policy('apply')
    expect(statement(made, 'autoscaling:UpdateAutoScalingGroup')?.Resource).toEqual([
      'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/corner-web',
    ])
    expect(statement(made, 'ecs:UpdateService')?.Resource).toEqual([
      'arn:aws:ecs:us-east-1:123456789012:service/corner/checkout',
      'arn:aws:ecs:us-east-1:123456789012:service/corner/search',
    ])
    expect(statement(made, 'application-autoscaling:RegisterScalableTarget')).toMatchObject({
      Resource: ['arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target/*'],
      Condition: {
        StringEquals: {
          'application-autoscaling:service-namespace': ['ecs'],
          'application-autoscaling:scalable-dimension': ['ecs:service:DesiredCount'],
        },
      },
    })
  })

  test('databases by name too', () => {
    expect(statement(policy('apply'), 'rds:ModifyDBInstance')?.Resource).toEqual([
      'arn:aws:rds:us-east-1:123456789012:db:corner-db',
    ])
  })

  test('the readers of a cluster, and its failover only where a person asked for the calls of a person', () => {
    const config = {...cornerConfig, tiers: {carts: {kind: 'aurora' as const, resource: 'carts'}}}
    const made = policy('apply', config)
    expect(statement(made, 'application-autoscaling:RegisterScalableTarget')?.Condition?.StringEquals).toEqual({
      'application-autoscaling:service-namespace': ['rds'],
      'application-autoscaling:scalable-dimension': ['rds:cluster:ReadReplicaCount'],
    })
    expect(actions(made)).toContain('rds:ModifyDBCluster')
    expect(actions(made)).not.toContain('rds:FailoverDBCluster')
    const asked = makePolicy({purpose: 'apply', config, isScoped: true, withManual: true})
    expect(statement(asked, 'rds:FailoverDBCluster')?.Resource).toContain(
      'arn:aws:rds:us-east-1:123456789012:cluster:carts',
    )
  })

  test.each([
    ['cn-north-1', 'arn:aws-cn:'],
    ['us-gov-west-1', 'arn:aws-us-gov:'],
  ])('in the partition of %s', (region, start) => {
    const made = policy('apply', {aws: {...cornerConfig.aws, region}})
    const arns = made.Statement.flatMap(({Resource}) => Resource).filter((arn) => arn !== '*')
    expect(arns.filter((arn) => !arn.startsWith(start))).toEqual([])
  })
})

describe('only what the config uses', () => {
  test('without services and databases neither ECS nor RDS', () => {
    const made = policy('forecast', {tiers: {web: {kind: 'asg', resource: 'corner-web'}}})
    expect(actions(made).filter((action) => /^(ecs|rds|application-autoscaling|s3):/.test(action))).toEqual([])
  })

  test('apply touches no group where only services are named', () => {
    const made = policy('apply', {tiers: {search: {kind: 'ecs', resource: 'corner/search'}}})
    expect(actions(made).filter((action) => action.startsWith('autoscaling:'))).toEqual([])
  })

  test('a config of files alone needs nothing for forecast, and all of it for pull', () => {
    const files: Partial<Config> = {
      inventory: {source: 'file', path: 'estate.json'},
      metrics: {source: 'file', path: 'metrics.json'},
      demand: {
        ...cornerConfig.demand,
        sources: [{kind: 'csv', path: 'a.csv', time: 't', value: 'v', unit: 'count', timezone: 'UTC'}],
      },
    }
    expect(policy('forecast', files).Statement).toEqual([])
    expect(actions(policy('pull', files))).toContain('cloudwatch:GetMetricData')
  })

  test('a bucket with its prefix, which forecast reads and pull writes', () => {
    const bucket = {archive: 's3://shop-ops/ecom-plan/archive/'}
    const made = policy('pull', bucket)
    expect(statement(made, 's3:ListBucket')?.Resource).toEqual(['arn:aws:s3:::shop-ops'])
    expect(statement(made, 's3:PutObject')?.Resource).toEqual(['arn:aws:s3:::shop-ops/ecom-plan/archive/*'])
    expect(actions(policy('forecast', bucket)).filter((action) => action.startsWith('s3:'))).toEqual([
      's3:ListBucket',
      's3:GetObject',
    ])
    expect(statement(policy('pull', {archive: 's3://shop-ops'}), 's3:PutObject')?.Resource).toEqual([
      'arn:aws:s3:::shop-ops/*',
    ])
  })
})

test('a bucket of load tests is read by forecast; a folder of them needs nothing', () => {
  const made = policy('forecast', {loadTestStore: 's3://shop-ops/loadtests'})
  expect(statement(made, 's3:GetObject')?.Resource).toEqual(['arn:aws:s3:::shop-ops/loadtests/*'])
  expect(actions(policy('forecast')).filter((action) => action.startsWith('s3:'))).toEqual([])
})

test('a bucket of applies is read by forecast, report and diagnose, written by apply, and is nothing of pull', () => {
  const store = {applyStore: 's3://shop-ops/applies', archive: 's3://shop-archive'}
  const inS3 = (purpose: IamPurpose) =>
    policy(purpose, store)
      .Statement.flatMap(({Action, Resource}) => Action.flatMap((action) => Resource.map((arn) => [action, arn])))
      .filter(([action = '', arn = '']) => action.startsWith('s3:') && arn.includes('shop-ops'))
      .sort()
  const reads = [
    ['s3:GetObject', 'arn:aws:s3:::shop-ops/applies/*'],
    ['s3:ListBucket', 'arn:aws:s3:::shop-ops'],
  ]
  for (const purpose of ['forecast', 'report', 'diagnose'] as const) expect(inS3(purpose)).toEqual(reads)
  expect(inS3('apply')).toEqual([
    ['s3:DeleteObject', 'arn:aws:s3:::shop-ops/applies/*'],
    ...reads,
    ['s3:PutObject', 'arn:aws:s3:::shop-ops/applies/*'],
  ])
  expect(inS3('pull')).toEqual([])
  // The archive is pull's to write.
  expect(JSON.stringify(policy('apply', store))).not.toContain('shop-archive')
})

test('without a config, and for init, every statement is for every resource', () => {
  for (const made of [
    ...iamPurposes.map((purpose) => makePolicy({purpose, config: null, isScoped: true})),
    policy('init'),
    policy('apply', {}, false),
  ]) {
    expect(made.Statement.filter(({Resource}) => Resource.join() !== '*')).toEqual([])
  }
})

test('no command but apply and pull may write, and apply alone may change what is no archive', () => {
  const isWrite = (purpose: IamPurpose) =>
    neededOperations({purpose, uses: {...configUses(null), bucket: true, readsBucket: true}})
      .map(({operation}) => operation)
      .filter((operation) => iamActionOf(operation)?.access === 'write')
  expect([isWrite('forecast'), isWrite('report'), isWrite('init')]).toEqual([[], [], []])
  expect(isWrite('pull')).toEqual(['s3:PutObject', 's3:DeleteObject'])
})

test.each(['bright-friday', 'quiet-tuesday', 'database-bound'])(
  'every call that a plan has apply send, and its undo, is in the policy: %s',
  async (name) => {
    const {plan} = await exampleRun(name)
    const allowed = new Set(
      makePolicy({purpose: 'apply', config: null, isScoped: false}).Statement.flatMap((s) => s.Action),
    )
    const outside = plan.patches.flatMap(({request, undo}) =>
      [request, ...('impossible' in undo ? [] : [undo])]
        .map((call) => iamActionOf(`${call.service}:${call.operation}`)?.name ?? call.operation)
        .filter((action) => !allowed.has(action)),
    )
    expect(outside).toEqual([])
  },
)

const nameOf = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/)
const tiers = fc.dictionary(
  nameOf,
  fc.oneof(
    nameOf.map((resource) => ({kind: 'asg', resource}) as const),
    fc.tuple(nameOf, nameOf).map((parts) => ({kind: 'ecs', resource: parts.join('/')}) as const),
    nameOf.map((resource) => ({kind: 'rds', resource}) as const),
  ),
  {maxKeys: 40},
)

test('whatever the tiers: valid, sorted, each Sid once, the same for any order of tiers', () => {
  fc.assert(
    fc.property(tiers, fc.constantFrom(...iamPurposes), (own, purpose) => {
      const made = policy(purpose, {tiers: own as Config['tiers']})
      if (made.Statement.length > 0) expect(iamPolicySchema.parse(made)).toEqual(made)
      const sids = made.Statement.map(({Sid}) => Sid)
      expect(new Set(sids).size).toBe(sids.length)
      for (const {Action, Resource} of made.Statement) {
        expect(Action).toEqual([...Action].sort())
        expect(Resource).toEqual([...new Set(Resource)].sort())
      }
      const reversed = Object.fromEntries(Object.entries(own).reverse())
      expect(policy(purpose, {tiers: reversed as Config['tiers']})).toEqual(made)
    }),
  )
})

describe('a managed policy has at most 6,144 characters', () => {
  const many = Object.fromEntries(
    Array.from({length: 120}, (_, i) => [`tier-${i}`, {kind: 'asg', resource: `shop-number-${i}`}]),
  ) as Config['tiers']

  test('120 groups are several documents that allow the same together', () => {
    const whole = policy('apply', {tiers: many})
    const parts = splitPolicy({policy: whole, characterCount: 6144})
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.filter((part) => policyCharacterCount(part) > 6144)).toEqual([])
    const pairs = (documents: (typeof whole)[]) =>
      documents
        .flatMap(({Statement}) =>
          Statement.flatMap(({Action, Resource}) => Action.flatMap((a) => Resource.map((r) => `${a} ${r}`))),
        )
        .sort()
    expect(pairs(parts)).toEqual(pairs([whole]))
    const sids = parts.flatMap(({Statement}) => Statement.map(({Sid}) => Sid))
    expect(new Set(sids).size).toBe(sids.length)
  })

  test('the corner shop fits into one', () => {
    for (const purpose of iamPurposes) {
      expect(splitPolicy({policy: policy(purpose), characterCount: 6144})).toEqual([policy(purpose)])
    }
  })
})
