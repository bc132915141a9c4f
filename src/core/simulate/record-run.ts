import type {RunSeries} from '../../documents/simulation.js'
import type {SimulationModel} from '../../documents/simulation-model.js'
import type {ChainRun} from './chain.js'
import {makeChain} from './make-chain.js'
import type {RunColumns} from './run-columns.js'
import {runOnce} from './run-once.js'

const minuteS = 60

/** The run again, written down minute by minute. The same luck, and so the same run. */
function recordRun(model: SimulationModel, run: number, name: RunSeries['name']): RunSeries {
  const chain = makeChain(model)
  const series = emptySeries(model, run, name)
  let minute = emptyMinute(chain)
  let endsAtS = minuteS
  runOnce(chain, run, () => {
    addTick(minute, chain)
    if (chain.tick.nowS + chain.tick.lengthS < endsAtS - 1e-6) return
    keepMinute(series, minute, chain)
    minute = emptyMinute(chain)
    endsAtS += minuteS
  })
  return series
}

function emptySeries(model: SimulationModel, run: number, name: RunSeries['name']): RunSeries {
  return {
    name,
    runIndexCount: run,
    stepS: minuteS,
    demandRps: [],
    originRps: [],
    p95S: [],
    lostRps: [],
    backlogCount: [],
    tiers: model.tiers.map((tier) => ({tier: tier.name, unitCount: [], desiredCount: [], utilizationRatio: []})),
    databases: model.databases.map(({name: database}) => ({database, utilizationRatio: [], creditRatio: []})),
  }
}

/** Sums over time of one minute; counts are those at its end. */
type Minute = {
  lengthS: number
  demand: number
  origin: number
  p95: number
  lost: number
  tiers: number[]
  databases: number[]
}

const emptyMinute = ({tiers, databases}: ChainRun): Minute => ({
  lengthS: 0,
  demand: 0,
  origin: 0,
  p95: 0,
  lost: 0,
  tiers: tiers.map(() => 0),
  databases: databases.map(() => 0),
})

function addTick(minute: Minute, {tick, front, tiers, databases}: ChainRun): void {
  const {lengthS} = tick
  minute.lengthS += lengthS
  minute.demand += tick.edgeRps * lengthS
  minute.origin += front.originRps * lengthS
  minute.p95 += tick.p95S * lengthS
  minute.lost += tick.failedCount
  tiers.forEach((run, i) => {
    minute.tiers[i] = (minute.tiers[i] ?? 0) + run.utilizationRatio * lengthS
  })
  databases.forEach((run, i) => {
    minute.databases[i] = (minute.databases[i] ?? 0) + Math.min(1, run.utilizationRatio) * lengthS
  })
}

function keepMinute(series: RunSeries, minute: Minute, {tiers, databases}: ChainRun): void {
  const {lengthS} = minute
  series.demandRps.push(minute.demand / lengthS)
  series.originRps.push(minute.origin / lengthS)
  series.p95S.push(minute.p95 / lengthS)
  series.lostRps.push(minute.lost / lengthS)
  const lines = [...tiers, ...databases].map(({line}) => line.count)
  series.backlogCount.push(lines.reduce((sum, count) => sum + count, 0))
  tiers.forEach(({fleet}, i) => {
    const own = series.tiers[i]
    own?.unitCount.push(fleet.inServiceCount)
    own?.desiredCount.push(fleet.desiredCount)
    own?.utilizationRatio.push((minute.tiers[i] ?? 0) / lengthS)
  })
  databases.forEach(({volume}, i) => {
    const own = series.databases[i]
    own?.utilizationRatio.push((minute.databases[i] ?? 0) / lengthS)
    own?.creditRatio.push(volume.mostCount > 0 ? volume.count / volume.mostCount : 1)
  })
}

/**
 * The runs to draw: those that half, nine in ten and ninety-nine in a hundred are no worse than, and the worst. Runs are
 * ranked by their bad minutes, then by the response time of their worst minute.
 */
export function chartSeries(model: SimulationModel, columns: RunColumns): RunSeries[] {
  const order = Array.from({length: columns.runCount}, (_, i) => i).sort(
    (a, b) =>
      (columns.badMinuteCount[a] as number) - (columns.badMinuteCount[b] as number) ||
      (columns.worstP95S[a] as number) - (columns.worstP95S[b] as number) ||
      a - b,
  )
  const at = (share: number) =>
    columns.fromRun + (order[Math.min(order.length - 1, Math.floor(share * order.length))] ?? 0)
  if (order.length === 0) return []
  return [
    recordRun(model, at(0.5), 'p50'),
    recordRun(model, at(0.9), 'p90'),
    recordRun(model, at(0.99), 'p99'),
    recordRun(model, at(1), 'worst'),
  ]
}
