import {makeZone} from '../series/zone.js'

/** `19:40`, or `26 Nov 19:40` where the day is another than that of `besideS`: local time in a derivation. */
export function clockAt(atS: number, timezone: string, besideS: number): string {
  const zone = makeZone(timezone)
  const local = (instantS: number) => new Date((instantS + zone.offsetS(instantS)) * 1000).toISOString()
  const text = local(atS)
  const time = text.slice(11, 16)
  if (text.slice(0, 10) === local(besideS).slice(0, 10)) return time
  const month = new Date(text).toLocaleString('en-US', {month: 'short', timeZone: 'UTC'})
  return `${Number(text.slice(8, 10))} ${month} ${time}`
}
