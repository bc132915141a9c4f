import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Driver} from '../../documents/plan.js'
import {percent} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'

/** From the middle of a normal to the end of its nine tenths. */
const normalQuantile = 1.6448536

/**
 * How far what a unit carries may be off, as a factor on the load of its tier.
 *
 * Four parts, added as variances: what two honest measurements of one build differ by (our judgement), the interval of
 * the estimate that counts, half the distance between the estimates on the log scale, and a further part where the one
 * that counts lies beyond anything that was measured (our judgement). The lowest estimate counts, so the spread is
 * around a careful figure.
 */
export function capacityDriver(model: CapacityModel, judgement: Judge): Driver {
  const isExtrapolated = model.estimates.some(({origin, isExtrapolated}) => origin === model.origin && isExtrapolated)
  const measured = judgement('capacitySpreadRatio')
  const apart = Math.log(1 + model.disagreementRatio) / 2
  const beyond = isExtrapolated ? judgement('extrapolatedSpreadRatio') : 0
  const own = intervalSpread(model)
  const parts = [
    `${percent(measured)} between tests (our judgement)`,
    ...(own > 0 ? [`${percent(own, 1)} the interval of the estimate that counts`] : []),
    ...(apart > 0 ? [`${percent(apart)} half the distance of its estimates`] : []),
    ...(beyond > 0 ? [`${percent(beyond)} beyond what was measured (our judgement)`] : []),
  ]
  return {
    id: `capacity:${model.tier}`,
    label: `what ${model.unit === 'instance' ? 'an instance' : 'a task'} of ${model.tier} carries`,
    logSpreadRatio: Math.hypot(measured, own, apart, beyond),
    because: parts.join(', '),
  }
}

/** Standard deviation of the logarithm that the interval stands for; 0 where it is open or there is none. */
function intervalSpread({estimates, origin, unitRps}: CapacityModel): number {
  const counts = estimates.find((estimate) => estimate.origin === origin && estimate.unitRps === unitRps)
  const {lowUnitRps = 0, highUnitRps = null} = counts?.certainty ?? {}
  return highUnitRps === null || lowUnitRps <= 0 ? 0 : Math.log(highUnitRps / lowUnitRps) / 2 / normalQuantile
}
