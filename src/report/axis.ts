import type {EventClock} from './time.js'

const quarterMs = 15 * 60_000
/** Steps between ticks in hours; above a day in whole days. */
const tickHours = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336] as const
/** Tops whose quarters are round as well. */
const roundTops = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10] as const

/** The end of an axis from zero: the smallest round number that is not below `value`, with round quarters. */
export function roundTop(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return (roundTops.find((top) => top * power >= value) ?? 10) * power
}

export type TimeTick = {atMs: number; label: string; isMidnight: boolean}

/**
 * Ticks of a time axis on round hours of the event's wall clock, at most `mostTicks` of them: `06:00`, and `Fri 27` at
 * midnight. Right through summer-time changes, since each tick is looked up on the clock and not counted from another.
 */
export function timeTicks({
  clock,
  fromMs,
  toMs,
  mostTicks,
}: {
  clock: EventClock
  fromMs: number
  toMs: number
  mostTicks: number
}): TimeTick[] {
  const hours = hoursBetween(clock, fromMs, toMs)
  for (const step of tickHours) {
    const ticks = hours.filter(({hour, dayNumber}) =>
      step < 24 ? hour % step === 0 : hour === 0 && dayNumber % (step / 24) === 0,
    )
    if (ticks.length <= mostTicks) return ticks.map(({atMs, label, hour}) => ({atMs, label, isMidnight: hour === 0}))
  }
  return []
}

function hoursBetween(clock: EventClock, fromMs: number, toMs: number) {
  const hours: {atMs: number; hour: number; dayNumber: number; label: string}[] = []
  for (let atMs = Math.ceil(fromMs / quarterMs) * quarterMs; atMs <= toMs; atMs += quarterMs) {
    const {year, month, day, weekday, hour, minute} = clock.local(atMs)
    if (minute !== 0) continue
    const dayNumber = Math.round(Date.UTC(year, month - 1, day) / 86_400_000)
    const label = hour === 0 ? `${weekday} ${day}` : `${String(hour).padStart(2, '0')}:00`
    hours.push({atMs, hour, dayNumber, label})
  }
  return hours
}
