import type {MetricWindow} from '../../documents/metric-query.js'
import {instantOf, isoOf} from '../series/zone.js'

const dayS = 86_400
const hourS = 3600

/** How long CloudWatch keeps points of one minute, five minutes and one hour. */
const kept = {minuteS: 15 * dayS, fiveMinutesS: 63 * dayS, hourS: 455 * dayS}

/**
 * A window that asks for a finer resolution than its start still has gets no data at all, and CloudWatch judges that
 * when the call is made, which is a little after `asOf`.
 */
const callDelayS = 600

/** The last 15 days in steps of five minutes, up to the last full hour before `asOf`. */
export function detailWindow(asOf: string): MetricWindow {
  return {periodS: 300, fromAt: isoOf(hourAfter(instantOf(asOf) - kept.minuteS)), toAt: isoOf(endOf(asOf))}
}

/** All that CloudWatch keeps, 455 days, in steps of an hour. */
export function hourlyWindow(asOf: string): MetricWindow {
  return {periodS: hourS, fromAt: isoOf(hourAfter(instantOf(asOf) - kept.hourS)), toAt: isoOf(endOf(asOf))}
}

/** All that CloudWatch keeps, each stretch at the finest resolution that is left of it, coarsest first. */
export function finestWindows(asOf: string): MetricWindow[] {
  const nowS = instantOf(asOf) + callDelayS
  const minutesAt = isoOf(hourAfter(nowS - kept.minuteS))
  const fiveMinutesAt = isoOf(hourAfter(nowS - kept.fiveMinutesS))
  return [
    {...hourlyWindow(asOf), toAt: fiveMinutesAt},
    {periodS: 300, fromAt: fiveMinutesAt, toAt: minutesAt},
    {periodS: 60, fromAt: minutesAt, toAt: isoOf(endOf(asOf))},
  ]
}

const endOf = (asOf: string) => Math.floor(instantOf(asOf) / hourS) * hourS
const hourAfter = (atS: number) => Math.ceil(atS / hourS) * hourS

/** Reserve for the calls of one part of a pull. */
const partDelayS = 120

/** The first instant of a full hour that CloudWatch, asked soon after `nowS`, still has in steps of `periodS`. */
export function keptFrom({periodS, nowS}: {periodS: number; nowS: number}): number {
  const finerS = periodS % 300 === 0 ? kept.fiveMinutesS : kept.minuteS
  return hourAfter(nowS + partDelayS - (periodS % hourS === 0 ? kept.hourS : finerS))
}
