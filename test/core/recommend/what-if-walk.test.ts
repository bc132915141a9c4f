import {beforeAll, expect, test} from 'vitest'
import type {AssumedDemand} from '../../../src/core/what-if/assume-demand.js'
import {parseAssumption} from '../../../src/core/what-if/assumption.js'
import type {Limit} from '../../../src/documents/plan.js'
import type {Run} from '../../../src/documents/run.js'
import {walk} from '../../../src/shell/walk.js'
import {exampleFolder, exampleRun} from '../../example-run.js'

let plain: Run
beforeAll(async () => {
  plain = await exampleRun('bright-friday')
})

const whatIf = async (set: string[], demand?: AssumedDemand): Promise<Run> => {
  const {run} = await walk({
    configPath: `${exampleFolder('bright-friday')}ecom-plan.yaml`,
    event: undefined,
    uplift: undefined,
    target: undefined,
    azLoss: undefined,
    asOf: undefined,
    isOffline: true,
    assumptions: set.map(parseAssumption),
    ...(demand === undefined ? {} : {demand}),
    onProgress: () => {},
  })
  return run
}
const limitOf = ({plan}: Run, tier: string, measure: string): Limit => {
  const found = plan.limits.find((limit) => limit.tier === tier && limit.measure === measure)
  if (found === undefined) throw new Error(`no ${measure} of ${tier}`)
  return found
}

test('assuming what is there changes no limit', async () => {
  const same = await whatIf([
    'web.max=36',
    'web.min=9',
    'web.instanceType=c7g.xlarge',
    'orders-db.class=db.r6g.2xlarge',
  ])
  expect(same.plan.limits).toEqual(plain.plan.limits)
  expect(same.plan.changes.map(({from, to}) => [from, to])).toEqual(plain.plan.changes.map(({from, to}) => [from, to]))
  expect(same.whatIf).toEqual([
    'web.max = 36',
    'web.min = 9',
    'web.instanceType = c7g.xlarge',
    'orders-db.class = db.r6g.2xlarge',
  ])
  expect(same.plan.whatIf).toEqual(same.whatIf)
})

test('with a demand of p99 each limit is where it was at P99, at all quantiles', async () => {
  const known = await whatIf([], 'p99')
  expect(known.plan.limits).toHaveLength(plain.plan.limits.length)
  // Hosts and connections hold what the plan starts of other tiers, which is more for more demand.
  const own = plain.plan.limits.filter(({kind, measure}) => kind !== 'hosts' && measure !== 'connections')
  expect(own.length).toBeGreaterThan(10)
  for (const {tier, measure, now} of own) {
    const {now: then} = limitOf(known, tier, measure)
    expect({tier, measure, ratio: then.p90Ratio}).toEqual({tier, measure, ratio: expect.closeTo(now.p99Ratio, 6)})
    expect(then.p50Ratio).toBeCloseTo(now.p99Ratio, 6)
  }
})

test('twice the vCPUs halve the share of an instance; a larger class that of the database', async () => {
  const run = await whatIf(['web.instanceType=c7g.2xlarge', 'orders-db.class=db.r6g.4xlarge'])
  const half = (tier: string, measure: string) =>
    limitOf(run, tier, measure).now.p90Ratio / limitOf(plain, tier, measure).now.p90Ratio
  expect(half('web', 'requests')).toBeCloseTo(0.5, 9)
  expect(half('orders-db', 'CPU')).toBeCloseTo(0.5, 9)
  // The caches of the engine grow with the class, and the load of the disk stays.
  expect(half('orders-db', 'memory')).toBeCloseTo(1, 9)
  expect(half('orders-db', 'IOPS')).toBeCloseTo(1, 9)
  expect(run.models.find(({tier}) => tier === 'web')?.estimates.every(({isExtrapolated}) => isExtrapolated)).toBe(true)
  // Days that were measured stay those of the class they were measured on.
  const now = (of: Run) => of.diagnoses.find(({tier}) => tier === 'orders-db')?.now
  expect(now(run)).toEqual(now(plain))
  expect(run.plan.changes.filter(({id}) => id === 'web-max' || id === 'orders-db-class')).toEqual([])
})

test('what the class was measured on is the larger one too: a smaller class has the larger share', async () => {
  const run = await whatIf(['orders-db.class=db.r6g.xlarge'])
  const ratio = (measure: string) =>
    limitOf(run, 'orders-db', measure).now.p90Ratio / limitOf(plain, 'orders-db', measure).now.p90Ratio
  expect(ratio('CPU')).toBeCloseTo(2, 9)
  expect(run.plan.changes.find(({id}) => id === 'orders-db-class')?.from).toBe('db.r6g.xlarge')
})

test('a known hit ratio scales the load of every tier by what it lets through', async () => {
  const run = await whatIf(['cdn.hitRatio=0.9'])
  const hit = plain.cdn?.hitRatio ?? 0
  expect(limitOf(run, 'web', 'requests').now.p90Ratio / limitOf(plain, 'web', 'requests').now.p90Ratio).toBeCloseTo(
    0.1 / (1 - hit),
    6,
  )
})
