import * as z from 'zod'

/** An IANA time zone that this system knows. */
export const zoneSchema = z
  .string()
  .refine(isTimezone, 'expected an IANA time zone such as America/New_York')
  .describe('IANA time zone')

const knownZones = new Map<string, boolean>()

function isTimezone(name: string): boolean {
  const known = knownZones.get(name)
  if (known !== undefined) return known
  let isKnown = true
  try {
    new Intl.DateTimeFormat('en', {timeZone: name})
  } catch {
    isKnown = false
  }
  knownZones.set(name, isKnown)
  return isKnown
}
