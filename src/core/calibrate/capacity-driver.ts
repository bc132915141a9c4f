import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Driver} from '../../documents/plan.js'
import {percent} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'

/**
 * How far what a unit carries may be off, as a factor on the load of its tier.
 *
 * Three parts, added as variances: what two honest measurements of one build differ by (our judgement), half the
 * distance between the estimates on the log scale, and a further part where the estimate that counts lies beyond
 * anything that was measured (our judgement). The lowest estimate counts, so the spread is around a careful figure.
 */
export function capacityDriver(model: CapacityModel, judgement: Judge): Driver {
  const isExtrapolated = model.estimates.some(({origin, isExtrapolated}) => origin === model.origin && isExtrapolated)
  const measured = judgement('capacitySpreadRatio')
  const apart = Math.log(1 + model.disagreementRatio) / 2
  const beyond = isExtrapolated ? judgement('extrapolatedSpreadRatio') : 0
  const parts = [
    `${percent(measured)} between tests (our judgement)`,
    ...(apart > 0 ? [`${percent(apart)} half the distance of its estimates`] : []),
    ...(beyond > 0 ? [`${percent(beyond)} beyond what was measured (our judgement)`] : []),
  ]
  return {
    id: `capacity:${model.tier}`,
    label: `what ${model.unit === 'instance' ? 'an instance' : 'a task'} of ${model.tier} carries`,
    logSpreadRatio: Math.hypot(measured, apart, beyond),
    because: parts.join(', '),
  }
}
