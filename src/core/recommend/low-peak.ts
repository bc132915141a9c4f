import type {Forecast} from '../../documents/forecast.js'
import type {Blocker} from '../../documents/plan.js'
import {figure} from '../figure.js'
import {at, type Setting} from '../tiers/tier-finding.js'

/** A warning where the peak that is planned for lies below what an ordinary day brings: such a plan is hardly meant. */
export function lowPeakBlockers({forecast, setting}: {forecast: Forecast; setting: Setting}): Blocker[] {
  const rps = at(forecast.peak, setting.target)
  if (rps >= forecast.levelRps) return []
  const quantile = setting.target.toUpperCase()
  return [
    {
      severity: 'warn',
      code: 'PEAK_BELOW_TODAY',
      message:
        `The ${quantile} peak of ${figure(rps)} req/s lies below the busiest hour of an ordinary day now, ` +
        `${figure(forecast.levelRps)} req/s: a plan for it would not carry today's traffic.`,
      next: `look at uplift under events in ecom-plan.yaml, and at --uplift and --demand`,
    },
  ]
}
