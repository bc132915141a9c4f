import type {Config} from '../../documents/config.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Business} from '../../documents/run.js'
import {figure, percent, seconds} from '../figure.js'
import {little} from '../laws/little.js'

/**
 * The peak as people in the shop (Little's law over sessions) and orders a second, from what the config says of a
 * session. Null where it says nothing; assumes that a session of the event is as long as one of an ordinary day.
 */
export function businessOf({business}: Config, forecast: Forecast): Business {
  const {requestsPerSession, sessionDuration, conversion} = business
  if (requestsPerSession === undefined) {
    return {concurrentUsers: null, orders: null, because: 'business.requestsPerSession is not in ecom-plan.yaml'}
  }
  const sessionsPerS = (rps: number) => rps / requestsPerSession
  const {p50Rps, p90Rps, p99Rps} = forecast.peak
  const users = (rps: number, timeS: number) => little({throughputRps: sessionsPerS(rps), timeS})
  return {
    concurrentUsers:
      sessionDuration === undefined
        ? null
        : {
            p50Count: users(p50Rps, sessionDuration),
            p90Count: users(p90Rps, sessionDuration),
            p99Count: users(p99Rps, sessionDuration),
          },
    orders:
      conversion === undefined
        ? null
        : {
            p50PerS: sessionsPerS(p50Rps) * conversion,
            p90PerS: sessionsPerS(p90Rps) * conversion,
            p99PerS: sessionsPerS(p99Rps) * conversion,
          },
    because:
      `${figure(requestsPerSession)} requests a session` +
      `${sessionDuration === undefined ? '' : `, sessions of ${seconds(sessionDuration)} (Little: N = X · R)`}` +
      `${conversion === undefined ? '' : `, ${percent(conversion, 1)} of sessions order`}`,
  }
}
