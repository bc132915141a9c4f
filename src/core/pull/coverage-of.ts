import type {Coverage} from '../../documents/archive.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import {instantOf, isoOf} from '../series/zone.js'

/**
 * Points may come this late. Ours: AWS names no bound but says that metrics can be delayed, and a load balancer's come
 * within a few minutes.
 */
const lateS = 600

/**
 * What counts as asked once the queries are answered: their windows, but for the last minutes before `asOf`, a UTC
 * time. What of them has come is kept all the same; the next pull asks for them again, since what had not come yet would
 * otherwise stay a gap for good.
 */
export function coverageOf({queries, asOf}: {queries: readonly MetricQuery[]; asOf: string}): Coverage[] {
  const settledS = instantOf(asOf) - lateS
  return queries.flatMap(({metric: {place: _, ...metric}, windows}) =>
    windows.flatMap((window): Coverage[] => {
      const {periodS, fromAt, toAt} = window
      const fromS = instantOf(fromAt)
      const wholeS = fromS + Math.floor((settledS - fromS) / periodS) * periodS
      const toS = Math.min(instantOf(toAt), wholeS)
      return toS > fromS ? [{...metric, periodS, fromAt, toAt: isoOf(toS)}] : []
    }),
  )
}
