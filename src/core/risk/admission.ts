import type {Admission} from '../../documents/choice.js'
import type {JointDraws} from './joint-draws.js'

/**
 * The rate of requests that may be let in so that the chance of a breach is at most `targetRatio`, whatever comes: the
 * quantile of the demand at which the first limit breaks. Null where no rate breaks a limit.
 *
 * `requestsPerSession` turns it into sessions that begin a minute, for a waiting room; null where it is not known. Holds
 * for a crowd that does what the ordinary one does: one that was kept waiting may go straight to the checkout.
 */
export function admissionRate({
  capacityRps,
  targetRatio,
  draws,
  requestsPerSession,
}: {
  capacityRps: Float64Array
  targetRatio: number
  draws: JointDraws
  requestsPerSession: number | null
}): Admission | null {
  const sorted = capacityRps.slice().sort()
  const rateRps = sorted[Math.min(draws.count - 1, Math.floor(targetRatio * draws.count))] ?? Number.POSITIVE_INFINITY
  if (!Number.isFinite(rateRps)) return null
  return {rateRps, sessionsPerMinuteCount: requestsPerSession === null ? null : (rateRps * 60) / requestsPerSession}
}
