import type {HourlyRates} from '../series/hourly-rates.js'
import {rateAt} from '../series/hourly-rates.js'
import {addDays, type Zone} from '../series/zone.js'
import {type EventWindow, hoursIn, type PastEvent} from './event-bank.js'

/** Share of the peak hour that each hour of the window has; the highest is 1. */
export type EventShape = {shares: number[]; origin: string}

/**
 * The shape of the window, hour by hour from local midnight of the event day, as a weighted mean of the past
 * occurrences, each scaled to its own peak. Hours that no occurrence measured are filled from their neighbours. A mean
 * of shapes with different peak hours is flatter than each: the result is scaled so that its own peak is 1.
 */
export function shapeFromPast({
  events,
  weights,
  window,
  hourly,
  zone,
}: {
  events: readonly PastEvent[]
  weights: readonly number[]
  window: EventWindow
  hourly: HourlyRates
  zone: Zone
}): EventShape {
  const hours = hoursIn(window)
  const shares = Array.from({length: hours}, (_, hour) => {
    let sum = 0
    let weight = 0
    events.forEach((event, i) => {
      const rate = rateAt(hourly, zone.instantS(event.date, '00:00') + window.startS + hour * 3600)
      if (rate === null) return
      sum += ((weights[i] ?? 0) * rate) / event.peakHourRps
      weight += weights[i] ?? 0
    })
    return weight > 0 ? sum / weight : null
  })
  return {shares: scaled(filled(shares)), origin: 'the shape of past occurrences'}
}

/**
 * The shape of an ordinary day, hour by hour over the window, for an event without history: the event day itself is
 * lifted by the uplift, the days around it are not.
 */
export function shapeFromOrdinaryDays({
  window,
  upliftRatio,
  asOfDate,
  hourly,
  zone,
}: {
  window: EventWindow
  upliftRatio: number
  asOfDate: string
  hourly: HourlyRates
  zone: Zone
}): EventShape {
  const hours = hoursIn(window)
  const shares = Array.from({length: hours}, (_, hour) => {
    const offsetS = window.startS + hour * 3600
    const rates: number[] = []
    for (let back = 1; back <= 28; back++) {
      const rate = rateAt(hourly, zone.instantS(addDays(asOfDate, -back), '00:00') + offsetS)
      if (rate !== null) rates.push(rate)
    }
    if (rates.length === 0) return null
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    return offsetS >= 0 && offsetS < 86_400 ? mean * upliftRatio : mean
  })
  return {shares: scaled(filled(shares)), origin: 'the shape of ordinary days: no past occurrence was measured'}
}

function filled(shares: readonly (number | null)[]): number[] {
  return shares.map((share, i) => {
    if (share !== null) return share
    const before = shares.slice(0, i).findLast((value) => value !== null)
    const after = shares.slice(i + 1).find((value) => value !== null)
    return ((before ?? after ?? 0) + (after ?? before ?? 0)) / 2
  })
}

function scaled(shares: readonly number[]): number[] {
  const peak = Math.max(...shares)
  return shares.map((share) => (peak > 0 ? share / peak : 0))
}
