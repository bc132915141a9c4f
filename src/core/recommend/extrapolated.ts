import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import type {QuantileName} from '../../documents/units.js'
import {figure, percent} from '../figure.js'
import {ratioAt, type Setting} from '../tiers/tier-finding.js'

/**
 * A warning that names the tiers whose capacity lies beyond anything that was measured, and the one thing that would
 * help most: a load test of that tier among them which the peak fills the most. None where nothing is extrapolated, or where the
 * peak stays far below it.
 */
export function extrapolationBlockers({
  models,
  limits,
  setting,
}: {
  models: readonly CapacityModel[]
  limits: readonly Limit[]
  setting: Setting
}): Blocker[] {
  const shareOf = ({tier}: CapacityModel, quantile: QuantileName) =>
    Math.max(0, ...limits.filter((limit) => limit.tier === tier).map(({now}) => ratioAt(now, quantile)))
  const guessed = models.filter(
    (model) =>
      model.estimates.some(({origin, isExtrapolated}) => origin === model.origin && isExtrapolated) &&
      shareOf(model, 'p99') > setting.judgement('extrapolationWarnRatio'),
  )
  const [first] = [...guessed].sort((a, b) => shareOf(b, setting.target) - shareOf(a, setting.target))
  if (first === undefined) return []
  const names = guessed.map(({tier}) => tier).join(', ')
  return [
    {
      severity: 'warn',
      code: 'CAPACITY_EXTRAPOLATED',
      message:
        `What a unit of ${names} carries was not measured up to there: ` +
        'a pool, a lock or a service behind may bind earlier.',
      next:
        `what would help most: load-test ${first.tier}, which the peak fills to ${percent(shareOf(first, setting.target))}, up to ` +
        `${figure(first.unitRps)} req/s ${first.unit === 'instance' ? 'an instance' : 'a task'}, and add the result to loadTests`,
    },
  ]
}
