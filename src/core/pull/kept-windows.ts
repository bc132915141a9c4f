import type {MetricQuery} from '../../documents/metric-query.js'
import {keptFrom} from '../inventory/metric-windows.js'
import {instantOf, isoOf} from '../series/zone.js'

/**
 * The queries as they can be asked `now`, a UTC time: windows begin where CloudWatch still has their resolution, and
 * queries with nothing left are gone.
 *
 * A window that begins too early is answered with nothing at all, and would be kept as fifteen days without a request.
 * A pull of a large estate takes longer than the reserve in its windows, so each part of it is cut as its turn comes;
 * what falls away is asked for at the next coarser resolution by the next pull.
 */
export function keptWindows({queries, now}: {queries: readonly MetricQuery[]; now: string}): MetricQuery[] {
  const nowS = instantOf(now)
  return queries.flatMap(({metric, windows}) => {
    const left = windows.flatMap((window) => {
      const fromS = Math.max(instantOf(window.fromAt), keptFrom({periodS: window.periodS, nowS}))
      return fromS < instantOf(window.toAt) ? [{...window, fromAt: isoOf(fromS)}] : []
    })
    return left.length === 0 ? [] : [{metric, windows: left}]
  })
}
