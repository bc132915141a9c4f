import type {LoadSlo} from '../../documents/load-limit.js'
import type {SharedReading, TierLoadTest} from '../../documents/load-test.js'
import {fitUnitShapes, type UnitStep, type WeighedShape} from './fit-unit-shapes.js'
import {limitOfTest} from './limit-of-test.js'
import {responseTimeAt} from './step-figures.js'
import {mostOf, mostWithin, type UnitShape, unitsLimitRps} from './unit-shape.js'

/** What so many units carry together, and where nine in ten of the belief lie. */
export type UnitTotal = {unitCount: number; totalRps: number; lowRps: number; highRps: number}

/** How a tier carries more with more units, from tests against different numbers of them. */
export type UnitPrediction = {
  testedCounts: number[]
  stepCount: number
  /** The most that any number of units carries, by what; null where the tests show no such limit. */
  sharedLimit: (Spread & {name: string | null; isMeasured: boolean}) | null
  /** False where every step met the SLO and more load still brought more: totals are the least that is carried. */
  isUnitLimitSeen: boolean
  /** Root mean square of what the law leaves of the steps' throughput. */
  scatterRatio: number
  totalOf: (unitCount: number) => UnitTotal
  /** What binds first at so many units: the units themselves or what they share. */
  bindsAt: (unitCount: number) => 'units' | 'shared'
}

type Spread = {limitRps: number; lowRps: number; highRps: number}
type Observed = {unitCount: number; throughputRps: number; isLimit: boolean}

const fewestSteps = 4
const normalQuantile = 1.6448536
/** Of a throughput, however well the law fits: builds, neighbours and days differ. */
const leastScatterRatio = 0.01

/**
 * Throughput at numbers of units that were not tested, from tests of rising steps at two numbers or more: the law of two
 * stations (two-stations.ts) fitted to all steps gives the shape, the limits that the tests showed give the level.
 *
 * With an `slo` totals are the largest throughput within it; without, the throughput that no further load raises. Where
 * the tests say how busy a shared resource was, its limit is throughput over utilization, and of several the one that
 * the least throughput fills counts. Null with one number of units, or fewer than four steady steps. Totals never fall
 * with more units. True for the build, the traffic and the kind of units that were tested; what no test loaded enough
 * to be seen may bind earlier.
 */
export function predictUnits({
  tests,
  slo,
}: {
  tests: readonly TierLoadTest[]
  slo: LoadSlo | null
}): UnitPrediction | null {
  const shared = firstFull(tests)
  const steps = tests.flatMap((test) => unitSteps(test, shared?.name ?? null))
  const testedCounts = [...new Set(steps.map(({unitCount}) => unitCount))].sort((a, b) => a - b)
  if (testedCounts.length < 2 || steps.length < fewestSteps) return null
  const {shapes, unlimited, isBent, scatterRatio} = fitUnitShapes({steps, serverCount: shared?.serverCount ?? null})
  const limit = shared !== null || isBent ? quantilesOf(shapes, ({sharedLimitRps}) => sharedLimitRps) : null
  const likely = limit === null ? [{shape: unlimited, weight: 1}] : shapes
  const meanLimitS = slo === null ? null : slo.responseTimeS / tailRatioOf(tests, slo)
  const law = (shape: UnitShape, unitCount: number) =>
    meanLimitS === null ? mostOf(shape, unitCount) : mostWithin(shape, unitCount, meanLimitS)
  const observed = tests.flatMap((test) => observedOf(test, slo))
  const levels =
    slo === null ? [] : levelsOf(observed, (count) => quantilesOf(likely, (shape) => law(shape, count)).limitRps)
  const isUnitLimitSeen = observed.some(({isLimit}) => isLimit)
  const eachRps = Math.max(...observed.map(({unitCount, throughputRps}) => throughputRps / unitCount))
  const widening = (normalQuantile * Math.max(scatterRatio, leastScatterRatio)) / Math.sqrt(steps.length)
  return {
    testedCounts,
    stepCount: steps.length,
    sharedLimit: limit === null ? null : {...limit, name: shared?.name ?? null, isMeasured: shared !== null},
    isUnitLimitSeen,
    scatterRatio,
    totalOf: (unitCount) => {
      const level = levelAt(levels, unitCount)
      const {limitRps: middle, highRps} = quantilesOf(likely, (shape) => law(shape, unitCount) * level)
      const {lowRps} = quantilesOf(shapes, (shape) => law(shape, unitCount) * level)
      const mostRps = Math.min(
        isUnitLimitSeen ? Number.POSITIVE_INFINITY : eachRps * unitCount,
        limit?.limitRps ?? Number.POSITIVE_INFINITY,
      )
      const totalRps = Math.min(middle, mostRps)
      return {
        unitCount,
        totalRps,
        lowRps: Math.min(totalRps, lowRps) * (1 - widening),
        highRps: Math.max(totalRps, highRps) * (1 + widening),
      }
    },
    bindsAt: (unitCount) => {
      const unitsRps = quantilesOf(likely, (shape) => unitsLimitRps(shape, unitCount)).limitRps
      return limit !== null && limit.limitRps < unitsRps ? 'shared' : 'units'
    },
  }
}

