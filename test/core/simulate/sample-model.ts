import type {SimulatedDatabase, SimulatedTier, SimulationModel} from '../../../src/documents/simulation-model.js'
import type {SimulatedScaling, SimulatedStart, TrackingPolicy} from '../../../src/documents/simulation-policy.js'

export const none = {kind: 'uniform', leastS: 0, mostS: 0} as const

export const trackingOf = (over: Partial<TrackingPolicy> = {}): TrackingPolicy => ({
  kind: 'target-tracking',
  name: 'cpu',
  metric: 'utilization',
  targetRatio: 0.5,
  inBelowRatio: 0.9,
  isScaleInOff: false,
  alarm: {periodS: 60, outDatapointCount: 3, inDatapointCount: 15, lag: {kind: 'uniform', leastS: 60, mostS: 120}},
  ...over,
})

export const scalingOf = (over: Partial<SimulatedScaling> = {}): SimulatedScaling => ({
  minCount: 10,
  maxCount: 100,
  startCount: null,
  policies: [trackingOf()],
  schedules: [],
  scheduleLateness: {kind: 'uniform', leastS: 0, mostS: 120},
  warmupS: 120,
  outCooldownS: 0,
  inCooldownS: 0,
  ...over,
})

export const startOf = (over: Partial<SimulatedStart> = {}): SimulatedStart => ({
  kind: 'instance',
  boot: {kind: 'lognormal', medianS: 110, p95S: 196},
  register: {kind: 'uniform', leastS: 0, mostS: 30},
  failureRatio: 0,
  retryS: 60,
  launchPerS: null,
  slowStartS: 0,
  deregisterS: 0,
  warmPool: null,
  hosts: null,
  ...over,
})

export const tierOf = (over: Partial<SimulatedTier> = {}): SimulatedTier => ({
  name: 'web',
  unit: 'instance',
  zoneCount: 3,
  visitCount: 1,
  driverIds: [],
  unitFullRps: 120,
  sharedRps: null,
  workerCount: 4,
  serviceTimeS: 1 / 30,
  serviceCvSquaredRatio: 1,
  arrivalCvSquaredRatio: 1,
  isDealtInTurn: false,
  timeoutS: 10,
  patienceS: null,
  inFlightCount: null,
  credits: null,
  calls: [],
  unhealthyS: 60,
  start: startOf(),
  scaling: scalingOf(),
  unitUsdPerHour: 0.1,
  deployments: [],
  losses: [],
  ...over,
})

export const databaseOf = (over: Partial<SimulatedDatabase> = {}): SimulatedDatabase => ({
  name: 'db',
  driverIds: [],
  vcpuCount: 32,
  cpuPerCallS: 0.002,
  ioPerCallCount: 0.36,
  idleCpuRatio: 0,
  idleIops: 0,
  baselineIops: 12_000,
  burstIops: 12_000,
  startCreditCount: 0,
  mostCreditCount: 0,
  ioTimeS: 0.001,
  maxConnectionCount: null,
  timeoutS: 10,
  failover: null,
  zoneCount: 3,
  slow: [],
  more: [],
  instanceUsdPerHour: 0,
  ...over,
})

/** Rates of a flat window: the same at every quantile. */
export const flat = (rps: number) => [{atS: 0, p50Rps: rps, p90Rps: rps, p99Rps: rps}]

/** A day with a flash sale at noon: ten minutes up, half an hour there, hours down. */
export function saleDay(peakRps: number, spread = 0.25): SimulationModel['demand']['path'] {
  return Array.from({length: 289}, (_, i) => {
    const hour = (i * 300) / 3600
    const calm = 0.18 + 0.08 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)
    const sinceMin = hour * 60 - 720
    const crowd =
      sinceMin < 0 ? 0 : (1 - calm) * Math.min(1, sinceMin / 10) * Math.exp(-Math.max(0, sinceMin - 30) / 90)
    const rate = peakRps * (calm + crowd)
    return {
      atS: i * 300,
      p50Rps: rate,
      p90Rps: rate * Math.exp(1.2816 * spread),
      p99Rps: rate * Math.exp(2.3263 * spread),
    }
  })
}

export const modelOf = (over: Partial<SimulationModel> = {}): SimulationModel => ({
  schema: 'ecom-plan.simulation-model/v1',
  policy: 'today',
  startAt: '2026-11-27T00:00:00Z',
  durationS: 86_400,
  tickS: 10,
  fine: {tickS: 10, spans: []},
  seed: 7,
  slo: {p95ResponseTimeS: 0.3, errorRatio: 0.01, allowedBadMinuteCount: 3},
  drivers: [],
  demand: {
    path: saleDay(6000),
    timingSpreadS: 180,
    noiseSpreadRatio: 0.05,
    noiseFadeS: 100,
    spikes: [],
    spells: [],
    retryRatio: 0,
    retryAfterS: 30,
  },
  edge: null,
  loadBalancer: null,
  baseResponseTimeS: 0,
  tiers: [tierOf()],
  databases: [],
  dependencies: [],
  zoneLoss: null,
  fargate: null,
  notices: [],
  assumptions: [],
  ...over,
})

/** CDN, web group, three services and a database. */
export function fiveTierModel(over: Partial<SimulationModel> = {}): SimulationModel {
  const service = (name: string, visitCount: number, perVisitCount: number) =>
    tierOf({
      name,
      unit: 'task',
      visitCount,
      unitFullRps: 60,
      workerCount: 2,
      serviceTimeS: 1 / 30,
      calls: [{to: 'db', perVisitCount, poolCount: 10}],
      start: startOf({kind: 'fargate', launchPerS: 500 / 60, boot: {kind: 'lognormal', medianS: 23, p95S: 45}}),
      scaling: scalingOf({minCount: 6, maxCount: 200, warmupS: 0, outCooldownS: 300, inCooldownS: 300}),
      driverIds: [`capacity:${name}`, 'cdn'],
    })
  return modelOf({
    demand: {...modelOf().demand, path: saleDay(30_000), retryRatio: 0.3},
    edge: {
      hitRatio: 0.8,
      driverIds: ['cdn'],
      miss: {chanceRatio: 0.05, atS: null, fromS: 43_200, toS: 54_000, hitLossRatio: 0.4, refillS: 300},
    },
    loadBalancer: {headroomRatio: 2, doublingS: 300, reservedRps: 0, leastRps: 1000},
    drivers: [
      {id: 'cdn', logSpreadRatio: 0.1},
      {id: 'capacity:web', logSpreadRatio: 0.05},
      {id: 'capacity:catalog', logSpreadRatio: 0.05},
      {id: 'capacity:cart', logSpreadRatio: 0.05},
      {id: 'capacity:checkout', logSpreadRatio: 0.05},
    ],
    tiers: [
      tierOf({driverIds: ['capacity:web']}),
      service('catalog', 0.8, 1),
      service('cart', 0.3, 1.5),
      service('checkout', 0.1, 2),
    ],
    databases: [databaseOf()],
    zoneLoss: {chanceRatio: 0.02, atS: null, fromS: 43_200, toS: 54_000},
    fargate: {burstCount: 100, perS: 20},
    slo: {p95ResponseTimeS: 0.5, errorRatio: 0.01, allowedBadMinuteCount: 3},
    ...over,
  })
}
