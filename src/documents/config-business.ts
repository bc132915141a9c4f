import * as z from 'zod'
import {positiveDurationSchema, shareSchema} from './quantity.js'

const measures = ['ordersPerHour', 'sessionsPerHour', 'revenuePerHour'] as const

/** What the business expects of an event's busiest hour, in its own words. */
const businessForecastSchema = z
  .strictObject({
    event: z.string().optional().describe('id of the event; may be left out where the config has one event'),
    from: z.string().min(1).default('the business').describe('who says so: marketing'),
    ordersPerHour: z.number().positive().optional().describe('orders in the busiest hour'),
    sessionsPerHour: z.number().positive().optional().describe('sessions that begin in the busiest hour'),
    revenuePerHour: z.number().positive().optional().describe('revenue of the busiest hour, with averageOrder'),
    averageOrder: z.number().positive().optional().describe('in the same money'),
  })
  .refine((said) => measures.filter((measure) => said[measure] !== undefined).length === 1, {
    message: `expected one of ${measures.join(', ')}`,
  })
  .refine((said) => (said.revenuePerHour === undefined) === (said.averageOrder === undefined), {
    message: 'expected revenuePerHour and averageOrder together: revenue ÷ average order = orders',
  })

/** What turns requests into people and orders, and back. */
export const businessSchema = z
  .strictObject({
    requestsPerSession: z.number().positive().optional(),
    sessionDuration: positiveDurationSchema.optional(),
    conversion: shareSchema.optional(),
    salesPerMinute: z
      .number()
      .positive()
      .optional()
      .describe('sales in the busiest minute of the event, in US dollars, as you expect it: what a lost minute costs'),
    forecast: z
      .union([businessForecastSchema, z.array(businessForecastSchema)])
      .transform((said) => [said].flat())
      .optional()
      .describe('what the business expects of the peak hour: set beside our forecast, never in place of it'),
  })
  // A check also runs where a forecast was refused, and then it is still as it was written: one, and no list.
  .refine(({forecast, requestsPerSession}) => forecast === undefined || requestsPerSession !== undefined, {
    message: 'business.forecast needs requestsPerSession to be turned into requests per second',
    path: ['forecast'],
  })
  .refine(({forecast = [], conversion}) => [forecast].flat().every(isInSessions) || (conversion ?? 0) > 0, {
    message: 'orders and revenue need conversion above zero, the share of sessions that order',
    path: ['forecast'],
  })

function isInSessions({sessionsPerHour}: z.infer<typeof businessForecastSchema>): boolean {
  return sessionsPerHour !== undefined
}
