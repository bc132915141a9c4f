import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import {iamActionOf} from '../../src/catalog/iam-actions.js'
import type {IamPurpose} from '../../src/documents/iam-policy.js'
import type {Snapshot} from '../../src/documents/snapshot.js'
import {operationOf} from '../aws-fake/policy.js'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.js'
import {deepTest} from '../deep.js'
import {type LiveShop, startLiveShop} from './live-shop.js'

/**
 * The printed policy from both sides: every command runs green while the fake allows what is printed and no more, and
 * what is printed and never called says why it is there.
 */
const now = '2026-11-02T06:10:00Z'
let shop: LiveShop
let s3: FakeS3
let folder = ''

beforeAll(async () => {
  shop = await startLiveShop(now)
  s3 = await startFakeS3({buckets: ['shop-ops']})
})
afterAll(async () => {
  await shop.close()
  await s3.close()
})
beforeEach(() => {
  shop.estate.snapshot = structuredClone(shop.fresh.snapshot)
  shop.estate.allowed = null
  shop.estate.now = now
  s3.objects.clear()
  folder = shop.folder({archive: 's3://shop-ops/ecom-plan/archive'})
})

const run = (args: string[]) => shop.run(folder, [...args, '--json'], {AWS_ENDPOINT_URL_S3: s3.url})

async function printedActions(purpose: IamPurpose): Promise<string[]> {
  const {stdout} = await run(['iam', 'print', '--for', purpose])
  const {policies} = JSON.parse(stdout).data
  return policies.flatMap(({Statement}: {Statement: {Action: string[]}[]}) => Statement.flatMap(({Action}) => Action))
}

/** The IAM action of every call that was made since; the operation itself where the table lacks it. */
function calledActions(from: {aws: number; s3: number}): Set<string> {
  const operations = [
    ...shop.aws.calls.slice(from.aws).map(operationOf),
    ...s3.calls.slice(from.s3).map(({operation}) => `s3:${operation}`),
  ]
  const known = operations.map((operation) => ({operation, action: iamActionOf(operation)}))
  return new Set(known.flatMap(({operation, action}) => (action?.isFree ? [] : [action?.name ?? operation])))
}

const here = () => ({aws: shop.aws.calls.length, s3: s3.calls.length})

async function succeeds(args: string[]): Promise<void> {
  const {code, stdout, stderr} = await run(args)
  expect({args, code, error: JSON.parse(stdout).error, stderr}).toMatchObject({code: 0, error: undefined})
}

/** What each command does in its life, as far as it reaches other calls. */
const lives: Record<IamPurpose, () => Promise<void>> = {
  init: async () => {
    await succeeds(['init', '--yes', '--timezone', 'UTC', '--region', 'us-east-1', '--out', 'new.yaml', '--as-of', now])
  },
  pull: async () => {
    await succeeds(['pull', '--refresh-catalog', '--as-of', now])
    await mistyped(['pull', '--as-of', now])
    shop.estate.now = '2026-11-03T06:10:00Z'
    await succeeds(['pull', '--as-of', shop.estate.now])
  },
  forecast: async () => {
    await succeeds(['forecast', '--as-of', now, '--out-plan', 'plan.json'])
    await succeeds(['forecast', '--as-of', now])
    await mistyped(['forecast', '--as-of', now])
  },
  report: async () => {
    await succeeds(['report', '--as-of', now, '-o', 'report.html'])
    await mistyped(['report', '--as-of', now, '-o', 'report.html'])
  },
  diagnose: async () => {
    shop.estate.snapshot.dbInstances = shop.estate.snapshot.dbInstances.map((one) => ({
      ...one,
      PerformanceInsightsEnabled: true,
      DbiResourceId: 'db-SHOP',
    }))
    shop.estate.statements = {'db-SHOP': [{id: 'A', text: 'SELECT ?', waits: {CPU: 1}}]}
    await succeeds(['diagnose', 'orders-db', '--as-of', now])
    await mistyped(['diagnose', 'orders-db', '--as-of', now])
    // Nothing was pulled yet: what counts is that the archive was asked.
    expect((await run(['diagnose', 'orders-db', '--offline'])).code).toBe(3)
  },
  apply: async () => {
    // On the day of the plan, with what takes the database down, whose events are read too.
    const downtime = ['--allow-downtime', '2026-11-02T00:00/2026-11-03T00:00']
    const args = ['apply', 'plan.json', '--dry-run', ...downtime, '--endpoint-url', shop.aws.url, '--json']
    shop.estate.clockOffsetMs = Date.parse(now) - Date.now()
    const {code} = await shop.run(folder, args, {
      AWS_ENDPOINT_URL_S3: s3.url,
      NODE_OPTIONS: `--import ${new URL('./set-clock.mjs', import.meta.url).href}`,
      TEST_NOW: now,
    })
    shop.estate.clockOffsetMs = 0
    // The quota of the example is too small: that is said, and is no matter of permissions.
    expect([0, 6]).toContain(code)
  },
}

