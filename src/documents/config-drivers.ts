import * as z from 'zod'

/** A planned value so far from every past one is more likely in another unit. */
const farthestRatio = 100

const amountSchema = z.union([
  z
    .string()
    .regex(/^\d+(\.\d+)?%$/, 'expected a number or a percentage such as 30%')
    .refine((text) => Number.parseFloat(text) > 0, 'expected more than 0%: a driver acts by its ratio to the past'),
  z.number().positive('expected a number above zero: a driver acts by its ratio to the past'),
])

type Written = z.input<typeof amountSchema>

/** Checks also run where a value was refused, so what they compare may be anything. */
const writtenPast = (past: unknown) => Object.values((past ?? {}) as Record<string, Written>)

const amountOf = (written: Written) => (typeof written === 'number' ? written : Number.parseFloat(written) / 100)

const driverSchema = z
  .strictObject({
    planned: amountSchema.describe('what is planned for the event to come, in the same unit as its past'),
    past: z
      .record(z.iso.date('expected a past date such as 2025-11-28'), amountSchema)
      .describe('what it was, by the past date of the event'),
  })
  .refine(({past}) => writtenPast(past).length > 0, {
    message: 'expected the value of a past date at the least, such as 2025-11-28: 180000',
    path: ['past'],
  })
  .refine(({planned, past}) => writtenPast(past).every((value) => typeof value === typeof planned), {
    message: 'expected planned and past in one unit: all of them numbers, or all percentages',
    path: ['planned'],
  })
  .refine(({planned, past}) => isNearAny(planned, writtenPast(past)), {
    message: `over ${farthestRatio} times off every past value: expected the same unit`,
    path: ['planned'],
  })
  .transform(({planned, past}) => ({
    planned: amountOf(planned),
    past: Object.fromEntries(Object.entries(past).map(([date, value]) => [date, amountOf(value)])),
    isShare: typeof planned === 'string',
  }))

function isNearAny(planned: Written, past: readonly Written[]): boolean {
  const ratios = past
    .map((value) => amountOf(planned) / amountOf(value))
    .filter((ratio) => ratio > 0 && ratio < Number.POSITIVE_INFINITY)
  return ratios.length === 0 || ratios.some((ratio) => ratio <= farthestRatio && ratio >= 1 / farthestRatio)
}

/** What moves an event's traffic beside its name: spend, sends, the depth of its prices; by a name of the user's own. */
export const driversSchema = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9 _-]{0,39}$/, 'expected a name of letters and digits such as marketingSpend'),
    driverSchema,
  )
  .refine((drivers) => Object.keys(drivers).length > 0, 'expected a driver at the least, such as marketingSpend')
