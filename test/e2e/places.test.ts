import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {parse} from 'yaml'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {makeEstate} from '../aws-fake/estate.js'
import {deepTest} from '../deep.js'
import {exampleFolder} from '../example-run.js'
import {type LiveShop, startLiveShop} from './live-shop.js'

const now = '2026-11-02T06:10:00Z'
const role = 'arn:aws:iam::222222222222:role/ecom-plan-read'
const own = parse(readFileSync(join(exampleFolder('bright-friday'), 'ecom-plan.yaml'), 'utf8'))
/** The example's databases in another account and Region; everything else stays where it is. */
const tiers = {
  ...own.tiers,
  'orders-db': {kind: 'rds', resource: 'shop-db', aws: {account: '222222222222', region: 'eu-west-1', role}},
  'orders-replica': {
    kind: 'rds',
    resource: 'shop-db-replica',
    aws: {account: '222222222222', region: 'eu-west-1', role},
  },
}
let shop: LiveShop

beforeAll(async () => {
  shop = await startLiveShop(now)
})
afterAll(() => shop.close())

beforeEach(() => {
  const {snapshot, series} = shop.fresh
  const moved = (text: string) => text.replaceAll('us-east-1', 'eu-west-1').replaceAll('123456789012', '222222222222')
  const there = snapshotSchema.parse(JSON.parse(moved(JSON.stringify(snapshot))))
  shop.estate.snapshot = {...structuredClone(snapshot), dbInstances: []}
  shop.estate.series = series.filter(({namespace}) => namespace !== 'AWS/RDS')
  shop.estate.accounts = {
    ASIAOTHER: makeEstate({
      snapshot: {...there, loadBalancers: [], targetGroups: [], autoScalingGroups: [], services: []},
      series: series.filter(({namespace}) => namespace === 'AWS/RDS'),
      now,
      pageSize: 50,
      pagePoints: 100_800,
    }),
  }
  shop.aws.calls.length = 0
})

async function json(folder: string, args: string[], expected = 0) {
  const {code, stdout, stderr} = await shop.run(folder, [...args, '--json'])
  expect({code, stderr, error: JSON.parse(stdout).error}).toMatchObject({code: expected, stderr: ''})
  return JSON.parse(stdout)
}

/** A plan without what tells where it was read. */
/** Of all but connections, which follow the planned units of the callers, and those what is cheapest at known prices. */
const limitsOf = (plan: {limits: {tier: string; measure: string; now: unknown}[]}) =>
  plan.limits
    .filter(({measure}) => measure !== 'connections')
    .map(({tier, measure, now: share}) => ({tier, measure, now: share}))

test('a database in another account and Region, by a role: read there, planned as if it were here', async () => {
  const folder = shop.folder({tiers})
  const plan = (await json(folder, ['forecast', '--as-of', now])).data.plan
  const databaseCalls = shop.aws.calls.filter(({service}) => service === 'rds')
  expect(databaseCalls.length).toBeGreaterThan(0)
  expect(new Set(databaseCalls.map(({region}) => region))).toEqual(new Set(['eu-west-1']))
  expect(shop.aws.calls.filter(({service}) => service === 'sts').map(({operation}) => operation)).toEqual([
    'GetCallerIdentity',
    'AssumeRole',
    'GetCallerIdentity',
  ])
  const {snapshot, series} = shop.fresh
  shop.estate.snapshot = structuredClone(snapshot)
  shop.estate.series = series
  const alone = (await json(shop.folder(), ['forecast', '--as-of', now])).data.plan
  expect(limitsOf(plan)).toEqual(limitsOf(alone))
  const databasePatches = plan.patches.filter(({tier}: {tier: string}) => tier.startsWith('orders'))
  expect(databasePatches.length).toBeGreaterThan(0)
  for (const {place} of databasePatches) expect(place).toEqual({account: '222222222222', region: 'eu-west-1', role})
  for (const {tier, place} of plan.patches) if (!tier.startsWith('orders')) expect(place).toBeUndefined()
})

deepTest('pull keeps both places apart, and forecast --offline is the live plan', async () => {
  const folder = shop.folder({tiers})
  const pulled = (await json(folder, ['pull', '--as-of', now])).data
  expect(pulled.valueCount).toBeGreaterThan(100_000)
  const live = (await json(folder, ['forecast', '--as-of', now])).data.plan
  const offline = (await json(folder, ['forecast', '--offline', '--as-of', now])).data.plan
  expect(offline).toEqual(live)
  const rows = (await json(folder, ['archive', 'ls'])).data
  expect(JSON.stringify(rows)).toContain('222222222222')
})

deepTest('apply --dry-run compares each patch where its resource lies', async () => {
  const folder = shop.folder({tiers})
  await json(folder, ['forecast', '--as-of', now, '--out-plan', 'plan.json'])
  shop.aws.calls.length = 0
  const {stdout} = await shop.run(folder, ['apply', 'plan.json', '--dry-run', '--json'])
  const {checks} = JSON.parse(stdout).data.review
  expect(checks.find((check: {id: string}) => check.id === 'drift').status).toBe('ok')
  const regions = shop.aws.calls.filter(({service}) => service === 'rds').map(({region}) => region)
  expect(new Set(regions)).toEqual(new Set(['eu-west-1']))
})

deepTest('a role that may not be taken on, two roles for one place, a snapshot without the place', async () => {
  shop.estate.accounts = {}
  const refused = await json(shop.folder({tiers}), ['forecast', '--as-of', now], 4)
  expect(refused.error).toMatchObject({code: 'ACCESS_DENIED'})
  expect(refused.error.message).toContain('sts:AssumeRole')
  const two = {
    ...tiers,
    'orders-replica': {...tiers['orders-replica'], aws: {...tiers['orders-db'].aws, role: `${role}-2`}},
  }
  const twice = await json(shop.folder({tiers: two}), ['forecast', '--as-of', now], 78)
  expect(twice.error).toMatchObject({code: 'PLACE_TWICE'})
  const file = {source: 'file', path: join(exampleFolder('bright-friday'), 'estate.json')}
  const unread = await json(shop.folder({tiers, inventory: file}), ['forecast', '--as-of', now], 3)
  expect(unread.error).toMatchObject({code: 'PLACE_NOT_READ'})
  expect(unread.error.suggestions[0]).toBe('ecom-plan pull')
})
