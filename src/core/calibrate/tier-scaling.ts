import type {TierScaling, UnitTotal} from '../../documents/capacity-model.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import {counted, figure, percent} from '../figure.js'
import {predictUnits, type UnitPrediction} from '../loadtests/predict-units.js'
import type {Slo} from './load-test-capacity.js'

/** From one number of units to the next, past the first few. */
const countFactor = 1.25
const everyCount = 8
/** So flat, more units bring nothing that could be seen. */
const flatRatio = 0.005
/** No plan starts so many times what was tested. */
const farFactor = 200

/**
 * How a tier carries more with more units, from its load tests against different numbers of them: totals within the SLO
 * at rising numbers, which never fall, and the limit that all units share. Null where they were all against one number,
 * or hold too few steps. Where it stops being true: predict-units.ts.
 */
export function tierScaling({
  tests,
  slo,
  unit,
}: {
  tests: readonly TierLoadTest[]
  slo: Slo
  unit: 'instance' | 'task'
}): TierScaling | null {
  const {p95ResponseTimeS, errorRatio} = slo
  const prediction = predictUnits({tests, slo: {percentile: 'p95', responseTimeS: p95ResponseTimeS, errorRatio}})
  if (prediction === null) return null
  const totals = totalsOf(prediction)
  const {testedCounts, sharedLimit} = prediction
  return {
    testedCounts,
    totals,
    sharedLimit:
      sharedLimit === null
        ? null
        : {
            name: sharedLimit.name,
            limitRps: sharedLimit.limitRps,
            lowRps: sharedLimit.lowRps,
            highRps: sharedLimit.highRps,
          },
    words: scalingWords({prediction, totals, unit}),
  }
}

/** At numbers of units from one on, until more bring nothing, or what was tested is far away. */
function totalsOf(prediction: UnitPrediction): UnitTotal[] {
  const most = prediction.testedCounts.at(-1) ?? 1
  const totals: UnitTotal[] = []
  for (let unitCount = 1; unitCount <= most * farFactor; unitCount = nextCount(unitCount)) {
    const before = totals.at(-1)
    totals.push(notBelow(prediction.totalOf(unitCount), before))
    const isPast = unitCount > most + 1
    if (isPast && prediction.sharedLimit === null) break
    if (isPast && before !== undefined && (totals.at(-1)?.totalRps ?? 0) < before.totalRps * (1 + flatRatio)) break
  }
  return totals
}

const nextCount = (count: number) => (count < everyCount ? count + 1 : Math.round(count * countFactor))

/** Units beyond the best number can be left out, so a total never falls. */
function notBelow(total: UnitTotal, before: UnitTotal | undefined): UnitTotal {
  if (before === undefined) return total
  return {
    unitCount: total.unitCount,
    totalRps: Math.max(total.totalRps, before.totalRps),
    lowRps: Math.max(total.lowRps, before.lowRps),
    highRps: Math.max(total.highRps, before.highRps),
  }
}

function scalingWords({
  prediction,
  totals,
  unit,
}: {
  prediction: UnitPrediction
  totals: readonly UnitTotal[]
  unit: 'instance' | 'task'
}): string[] {
  const {testedCounts, stepCount, scatterRatio, sharedLimit, isUnitLimitSeen} = prediction
  const [fewest = 1] = testedCounts
  const most = testedCounts.at(-1) ?? fewest
  const each = (count: number) => (totals.find(({unitCount}) => unitCount === count)?.totalRps ?? 0) / count
  return [
    `${figure(stepCount)} steps against ${testedCounts.map(figure).join(', ')} ${unit}s: ${figure(each(fewest))} req/s each ` +
      `with ${figure(fewest)}, ${figure(each(most))} with ${figure(most)} (two stations, the units and what they share, ` +
      `fitted to all steps within ${percent(scatterRatio, 1)})`,
    sharedWords(sharedLimit, most, unit),
    ...(isUnitLimitSeen ? [] : [`no test was loaded as far as its ${unit}s go, so each carries at least that`]),
  ]
}

function sharedWords(limit: UnitPrediction['sharedLimit'], most: number, unit: 'instance' | 'task'): string {
  if (limit === null) {
    return `nothing that they share was seen to bind up to ${counted(most, unit)}; more of them are an extrapolation in proportion`
  }
  const {name, limitRps, lowRps, highRps} = limit
  const range = `${figure(limitRps)} req/s (${figure(lowRps)} to ${figure(highRps)}, 9 in 10)`
  if (name !== null) {
    return `${name}, which they share, is full at ${range} by its utilization in the tests: no number of ${unit}s carries more`
  }
  return (
    `throughput bends as if something that they share were full at ${range}: no number of ${unit}s carries more; ` +
    'which it is (a database, a lock, a pool) the tests do not say: note its utilization under shared in loadTests'
  )
}
