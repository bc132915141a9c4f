import {readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, vi} from 'vitest'
import {parse} from 'yaml'
import {planSchema} from '../../src/documents/plan.js'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {statusSchema} from '../../src/documents/status.js'
import {fire} from '../aws-fake/fire.js'
import {deepTest} from '../deep.js'
import {exampleFolder} from '../example-run.js'
import {type ApplyShop, confirmed, startApplyShop} from './apply-shop.js'

let it: ApplyShop

// Each command line is a process of its own, and two of them make plans.
vi.setConfig({testTimeout: 300_000})

beforeAll(async () => {
  it = await startApplyShop()
}, 240_000)
afterAll(() => it.close())

const [friday, monday] = ['black-friday-2026', 'cyber-monday-2026']
/** Both in the days after the last that was measured, so that plans can be made between them. */
const events = [
  {id: friday, date: '2026-11-04', uplift: {factor: 3, why: 'test'}},
  {id: monday, date: '2026-11-06', uplift: {factor: 2.8, why: 'test'}},
]
const own = parse(readFileSync(join(exampleFolder('bright-friday'), 'ecom-plan.yaml'), 'utf8'))
/** The example's tiers, with wishes for the window in two of them. */
const tiers = {
  ...own.tiers,
  web: {...own.tiers.web, peak: {groupMetrics: true, warmup: '3m', warmPool: {state: 'stopped', minCount: 2}}},
  cart: {...own.tiers.cart, peak: {highResolutionMetrics: true, targetUtilization: '50%'}},
}

/** What runs moves by itself, and a one-off action of a service stays listed after it has run. */
const moving = new Set(['DesiredCapacity', 'desiredCount', 'runningCount', 'pendingCount', 'Instances', 'deployments'])
/** The fake makes a policy anew where it is put: what AWS adds to it of its own is not kept. */
const added = ['Alarms', 'PolicyARN', 'CreationTime']
const usual = ['CPUUtilization', 'MemoryUtilization'].map((name) => ({metricNames: [name], resolutionSeconds: 60}))

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (moving.has(key) ? [] : [[key, settled(one)]])),
  )
}

const isPast = ({Schedule}: AwsObject) =>
  Date.parse(`${/^at\((.+)\)$/.exec(String(Schedule))?.[1]}Z`) < Date.parse(it.shop.estate.now)

const resting = [
  ['shop-web', 9],
  ['catalog', 14],
  ['cart', 8],
  ['checkout', 6],
] as const

function scale(name: string, count: number): void {
  const {autoScalingGroups, services} = it.shop.estate.snapshot
  const group = autoScalingGroups.find((one) => one['AutoScalingGroupName'] === name)
  const service = services.find((one) => one['serviceName'] === name)
  if (group !== undefined) group['DesiredCapacity'] = count
  if (service !== undefined) Object.assign(service, {desiredCount: count, runningCount: count})
}

/** The whole of the fake, as text that tells two states apart. */
function state(): Record<string, unknown> {
  const {snapshot, reservations} = it.shop.estate
  const scheduledActions = snapshot.scheduledActions.filter((action) => !isPast(action))
  // A balancer that has ever had a reservation is still described, without one.
  const capacityReservations = snapshot.capacityReservations.flatMap(
    ({LoadBalancerArn, MinimumLoadBalancerCapacity}) =>
      MinimumLoadBalancerCapacity === undefined ? [] : [{LoadBalancerArn, MinimumLoadBalancerCapacity}],
  )
  const scalingPolicies = snapshot.scalingPolicies
    .map((policy) => Object.fromEntries(Object.entries(policy).filter(([key]) => !added.includes(key))))
    .sort((a, b) => (String(a['PolicyName']) < String(b['PolicyName']) ? -1 : 1))
  // Metrics of a minute are what a service without the setting has.
  const services = snapshot.services.map(({monitoring, ...service}) =>
    JSON.stringify(monitoring) === JSON.stringify({metricConfigurations: usual})
      ? service
      : {...service, ...(monitoring ? {monitoring} : {})},
  )
  const lists = {scheduledActions, capacityReservations, reservations, scalingPolicies, services}
  return JSON.parse(JSON.stringify(settled({...snapshot, ...lists})))
}

/** A folder whose config has wishes for the window, and the JSON of commands there, which end well. */
function shopWithWishes() {
  const folder = it.fresh({tiers, events})
  rmSync(join(folder, 'plan.json'))
  const good = async (at: string, ...args: string[]) => {
    const env = args[0] === 'forecast' || args[0] === 'status' ? {AWS_ENDPOINT_URL: it.shop.aws.url} : {}
    const done = await it.run(folder, [...args, '--json'], {at, env})
    const document = JSON.parse(done.stdout)
    expect({args, code: done.code, error: document.error?.message}).toEqual({args, code: 0})
    return {writes: done.writes.map(({operation}) => operation), data: document.data}
  }
  const plan = async (at: string, ...events: string[]) => {
    await good(at, 'forecast', ...events.flatMap((id) => ['--event', id]), '--as-of', at, '--out-plan', 'plan.json')
    return planSchema.parse(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')))
  }
  const pass = (at: string) => {
    fire(it.shop.estate, at)
    // The policies have scaled in.
    if (at >= '2026-11-08') for (const [name, count] of resting) scale(name, count)
  }
  return {good, plan, pass}
}

deepTest(
  'Black Friday applied, Cyber Monday planned during it and applied, both restored: the values of October',
  async () => {
    const {good, plan, pass} = shopWithWishes()
    const october = state()
    await plan('2026-11-03T08:00:00.000Z', friday)
    const sent = await good('2026-11-03T09:00:00.000Z', 'apply', ...confirmed)
    // The raises of maxima and minima, and what stays until it is taken back.
    for (const operation of ['ModifyCapacityReservation', 'PutWarmPool', 'PutScalingPolicy', 'UpdateService']) {
      expect(sent.writes).toContain(operation)
    }
    pass('2026-11-04T18:00:00.000Z')
    const second = await plan('2026-11-04T18:00:00.000Z', monday)
    expect(second.patches.map(({id}) => id).filter((id) => id.startsWith('hold-'))).toEqual([
      'hold-web-warmup',
      'hold-web-warm-pool',
      'hold-web-group-metrics',
      'hold-cart-policy-cart-cpu',
    ])
    await good('2026-11-05T01:00:00.000Z', 'apply', ...confirmed)
    pass('2026-11-05T12:00:00.000Z')
    const before = state()
    // Cyber Monday has no use for the reserved LCUs; all else of Black Friday it needs, and keeps.
    expect((await good('2026-11-05T12:00:00.000Z', 'restore', friday, ...confirmed)).writes).toEqual([
      'ModifyCapacityReservation',
    ])
    expect(state()).toEqual({...before, capacityReservations: october.capacityReservations})
    pass('2026-11-09T12:00:00.000Z')
    await good('2026-11-09T12:00:00.000Z', 'restore', monday, ...confirmed)
    expect(state()).toEqual(october)
    const {data} = await good('2026-11-09T12:30:00.000Z', 'status')
    expect(statusSchema.parse(data).temporary).toEqual([])
  },
)
