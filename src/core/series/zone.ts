/**
 * Local time in one IANA zone, from the zone's own rules (Intl). All instants are epoch seconds in UTC. Look-ups are
 * slow, so offsets are kept: one for a day without a change of clocks, one for each quarter hour of a day with one.
 */
export type Zone = {
  readonly name: string
  /** Seconds to add to UTC for local time at that instant. */
  offsetS(atS: number): number
  /** Local calendar date, `2026-11-27`. */
  date(atS: number): string
  /** The instant of a local date and time `HH:MM`; the first of two on a repeated hour, the later on a skipped one. */
  instantS(date: string, time: string): number
}

const dayS = 86_400
const quarterS = 900

const zones = new Map<string, Zone>()

/** The zone of an IANA name; one for each name, so that what was looked up is kept. */
export function makeZone(name: string): Zone {
  return kept(zones, name, () => newZone(name))
}

function newZone(name: string): Zone {
  const lookUp = offsetLookUp(name)
  const days = new Map<number, number | null>()
  const quarters = new Map<number, number>()
  const dates = new Map<number, string>()
  const offsetS = (atS: number): number => {
    const day = Math.floor(atS / dayS)
    const ofDay = kept(days, day, () => {
      const first = lookUp(day * dayS)
      return first === lookUp((day + 1) * dayS) ? first : null
    })
    if (ofDay !== null) return ofDay
    // Zones change their offset on a quarter hour at the finest.
    const quarter = Math.floor(atS / quarterS)
    return kept(quarters, quarter, () => lookUp(quarter * quarterS))
  }
  return {
    name,
    offsetS,
    date: (atS) => {
      const localDay = Math.floor((atS + offsetS(atS)) / dayS)
      return kept(dates, localDay, () => new Date(localDay * dayS * 1000).toISOString().slice(0, 10))
    },
    instantS: (date, time) => {
      const wallS = Date.parse(`${date}T${time}:00Z`) / 1000
      // No zone is more than a day from UTC, and none changes twice in two days: these are the offsets on both sides.
      const before = wallS - offsetS(wallS - dayS)
      const after = wallS - offsetS(wallS + dayS)
      const showing = [before, after].filter((atS) => atS + offsetS(atS) === wallS)
      return showing.length > 0 ? Math.min(...showing) : before
    },
  }
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

function offsetLookUp(name: string): (atS: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (atS) => {
    const part = Object.fromEntries(format.formatToParts(new Date(atS * 1000)).map(({type, value}) => [type, value]))
    const number = (key: string) => Number(part[key])
    const localMs = Date.UTC(
      number('year'),
      number('month') - 1,
      number('day'),
      number('hour'),
      number('minute'),
      number('second'),
    )
    return Math.round(localMs / 1000 - atS)
  }
}

/** Epoch seconds of an ISO time. */
export function instantOf(iso: string): number {
  return Date.parse(iso) / 1000
}

/** ISO time of epoch seconds. */
export function isoOf(atS: number): string {
  return new Date(atS * 1000).toISOString()
}

const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Fri 27 Nov 20:15`: a local minute as it stands in a sentence, where the zone is that of everything around it. */
export function localMinute(atS: number, timezone: string): string {
  const local = new Date((atS + makeZone(timezone).offsetS(atS)) * 1000)
  const day = `${weekdayNames[local.getUTCDay()]} ${local.getUTCDate()} ${monthNames[local.getUTCMonth()]}`
  return `${day} ${local.toISOString().slice(11, 16)}`
}

/** The date `days` later; calendar arithmetic, so that 23- and 25-hour days count as one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole calendar days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
