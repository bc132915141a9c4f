import type {Anomaly, Forecast} from '../../documents/forecast.js'
import {instantOf} from '../series/zone.js'

const dayS = 86_400
/** Traffic that ends this long before the forecast is old. */
const oldS = 2 * dayS
/** The ordinary level is that of the last four weeks; so much of it masked makes it doubtful. */
const levelS = 28 * dayS
const mostMaskedS = 2 * dayS

/**
 * The forecast with notes on data that a reader must know to be doubtful: traffic that ends days before the forecast,
 * and storms or outages that were masked for more than two of the 28 days that the level stands on. Both forecasts are
 * what the data give; the second is wrong where the shop has in truth moved to a new level. Nothing else is changed.
 */
export function withReservations(forecast: Forecast): Forecast {
  const notes = [...oldNotes(forecast), ...maskedNotes(forecast)]
  return notes.length === 0 ? forecast : {...forecast, notes: [...notes, ...forecast.notes]}
}

function oldNotes({anomalies, asOf, history: {toAt}}: Forecast): string[] {
  const lastGap = anomalies.find(({kind, to}) => kind === 'gap' && to === toAt)
  const endAt = lastGap?.from ?? toAt
  const ageS = instantOf(asOf) - instantOf(endAt)
  if (ageS <= oldS) return []
  return [
    `The traffic ends on ${endAt.slice(0, 10)}, ${Math.floor(ageS / dayS)} days before this forecast: what changed since is not in it.`,
  ]
}

function maskedNotes({anomalies, asOf}: Forecast): string[] {
  return (['storm', 'outage'] as const).flatMap((kind) => {
    const recent = anomalies.filter((anomaly) => anomaly.kind === kind && maskedS(anomaly, asOf) > 0)
    const total = recent.reduce((sum, anomaly) => sum + maskedS(anomaly, asOf), 0)
    const first = recent[0]
    if (first === undefined || total <= mostMaskedS) return []
    const what = kind === 'storm' ? 'far above' : 'far below'
    const days = Math.round(total / dayS)
    return [
      `${days} of the last 28 days were ${what} what was usual, from ${first.from.slice(0, 10)} on, and are left out. ` +
        'If that is what the shop has now, this forecast starts from the wrong level: plan with --uplift until four weeks of it are there.',
    ]
  })
}

function maskedS({from, to}: Anomaly, asOf: string): number {
  const endS = instantOf(asOf)
  return Math.max(0, Math.min(instantOf(to), endS) - Math.max(instantOf(from), endS - levelS))
}
