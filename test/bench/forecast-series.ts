import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import type {DayEvent} from '../../src/core/forecast/daily/label-days.ts'

/** A daily series of the bench: one value a day from `firstDay`, null where too little was measured. */
export type DailySeries = {name: string; firstDay: number; values: (number | null)[]; events: DayEvent[]}

const dayS = 86_400
/** As in `core/series/daily-peaks`: the busiest hour must have had its chance. */
const leastMeasuredRatio = 0.75

/**
 * The series of a folder that have events in its `events.csv` (series,event,date,lo,hi), and all others that span 300
 * days, as `NAME.csv` or `NAME.csv.gz` with `timestamp,value`. Anything finer than a day becomes the day's busiest hour
 * (sums of finer rows), by the clock of the file. A day of zero counts as not measured: a shop that is open sees someone.
 */
export function readSeries(folder: string): DailySeries[] {
  const events = readEvents(join(folder, 'events.csv'))
  return readdirSync(folder)
    .filter((file) => /\.csv(\.gz)?$/.test(file) && file !== 'events.csv')
    .sort()
    .map((file) => {
      const name = file.replace(/\.csv(\.gz)?$/, '')
      return {name, ...dailyOf(textOf(join(folder, file))), events: events.get(name) ?? []}
    })
    .filter(({values}) => values.length >= 300)
}

function textOf(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}

function readEvents(path: string): Map<string, DayEvent[]> {
  const found = new Map<string, DayEvent[]>()
  for (const line of textOf(path).trim().split('\n').slice(1)) {
    const [series = '', id = '', date = '', lo = '', hi = ''] = line.trim().split(',')
    const event = {id, day: Date.parse(date) / 1000 / dayS, lo: Number(lo), hi: Number(hi)}
    if (!Number.isInteger(event.day) || !(event.lo <= event.hi)) throw new Error(`${path}: cannot read ${line}`)
    found.set(series, [...(found.get(series) ?? []), event])
  }
  return found
}

function dailyOf(text: string): {firstDay: number; values: (number | null)[]} {
  const rows = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const comma = line.indexOf(',')
      return {atS: Date.parse(line.slice(0, comma)) / 1000, value: Number.parseFloat(line.slice(comma + 1))}
    })
    .filter(({atS, value}) => Number.isFinite(atS) && Number.isFinite(value))
  const stepS = Math.min(
    ...rows
      .slice(1, 50)
      .map(({atS}, i) => atS - (rows[i]?.atS ?? 0))
      .filter((step) => step > 0),
  )
  const hourS = Math.max(3600, Math.min(stepS, dayS))
  const hours = new Map<number, number>()
  for (const {atS, value} of rows) {
    const hour = Math.floor(atS / hourS)
    hours.set(hour, (hours.get(hour) ?? 0) + value)
  }
  const days = new Map<number, {peak: number; count: number}>()
  for (const [hour, value] of hours) {
    const day = Math.floor((hour * hourS) / dayS)
    const held = days.get(day) ?? {peak: 0, count: 0}
    days.set(day, {peak: Math.max(held.peak, value), count: held.count + 1})
  }
  const firstDay = Math.min(...days.keys())
  const values = Array.from({length: Math.max(...days.keys()) - firstDay + 1}, (_, i) => {
    const day = days.get(firstDay + i)
    return day !== undefined && day.peak > 0 && day.count * hourS >= leastMeasuredRatio * dayS ? day.peak : null
  })
  return {firstDay, values}
}
