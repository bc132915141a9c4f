const dayS = 86_400
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** From one moment to another; seconds of the epoch, or of the day or week that it comes again in. */
export type Stretch = {fromS: number; toS: number}

/** `fri:05:00-fri:05:30` as seconds since Sunday 0:00 UTC; null where it cannot be read. */
export function weeklyOf(text: string | null): Stretch | null {
  const found = /^([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)$/.exec(text?.toLowerCase() ?? '')
  if (found === null) return null
  const [, fromDay = '', fromHour, fromMinute, toDay = '', toHour, toMinute] = found
  const [from, to] = [days.indexOf(fromDay), days.indexOf(toDay)]
  if (from < 0 || to < 0) return null
  return ordered(from * dayS + clockS(fromHour, fromMinute), to * dayS + clockS(toHour, toMinute), 7 * dayS)
}

/** `05:00-05:30` as seconds since 0:00 UTC; null where it cannot be read. */
export function dailyOf(text: string | null): Stretch | null {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text ?? '')
  if (found === null) return null
  const [, fromHour, fromMinute, toHour, toMinute] = found
  return ordered(clockS(fromHour, fromMinute), clockS(toHour, toMinute), dayS)
}

const clockS = (hour = '0', minute = '0') => Number(hour) * 3600 + Number(minute) * 60

/** A stretch over midnight, or over the end of the week, ends in the next one. */
function ordered(fromS: number, toS: number, periodS: number): Stretch {
  return {fromS, toS: toS > fromS ? toS : toS + periodS}
}

/** The times at which a stretch that comes again each period lies within another; in order. */
export function overlapsOf(stretch: Stretch | null, periodS: number, {fromS, toS}: Stretch): Stretch[] {
  if (stretch === null) return []
  // The epoch began on a Thursday; weeks are counted from Sunday.
  const phaseS = periodS === 7 * dayS ? 3 * dayS : 0
  const first = Math.floor((fromS - phaseS) / periodS) - 1
  const found: Stretch[] = []
  for (let k = first; k * periodS + phaseS < toS; k++) {
    const startS = k * periodS + phaseS
    const [beginS, endS] = [startS + stretch.fromS, startS + stretch.toS]
    if (beginS < toS && endS > fromS) found.push({fromS: beginS, toS: endS})
  }
  return found
}
