import * as z from 'zod'

const secondsPer: Record<string, number> = {ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400}

/** A duration as people write it (`400ms`, `15m`, `-6h`, `14d`), read as seconds. */
export const durationSchema = z
  .string()
  .regex(/^[+-]?\d+(\.\d+)?(ms|s|m|h|d)$/, 'expected a duration such as 400ms, 15m, -6h or 14d')
  .transform((text) => {
    const [, amount = '0', unit = 's'] = /^([+-]?[\d.]+)(\D+)$/.exec(text) ?? []
    return Number(amount) * (secondsPer[unit] ?? 1)
  })

/** A duration that is not negative. */
export const positiveDurationSchema = durationSchema.refine((seconds) => seconds > 0, 'expected a duration above zero')

/** A share as people write it (`80%`, `0.1%`, or a plain ratio), read as a ratio. */
export const shareSchema = z
  .union([z.string().regex(/^\d+(\.\d+)?%$/, 'expected a share such as 80% or 0.8'), z.number().min(0)])
  .transform((value) => (typeof value === 'number' ? value : Number(value.slice(0, -1)) / 100))