/** A service that is not there makes the command list what is: the error names it, and does not speak of permissions. */
async function mistyped(args: string[]): Promise<void> {
  const restore = rewrite((config) => ({
    ...config,
    tiers: {...config.tiers, cart: {kind: 'ecs', resource: 'shop/carts'}},
  }))
  const {code, stdout} = await run(args)
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 4, error: 'RESOURCE_NOT_FOUND'})
  restore()
}

type OwnConfig = {tiers: Record<string, unknown>; loadTests?: unknown[]}

/** Changes the config of the test's folder; the returned function puts it back. */
function rewrite(change: (config: OwnConfig) => OwnConfig): () => void {
  const path = join(folder, 'ecom-plan.yaml')
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, stringify(change(parse(text))))
  return () => writeFileSync(path, text)
}

/** Printed, and never called by the command itself. */
const explained: Partial<Record<IamPurpose, Record<string, string>>> = {
  pull: {'s3:DeleteObject': 'small files are merged and removed from the ninth of a month on: test/archive'},
  apply: {
    'autoscaling:DescribePolicies': 'status shows them, and a plan that changes one compares it',
    'application-autoscaling:DescribeScalingPolicies': 'as those of a group',
    'elasticloadbalancing:DescribeCapacityReservation': 'of a plan that reserves LCUs',
    'ecs:DescribeServices': 'Application Auto Scaling calls it with the rights of who registers a service',
  },
}

// Up to four commands one after the other, each with the whole year over the wire.
test.each(['report', 'apply'] as const)('%s runs under exactly the printed policy', needsAll, 180_000)
deepTest.each(['init', 'pull', 'forecast', 'diagnose'] as const)('%s runs under the printed policy', needsAll, 180_000)

async function needsAll(purpose: keyof typeof lives): Promise<void> {
  if (purpose === 'apply') await succeeds(['forecast', '--as-of', now, '--out-plan', 'plan.json'])
  const printed = await printedActions(purpose)
  expect(printed.length).toBeGreaterThan(3)
  // A quota that was never set for the account: only the default knows it.
  for (const quota of shop.estate.snapshot.quotas) delete quota['QuotaArn']
  makeRich(shop.estate.snapshot)
  shop.estate.allowed = printed
  const from = here()
  await lives[purpose]()
  const called = calledActions(from)
  expect([...called].filter((action) => !printed.includes(action))).toEqual([])
  // What apply sends comes with a plan; here it only reads. Pull's writes are seen on S3's side.
  const isHere = (action: string) => purpose !== 'apply' || iamActionOf(action)?.access !== 'write'
  const idle = printed.filter((action) => isHere(action) && !called.has(action))
  expect(idle.filter((action) => explained[purpose]?.[action] === undefined)).toEqual([])
}

