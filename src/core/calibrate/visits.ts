import {median} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure} from '../figure.js'
import {alignedSamples} from './aligned-samples.js'

const periodS = 300
const fewestSamples = 48

export type Visits = {visitCount: number; origin: string}

/**
 * Visits to a tier per request at the load balancer (forced flow: X_k = V_k · X), measured as the median of the ratio
 * over the busier half of the five-minute intervals; a median, since a few odd intervals should not move it.
 *
 * A visit count given in the config wins. Returns null when neither is known. Assumes that the mix of pages on the
 * event day is the mix of the last days: say otherwise in the config.
 */
export function visits({
  given,
  metrics,
  tierRequests,
  originRequests,
}: {
  given: number | undefined
  metrics: Metrics
  tierRequests: MetricId | null
  originRequests: MetricId | null
}): Visits | null {
  if (given !== undefined) return {visitCount: given, origin: 'from ecom-plan.yaml'}
  if (tierRequests === null || originRequests === null) return null
  const pairs = alignedSamples({metrics, ids: [tierRequests, originRequests], periodS})
    .map(({values}) => ({tier: values[0] ?? 0, origin: values[1] ?? 0}))
    .filter(({origin}) => origin > 0)
  if (pairs.length < fewestSamples) return null
  const middle = median(pairs.map(({origin}) => origin))
  const busy = pairs.filter(({origin}) => origin >= middle)
  return {
    visitCount: median(busy.map(({tier, origin}) => tier / origin)),
    origin: `measured over ${figure(busy.length)} five-minute intervals`,
  }
}