function unitSteps(test: TierLoadTest, name: string | null): UnitStep[] {
  const reading = test.shared?.find((one) => one.name === name)
  return test.steps.flatMap((step, i) => {
    const {throughputRps, meanResponseTimeS, requestCount, isSteady} = step
    if (!(isSteady && requestCount > 0 && throughputRps > 0 && meanResponseTimeS > 0)) return []
    const sharedRatio = reading?.ratios[i] ?? null
    const inFlightCount = throughputRps * meanResponseTimeS
    return [{unitCount: test.unitCount, inFlightCount, throughputRps, requestCount, sharedRatio}]
  })
}

/** Of the shared resources that the tests measured, the one that the least throughput fills. */
function firstFull(tests: readonly TierLoadTest[]): SharedReading | null {
  const readings = tests.flatMap(({shared = [], steps}) =>
    shared.map((reading) => ({reading, limitRps: limitOfReading(reading, steps)})),
  )
  const finite = readings.filter(({limitRps}) => Number.isFinite(limitRps))
  const [first] = finite.sort((a, b) => a.limitRps - b.limitRps)
  return first?.reading ?? null
}

/** Throughput over utilization (utilization law) at the busiest step; Infinity where it was never busy. */
function limitOfReading({ratios}: SharedReading, steps: TierLoadTest['steps']): number {
  const busiest = ratios.reduce<number>((most, ratio, i) => ((ratio ?? 0) > (ratios[most] ?? 0) ? i : most), 0)
  const ratio = ratios[busiest] ?? 0
  return ratio > 0 ? (steps[busiest]?.throughputRps ?? Number.POSITIVE_INFINITY) / ratio : Number.POSITIVE_INFINITY
}

/** The 5th, 50th and 95th percentile of a figure over shapes by their weight. */
function quantilesOf(shapes: readonly WeighedShape[], of: (shape: UnitShape) => number): Spread {
  const sorted = shapes.map(({shape, weight}) => ({value: of(shape), weight})).sort((a, b) => a.value - b.value)
  const at = (share: number) => {
    let sum = 0
    for (const {value, weight} of sorted) {
      sum += weight
      if (sum >= share) return value
    }
    return sorted.at(-1)?.value ?? 0
  }
  return {limitRps: at(0.5), lowRps: at(0.05), highRps: at(0.95)}
}

/** What the percentile of the SLO is of the mean, in the median step. */
function tailRatioOf(tests: readonly TierLoadTest[], slo: LoadSlo): number {
  const ratio = slo.percentile === 'p95' ? 0.95 : 0.99
  const ratios = tests
    .flatMap(({steps}) => steps)
    .flatMap((step) => {
      const tail = responseTimeAt(step, ratio)
      return step.isSteady && tail !== null && step.meanResponseTimeS > 0
        ? [tail.responseTimeS / step.meanResponseTimeS]
        : []
    })
    .sort((a, b) => a - b)
  return Math.max(1, ratios[Math.floor(ratios.length / 2)] ?? 1)
}

/** The limit that one test showed: of the SLO, or the plateau. A test that shows none says the least. */
function observedOf(test: TierLoadTest, slo: LoadSlo | null): Observed[] {
  const {sloLimit, plateau} = limitOfTest({test, slo, random: null})
  const {unitCount} = test
  if (sloLimit?.status === 'unmet') return []
  const isReached = plateau?.isReached === true
  if (sloLimit != null)
    return [{unitCount, throughputRps: sloLimit.throughputRps, isLimit: sloLimit.status === 'found' || isReached}]
  if (plateau === null) return []
  return [{unitCount, throughputRps: isReached ? plateau.throughputRps : plateau.measuredRps, isLimit: isReached}]
}

type Level = {unitCount: number; ratio: number}

/** Observed over predicted at each number of units that was tested, by rising number; the mean of several tests. */
function levelsOf(observed: readonly Observed[], predicted: (unitCount: number) => number): Level[] {
  const counts = [...new Set(observed.map(({unitCount}) => unitCount))].sort((a, b) => a - b)
  return counts.flatMap((unitCount) => {
    const predictedRps = predicted(unitCount)
    const ratios = observed
      .filter((one) => one.unitCount === unitCount)
      .map(({throughputRps, isLimit}) =>
        isLimit ? throughputRps / predictedRps : Math.max(1, throughputRps / predictedRps),
      )
    const ratio = ratios.reduce((sum, one) => sum + one, 0) / ratios.length
    return predictedRps > 0 ? [{unitCount, ratio}] : []
  })
}

/** Between two numbers of units the straight line, beyond them the nearer one's. */
function levelAt(levels: readonly Level[], unitCount: number): number {
  const above = levels.findIndex((level) => level.unitCount >= unitCount)
  const [low, high] = above === -1 ? [levels.at(-1), undefined] : [levels[above - 1], levels[above]]
  if (low === undefined || high === undefined) return (low ?? high)?.ratio ?? 1
  const share = (unitCount - low.unitCount) / (high.unitCount - low.unitCount)
  return low.ratio + share * (high.ratio - low.ratio)
}