/** What only some shops have: a warm pool, hosts that registered, parameters of their own, a cluster, a proxy. */
function makeRich(snapshot: Snapshot): void {
  const {autoScalingGroups, dbInstances} = snapshot
  for (const group of autoScalingGroups) group['WarmPoolConfiguration'] = {PoolState: 'Stopped', MinSize: 1}
  for (const database of dbInstances) {
    database['DBParameterGroups'] = [{DBParameterGroupName: 'shop-mysql', ParameterApplyStatus: 'in-sync'}]
    database['DBClusterIdentifier'] = 'shop-cluster'
  }
  const DBProxyName = 'shop-proxy'
  snapshot.dbProxies = [{DBProxyName, Status: 'available'}]
  snapshot.dbProxyTargets = [{DBProxyName, Type: 'RDS_INSTANCE', RdsResourceId: 'shop-db'}]
  snapshot.dbProxyTargetGroups = [{DBProxyName, TargetGroupName: 'default'}]
  snapshot.containerInstances = [
    {
      containerInstanceArn: 'arn:aws:ecs:us-east-1:123456789012:container-instance/shop/6941f01fa3f54e84',
      status: 'ACTIVE',
      // Its agent has not connected yet.
      registeredResources: [],
    },
  ]
}

test('one action less, and the command ends with that action named', async () => {
  const printed = await printedActions('forecast')
  shop.estate.allowed = printed.filter((action) => action !== 'rds:DescribeDBInstances')
  const {code, stdout} = await run(['forecast', '--as-of', now])
  const {error} = JSON.parse(stdout)
  expect({code, error: error.code}).toEqual({code: 4, error: 'ACCESS_DENIED'})
  expect(error.message).toContain('rds:DescribeDBInstances')
})

test('printed for a person: JSON and Terraform on stdout, the rest on stderr', async () => {
  const json = await shop.run(folder, ['iam', 'print', '--for', 'apply'])
  expect(json).toMatchObject({code: 0, stderr: ''})
  expect(JSON.parse(json.stdout)).toMatchObject({Version: '2012-10-17'})
  const terraform = await shop.run(folder, ['iam', 'print', '--for', 'apply', '--format', 'terraform'])
  expect(terraform.stdout).toMatch(/^data "aws_iam_policy_document" "ecom_plan_apply" \{\n {2}statement \{/)
  const outside = await shop.run('/', ['iam', 'print', '--for', 'forecast'])
  expect(outside.code).toBe(0)
  expect(outside.stderr).toContain('no ecom-plan.yaml was found')
  expect(JSON.parse(outside.stdout).Statement[0].Resource).toEqual(['*'])
})

test('tiers of another account have a policy of their own, and the role that reads them is named', async () => {
  rewrite((config) => ({
    ...config,
    tiers: {
      ...config.tiers,
      cart: {
        kind: 'ecs',
        resource: 'other/cart',
        aws: {account: '222222222222', region: 'eu-west-1', role: 'arn:aws:iam::222222222222:role/reader'},
      },
    },
  }))
  const resources = (stdout: string) =>
    JSON.parse(stdout)
      .data.policies[0].Statement.flatMap(({Resource}: {Resource: string[]}) => Resource)
      .join('\n')
  const own = await run(['iam', 'print', '--for', 'apply'])
  expect(resources(own.stdout)).not.toMatch(/other\/cart|222222222222/)
  expect(JSON.parse(own.stdout).warnings).toMatchObject([
    {code: 'OTHER_ACCOUNTS', message: expect.stringContaining('--account 222222222222')},
  ])
  const other = await run(['iam', 'print', '--for', 'apply', '--account', '222222222222'])
  expect(resources(other.stdout)).toContain('arn:aws:ecs:eu-west-1:222222222222:service/other/cart')
  expect(resources(other.stdout)).not.toContain('123456789012')
  expect(JSON.parse(other.stdout).warnings).toMatchObject([
    {code: 'ROLE_TAKEN_ON', message: expect.stringContaining('role/reader')},
  ])
  const none = await run(['iam', 'print', '--for', 'apply', '--account', '333333333333'])
  expect({code: none.code, error: JSON.parse(none.stdout).error.code}).toEqual({code: 64, error: 'ACCOUNT_UNKNOWN'})
})

test('ARNs without a config to take them from are refused with what to type', async () => {
  const {code, stdout} = await shop.run('/', ['iam', 'print', '--for', 'init', '--resource-scope', 'arns', '--json'])
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 64, error: 'SCOPE_NEEDS_CONFIG'})
})
