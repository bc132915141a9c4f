import {type Random, seeded} from '../../fixtures/generate/seeded.js'
import {catalog} from '../../src/catalog/catalog.js'
import {
  asgMetrics,
  cdnMetrics,
  ecsMetrics,
  loadBalancerRequests,
  rdsMetrics,
} from '../../src/core/inventory/metric-ids.js'
import type {Config} from '../../src/documents/config.js'
import type {Inventory} from '../../src/documents/inventory.js'
import type {Metrics} from '../../src/documents/metrics.js'
import type {MetricId, MetricSeries} from '../../src/documents/series.js'
import {capturedAt, edgeRpsAt} from './estate-demand.js'
import {type EstateTruth, type TierTruth, unitRpsOf} from './estate-truth.js'
import {offersOf} from './volume-offers.js'

const stepS = 300
const stepCount = 2 * 288
const startMs = Date.parse(capturedAt) - stepCount * stepS * 1000

/** Two days of five-minute means of every metric, from the truth by the utilization law, with noise and odd jobs. */
export function drawEstateMetrics({
  estate,
  config,
  inventory,
}: {
  estate: EstateTruth
  config: Config
  inventory: Inventory
}): Metrics {
  const random = seeded(`${estate.name}/metrics`)
  const origin = Array.from(
    {length: stepCount},
    (_, i) => edgeRpsAt(estate, startMs + i * stepS * 1000) * (1 - estate.hitRatio) * Math.exp(0.03 * random.normal()),
  )
  const series = (id: MetricId, values: number[]): MetricSeries => ({
    ...id,
    windows: [{periodS: stepS, startAt: new Date(startMs).toISOString(), values}],
  })
  const tiers = estate.tiers.flatMap((tier) => tierSeries({estate, tier, config, inventory, origin, series}))
  return {
    schema: 'ecom-plan.metrics/v1',
    capturedAt,
    series: [
      series(
        loadBalancerRequests('app/shop/1'),
        origin.map((rps) => Math.round(rps * stepS)),
      ),
      series(
        cdnMetrics('E1RANDOM').hitRate,
        origin.map(() => 100 * estate.hitRatio + 0.5 * random.normal()),
      ),
      ...tiers,
      ...databaseSeries({estate, config, inventory, origin, series, random}),
    ],
  }
}

type Given = {
  estate: EstateTruth
  config: Config
  inventory: Inventory
  origin: readonly number[]
  series: (id: MetricId, values: number[]) => MetricSeries
}

/** One interval in fifty a job of nobody's customer runs. */
const oddJob = (random: Random) => (random.uniform() < 0.02 ? 25 : 0)

function tierSeries({estate, tier, config, inventory, origin, series}: Given & {tier: TierTruth}): MetricSeries[] {
  const random = seeded(`${estate.name}/${tier.name}`)
  const own = config.tiers[tier.name]
  if (own?.kind !== 'asg' && own?.kind !== 'ecs') throw new Error(`${tier.name} is no tier of units`)
  const ids =
    own.kind === 'asg'
      ? asgMetrics({tierName: tier.name, tier: own, inventory})
      : ecsMetrics({tierName: tier.name, tier: own, inventory})
  const units = 'running' in ids ? ids.running : ids.inService
  if (ids.requests === null) throw new Error(`nothing counts the requests of ${tier.name}`)
  const rates = origin.map((rps) => rps * tier.visitCount * Math.exp(0.01 * random.normal()))
  const counts = rates.map((rps) =>
    Math.min(tier.maxCount, Math.max(tier.minCount, Math.ceil(rps / (unitRpsOf(tier) * 0.6)))),
  )
  const cpu = rates.map((rps, i) => {
    const busy = tier.choresRatio + (rps / (counts[i] ?? 1)) * (tier.service.meanS / tier.cpuCount)
    return Math.min(
      100,
      Math.max(0, 100 * busy * Math.exp(0.02 * random.normal()) + 0.3 * random.normal() + oddJob(random)),
    )
  })
  return [
    series(ids.cpu, cpu),
    series(units, counts),
    series(
      ids.requests,
      rates.map((rps) => Math.round(rps * stepS)),
    ),
  ]
}

function databaseSeries({estate, config, inventory, origin, series, random}: Given & {random: Random}): MetricSeries[] {
  const {database} = estate
  const own = config.tiers['db']
  if (own?.kind !== 'rds') throw new Error('db is no database')
  const ids = rdsMetrics({tierName: 'db', tier: own, inventory})
  const today = catalog.rdsClass(database.class)
  if (today === undefined) throw new Error(`${database.class} is no class`)
  const scatter = () => Math.exp(0.02 * random.normal())
  const offered = offersOf(database).iops
  const iops = origin.map((rps) => Math.min(offered, (database.choresIops + database.ioCount * rps) * scatter()))
  const caller = estate.tiers.at(-1)
  const connections = (caller?.calls?.poolSize ?? 0) * (caller?.minCount ?? 0)
  const bytes = (value: number) => value * database.ioKib * 1024
  return [
    series(
      ids.cpu,
      origin.map((rps) => {
        const busy = (database.choresCpuCount + database.cpuS * rps) / today.vcpuCount
        return Math.min(100, 100 * busy * scatter() + oddJob(random))
      }),
    ),
    series(
      ids.freeableMemory,
      origin.map(() => today.memoryGib * 2 ** 30 * (1 - database.usedMemoryRatio * (1 + 0.002 * random.normal()))),
    ),
    series(
      ids.connections,
      origin.map(() => connections),
    ),
    series(
      ids.readIops,
      iops.map((value) => value * 0.6),
    ),
    series(
      ids.writeIops,
      iops.map((value) => value * 0.4),
    ),
    series(
      ids.readThroughput,
      iops.map((value) => bytes(value * 0.6)),
    ),
    series(
      ids.writeThroughput,
      iops.map((value) => bytes(value * 0.4)),
    ),
  ]
}
