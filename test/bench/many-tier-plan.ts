import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'
import {parse} from 'yaml'
import {catalog} from '../../src/catalog/catalog.ts'
import {mapInventory} from '../../src/core/inventory/map-inventory.ts'
import {makeCitations} from '../../src/core/recommend/citations.ts'
import {type SizedPlan, sizePlan} from '../../src/core/recommend/size-plan.ts'
import {instantOf} from '../../src/core/series/zone.ts'
import {configSchema} from '../../src/documents/config.ts'
import {type Metrics, metricsSchema} from '../../src/documents/metrics.ts'
import {exampleFolder, exampleRun} from '../example-run.ts'
import {manyTiers, type TierCounts} from './many-tiers.ts'

/**
 * Sizes the plan of an estate of many tiers under the example's forecast: groups and services whose units the config
 * gives, each with a figure of its own, and databases that follow the example's metrics. Every call starts from nothing.
 */
export async function manyTierPlan(counts: TierCounts, sampleCount: number): Promise<() => SizedPlan> {
  const {forecast} = await exampleRun('bright-friday')
  const {snapshot, config: text} = manyTiers(counts)
  const own = parse(text)
  Object.values<{kind: string; unitRps?: number; visits?: number}>(own.tiers).forEach((tier, i) => {
    if (tier.kind === 'rds') return
    tier.unitRps = 60 + ((i * 37) % 300)
    tier.visits = 0.05 + ((i * 13) % 40) / 50
  })
  const config = configSchema.parse(own)
  const metrics = databaseMetrics(counts.databases)
  const inventory = mapInventory(snapshot)
  const windowStartS = instantOf(forecast.windowStartAt)
  const windowEndS = instantOf(forecast.windowEndAt)
  return () => {
    const citations = makeCitations({catalog, region: config.aws.region, given: {}})
    return sizePlan({
      config,
      catalog,
      evidence: {
        config,
        inventory,
        metrics,
        loadTests: [],
        originRequests: originOf(metrics),
        pastPeak: null,
        pastPeaks: [],
        cdnDriver: null,
        forecast,
        measuredOn: new Map(),
      },
      forecast,
      setting: {
        planId: 'p-00000000',
        asOfS: instantOf(forecast.asOf),
        timezone: forecast.timezone,
        windowStartS,
        windowEndS,
        windowHours: (windowEndS - windowStartS) / 3600,
        target: 'p90',
        targetUtilizationRatio: config.targetUtilization,
        designFactor: 1,
        azLoss: {zoneCount: 1, quantile: 'p50'},
        peak: forecast.peak,
        path: forecast.path,
        stepS: forecast.stepS,
        originRatio: 0.16,
        region: config.aws.region,
        catalog,
        judgement: citations.judgement,
        cite: citations.cite,
      },
      seed: 1,
      sampleCount,
      budgetUsd: null,
      citations,
    })
  }
}

/** The example's metrics, those of its database once for each copy; the values themselves are shared. */
function databaseMetrics(count: number): Metrics {
  const read = gunzipSync(readFileSync(`${exampleFolder('bright-friday')}metrics.json.gz`)).toString()
  const metrics = metricsSchema.parse(JSON.parse(read))
  const ofDatabase = metrics.series.filter(({dimensions}) => dimensions['DBInstanceIdentifier'] === 'shop-db')
  const copies = Array.from({length: count}, (_, i) =>
    ofDatabase.map((series) => ({...series, dimensions: {DBInstanceIdentifier: `shop-db-${i}`}})),
  )
  return {...metrics, series: [...metrics.series, ...copies.flat()]}
}

function originOf({series}: Metrics) {
  const found = series.find(
    ({metricName, dimensions}) => metricName === 'RequestCount' && dimensions['TargetGroup'] === undefined,
  )
  if (found === undefined) throw new Error('the example counts no requests at its load balancer')
  const {windows: _, ...id} = found
  return id
}
