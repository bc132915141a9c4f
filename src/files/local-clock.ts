const secondMs = 1000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The instants (UTC milliseconds) at which a clock on the wall shows a time: none, one, or two in a repeated hour. */
export type LocalClock = (wallMs: number) => number[]

/**
 * The clock on the wall of an IANA time zone. A wall time is written as milliseconds as if it were UTC.
 *
 * Intl is asked twice a day of data and, on the days when the clock moves, some twenty times more to find the second.
 * Stops being true where a zone moves its clock twice within three days, which none has done.
 */
export function localClock(timezone: string): LocalClock {
  const offsetMs = offsetReader(timezone)
  const days = new Map<number, {beforeMs: number; afterMs: number; changeMs: number}>()
  const dayOf = (wallMs: number) => {
    const day = Math.floor(wallMs / dayMs) * dayMs
    const known = days.get(day)
    if (known !== undefined) return known
    const [from, to] = [day - 15 * hourMs, day + 38 * hourMs]
    const [beforeMs, afterMs] = [offsetMs(from), offsetMs(to)]
    const changeMs = beforeMs === afterMs ? Number.POSITIVE_INFINITY : findChange({from, to, beforeMs, offsetMs})
    const found = {beforeMs, afterMs, changeMs}
    days.set(day, found)
    return found
  }
  return (wallMs) => {
    const {beforeMs, afterMs, changeMs} = dayOf(wallMs)
    const [early, late] = [wallMs - beforeMs, wallMs - afterMs]
    return [...(early < changeMs ? [early] : []), ...(late >= changeMs ? [late] : [])]
  }
}

function findChange({
  from,
  to,
  beforeMs,
  offsetMs,
}: {
  from: number
  to: number
  beforeMs: number
  offsetMs: (utcMs: number) => number
}): number {
  let [low, high] = [from, to]
  while (high - low > secondMs) {
    const middle = Math.floor((low + high) / 2 / secondMs) * secondMs
    if (offsetMs(middle) === beforeMs) low = middle
    else high = middle
  }
  return high
}

function offsetReader(timezone: string): (utcMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (utcMs) => {
    const part = Object.fromEntries(format.formatToParts(utcMs).map(({type, value}) => [type, Number(value)]))
    const {year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0} = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / secondMs) * secondMs
  }
}
