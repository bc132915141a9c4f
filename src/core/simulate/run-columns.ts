import type {SimulationModel} from '../../documents/simulation-model.js'
import type {ChainRun} from './chain.js'
import {makeChain} from './make-chain.js'
import {runOnce} from './run-once.js'

/** What runs came to, a column a figure; those of tiers with the tiers of one run side by side. */
export type RunColumns = {
  fromRun: number
  runCount: number
  badMinuteCount: Float64Array
  lostCount: Float64Array
  requestCount: Float64Array
  worstP95S: Float64Array
  unitHours: Float64Array
  costUsd: Float64Array
  /** Blame number of the worst cause, -1 of a run that was not breached. */
  blame: Int16Array
  tierUnitHours: Float64Array
  tierMostCount: Float64Array
}

/**
 * Runs `fromRun` to `toRun` (without it) of a model. Each run draws its luck from the seed and its own number alone, so
 * that runs may be made anywhere, in any order and any portions, with the same bytes.
 */
export function simulateRuns(model: SimulationModel, {fromRun, toRun}: {fromRun: number; toRun: number}): RunColumns {
  const chain = makeChain(model)
  const columns = emptyColumns({fromRun, runCount: Math.max(0, toRun - fromRun), tierCount: model.tiers.length})
  for (let i = 0; i < columns.runCount; i++) {
    runOnce(chain, fromRun + i, null)
    keep(columns, chain, i)
  }
  return columns
}

/** Columns without any run in them yet. */
function emptyColumns(asked: {fromRun: number; runCount: number; tierCount: number}): RunColumns {
  const {fromRun, runCount, tierCount} = asked
  return {
    fromRun,
    runCount,
    badMinuteCount: new Float64Array(runCount),
    lostCount: new Float64Array(runCount),
    requestCount: new Float64Array(runCount),
    worstP95S: new Float64Array(runCount),
    unitHours: new Float64Array(runCount),
    costUsd: new Float64Array(runCount),
    blame: new Int16Array(runCount),
    tierUnitHours: new Float64Array(runCount * tierCount),
    tierMostCount: new Float64Array(runCount * tierCount),
  }
}

function keep(columns: RunColumns, chain: ChainRun, i: number): void {
  const {account, tiers, model} = chain
  const isBreached = account.badMinuteCount > model.slo.allowedBadMinuteCount
  columns.badMinuteCount[i] = account.badMinuteCount
  columns.lostCount[i] = chain.failedCount - chain.resentCount
  columns.requestCount[i] = chain.arrivedCount - chain.resentCount
  columns.worstP95S[i] = account.worstP95S
  columns.blame[i] = isBreached ? largest(account.blameS) : -1
  let hours = 0
  let usd = fixedUsd(chain)
  tiers.forEach((run, k) => {
    const tierHours = run.unitSeconds / 3600
    hours += tierHours
    usd += tierHours * run.tier.unitUsdPerHour
    columns.tierUnitHours[i * tiers.length + k] = tierHours
    columns.tierMostCount[i * tiers.length + k] = run.fleet.mostCount
  })
  columns.unitHours[i] = hours
  columns.costUsd[i] = usd
}

/** Hosts, warm pools and databases. */
function fixedUsd({model, hostUsd, poolUsd}: ChainRun): number {
  const databases = model.databases.reduce((sum, {instanceUsdPerHour}) => sum + instanceUsdPerHour, 0)
  return hostUsd + poolUsd + (databases * model.durationS) / 3600
}

function largest(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i
  return best
}

/** Portions of one batch, in the order of their runs, put together. */
export function joinColumns(portions: readonly RunColumns[]): RunColumns {
  const sorted = [...portions].sort((a, b) => a.fromRun - b.fromRun)
  const joined = (read: (columns: RunColumns) => Float64Array) => {
    const all = new Float64Array(sorted.reduce((sum, one) => sum + read(one).length, 0))
    let at = 0
    for (const one of sorted) {
      all.set(read(one), at)
      at += read(one).length
    }
    return all
  }
  return {
    fromRun: sorted[0]?.fromRun ?? 0,
    runCount: sorted.reduce((sum, {runCount}) => sum + runCount, 0),
    badMinuteCount: joined(({badMinuteCount}) => badMinuteCount),
    lostCount: joined(({lostCount}) => lostCount),
    requestCount: joined(({requestCount}) => requestCount),
    worstP95S: joined(({worstP95S}) => worstP95S),
    unitHours: joined(({unitHours}) => unitHours),
    costUsd: joined(({costUsd}) => costUsd),
    blame: Int16Array.from(sorted.flatMap(({blame}) => [...blame])),
    tierUnitHours: joined(({tierUnitHours}) => tierUnitHours),
    tierMostCount: joined(({tierMostCount}) => tierMostCount),
  }
}
