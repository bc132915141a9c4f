import * as z from 'zod'

/**
 * The unit suffixes that a numeric key may end in. One unit per dimension: seconds, requests per second, ratios 0…1,
 * GiB, MiB/s, I/O operations per second, Aurora capacity units, US dollars, points of a score. Milliseconds and percent live at the edges only.
 */
export const unitSuffixes = [
  'Rps',
  'PerS',
  'S',
  'Ratio',
  'Count',
  'Gib',
  'Mib',
  'MibPerS',
  'Iops',
  'Erlangs',
  'Acu',
  'Usd',
  'Points',
  'UsdPerHour',
  'UsdPerMonth',
] as const

/** A point in time: ISO 8601 in UTC, whole seconds or milliseconds. */
export const timeSchema = z.iso.datetime({message: 'expected a UTC time such as 2026-11-27T05:00:00Z'})

export const countSchema = z.int().min(0)
export const ratioSchema = z.number().min(0)

/** The three quantiles that every screen shows. */
export const quantileNameSchema = z.enum(['p50', 'p90', 'p99'])
export type QuantileName = z.infer<typeof quantileNameSchema>

/** A rate at the three quantiles. */
export const quantileRpsSchema = z.strictObject({
  p50Rps: z.number().min(0),
  p90Rps: z.number().min(0),
  p99Rps: z.number().min(0),
})
export type QuantileRps = z.infer<typeof quantileRpsSchema>

/** A share of a limit at the three quantiles; above 1 is short. */
export const quantileRatioSchema = z.strictObject({
  p50Ratio: ratioSchema,
  p90Ratio: ratioSchema,
  p99Ratio: ratioSchema,
})
export type QuantileRatio = z.infer<typeof quantileRatioSchema>
