import type {CapacityEstimate, CapacityModel} from '../documents/capacity-model.js'
import {disagreementWords} from './forecast-words.js'
import {duration, percent, rate} from './number.js'
import {sentence} from './plan-words.js'

/** Every estimate with how sure it is, what more units carry together, and how far the estimates are apart. */
export function capacitySteps(model: CapacityModel): string[] {
  const estimates = model.estimates.flatMap((estimate) => [
    sentence(estimate.isExtrapolated ? `${estimate.evidence} (beyond what was measured)` : estimate.evidence),
    ...[certaintyWords(estimate, model.unit)].filter((words) => words !== null),
  ])
  const apart = disagreementWords(model)
  return [...estimates, ...scalingSteps(model), ...(apart === null ? [] : [apart])]
}

/** How sure an estimate is: where it lies, how old it is and how far measurement reached; null where nothing says. */
function certaintyWords({certainty}: CapacityEstimate, unit: CapacityModel['unit']): string | null {
  if (certainty === undefined) return null
  const {lowUnitRps, highUnitRps, ageS, measuredRps, measuredUnitRps, measuredCpuRatio, peakShareRatio} = certainty
  const each = unit === 'instance' ? 'an instance' : 'a task'
  const parts = [
    highUnitRps === null
      ? `at least ${rate(lowUnitRps)} req/s ${each}`
      : `${rate(lowUnitRps)} to ${rate(highUnitRps)} req/s ${each}, 9 in 10`,
    ageS === null ? null : `${duration(ageS)} old`,
    `measured up to ${rate(measuredUnitRps)} req/s ${each}`,
    measuredCpuRatio === null ? null : `${percent(measuredCpuRatio)} CPU`,
    peakShareRatio === null ? null : `${rate(measuredRps)} req/s in all, ${percent(peakShareRatio)} of the peak`,
  ].filter((part) => part !== null)
  return `How sure: ${parts.join('; ')}.`
}

/** What more units carry together, at a few numbers of them; empty where all carry in proportion. */
function scalingSteps({scaling, unit}: CapacityModel): string[] {
  if (scaling === undefined) return []
  const shown = scaling.totals.filter(({unitCount}, i) => i < 4 || (unitCount & (unitCount - 1)) === 0).slice(0, 8)
  const rows = shown.map(
    ({unitCount, totalRps, lowRps, highRps}) =>
      `${unitCount} ${unit}${unitCount === 1 ? '' : 's'}: ${rate(totalRps)} req/s together (${rate(lowRps)} to ${rate(highRps)})` +
      `${scaling.testedCounts.includes(unitCount) ? ', tested' : ''}.`,
  )
  return ['More units do not carry in proportion:', ...rows]
}
