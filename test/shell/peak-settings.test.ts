import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import type {Plan} from '../../src/documents/plan.js'
import {walk} from '../../src/shell/walk.js'
import {exampleFolder} from '../example-run.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecom-plan-peak-'))
  cpSync(exampleFolder('bright-friday'), folder, {recursive: true})
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** The plan of the worked example with more asked of a tier, and with other keys of the config. */
async function planWith(peaks: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<Plan> {
  const config = parse(readFileSync(join(exampleFolder('bright-friday'), 'ecom-plan.yaml'), 'utf8'))
  for (const [tier, peak] of Object.entries(peaks)) config.tiers[tier] = {...config.tiers[tier], peak}
  const configPath = join(folder, 'ecom-plan.yaml')
  writeFileSync(configPath, stringify({...config, ...more}))
  const {run} = await walk({
    configPath,
    event: undefined,
    uplift: undefined,
    target: undefined,
    azLoss: undefined,
    asOf: undefined,
    isOffline: true,
    onProgress: () => {},
  })
  return run.plan
}

const inputs = ({patches}: Plan, operation: string) =>
  patches.filter(({request}) => request.operation === operation).map(({request}) => request.input)

test('what is wanted of a group for the window is in the plan, each with its change, due before the window', async () => {
  const plan = await planWith({
    web: {
      targetUtilization: '45%',
      warmup: '90s',
      warmPool: {state: 'stopped', minCount: 6},
      predictive: 'forecast-only',
      groupMetrics: true,
    },
  })
  const policies = inputs(plan, 'PutScalingPolicy')
  expect(JSON.stringify(policies)).toContain('"TargetValue":45')
  expect(JSON.stringify(policies)).toContain('"Mode":"ForecastOnly"')
  expect(inputs(plan, 'UpdateAutoScalingGroup')).toContainEqual(expect.objectContaining({DefaultInstanceWarmup: 90}))
  expect(inputs(plan, 'PutWarmPool')).toMatchObject([{MinSize: 6, PoolState: 'Stopped'}])
  expect(inputs(plan, 'EnableMetricsCollection')).toHaveLength(1)
  const own = plan.patches.filter(({request}) => /PutScalingPolicy|PutWarmPool|EnableMetrics/.test(request.operation))
  for (const patch of own) {
    expect(patch).toMatchObject({tier: 'web', wave: 'warm-up', route: 'automatic'})
    expect(patch.notBeforeAt && patch.notBeforeAt < plan.windowStartAt).toBe(true)
    expect(plan.changes.some(({patchIds}) => patchIds.includes(patch.id))).toBe(true)
  }
})

test('what is wanted of a service: its policy, its hosts', async () => {
  const plan = await planWith({cart: {targetUtilization: '50%', capacityProviderTarget: '90%'}})
  const text = JSON.stringify(plan.patches.filter(({tier}) => tier === 'cart').map(({request}) => request))
  expect(text).toContain('"TargetValue":50')
  expect(text).toContain('"targetCapacity":90')
  expect(text).not.toMatch(/"desiredCount":/i)
})

test('reservations of instances are made only where the config says so', async () => {
  expect(inputs(await planWith({}), 'CreateCapacityReservation')).toEqual([])
  const plan = await planWith({}, {capacityReservations: 'apply'})
  const made = inputs(plan, 'CreateCapacityReservation')
  expect(made.length).toBeGreaterThan(0)
  for (const patch of plan.patches.filter(({request}) => request.operation === 'CreateCapacityReservation')) {
    expect(patch).toMatchObject({wave: 'reserve', undo: {operation: 'CancelCapacityReservation'}})
  }
})

test('what a reservation costs idle is in the total of the plan', async () => {
  const [without, plan] = [await planWith({}), await planWith({}, {capacityReservations: 'apply'})]
  const reserved = plan.changes.filter(({setting}) => setting === 'capacity reservation')
  const idleUsd = reserved.reduce((sum, {cost}) => sum + (cost.windowUsd ?? Number.NaN), 0)
  expect(idleUsd).toBeGreaterThan(0)
  expect((plan.windowCostUsd ?? 0) - (without.windowCostUsd ?? 0)).toBeCloseTo(idleUsd, 6)
  for (const {cost} of reserved) expect(cost.because).toContain('billed used or not')
})

test('a key that is not known is refused', async () => {
  await expect(planWith({web: {warmpool: true}})).rejects.toMatchObject({code: 'CONFIG_INVALID'})
})
