import type {Forecast} from '../../documents/forecast.js'
import type {PastEvent} from './event-bank.js'
import {quantileRates} from './quantile-rates.js'
import {type Judge, upliftFromHistory} from './uplift.js'

/**
 * What this method would have said of each past occurrence from those before it: one row an occurrence (null for the
 * first), and the summary that is printed beside the forecast. The level spread is today's, so it is a check of the
 * uplift and its width and not a full backtest.
 */
export function hindcast({
  events,
  judgement,
  levelSpread,
}: {
  events: readonly PastEvent[]
  judgement: Judge
  levelSpread: number
}): {rows: ({p50Rps: number; p90Rps: number} | null)[]; summary: Forecast['hindcast']} {
  const rows = events.map((event, i) => {
    if (i === 0) return null
    const before = events.slice(0, i).map((past) => ({...past, yearsAgo: Math.max(1, past.yearsAgo - event.yearsAgo)}))
    const uplift = upliftFromHistory({events: before, judgement})
    return quantileRates({
      medianRps: event.levelRps * Math.exp(uplift.logMean),
      logSpread: Math.hypot(uplift.logSpread, levelSpread),
      freedomCount: uplift.freedomCount,
    })
  })
  const tested = events.flatMap((event, i) => {
    const row = rows[i]
    // What came of a censored one is not known, so it can neither be hit nor missed.
    return row && !event.isCensored
      ? [{error: Math.abs(row.p50Rps - event.peakHourRps) / event.peakHourRps, isHeld: event.peakHourRps <= row.p90Rps}]
      : []
  })
  if (tested.length === 0) return {rows, summary: null}
  return {
    rows,
    summary: {
      eventCount: tested.length,
      meanAbsoluteErrorRatio: tested.reduce((sum, {error}) => sum + error, 0) / tested.length,
      p90HeldCount: tested.filter(({isHeld}) => isHeld).length,
    },
  }
}
