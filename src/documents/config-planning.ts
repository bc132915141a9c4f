import * as z from 'zod'
import {shareSchema} from './quantity.js'

const minutePattern = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/

function isMinute(text: string): boolean {
  const atMs = Date.parse(`${text}:00Z`)
  // Date.parse takes 31 November for 1 December.
  return minutePattern.test(text) && !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text)
}

/** A stretch in which nothing may be changed, from one local minute to another, read as its two ends. */
export const freezeSchema = z
  .string()
  .refine(
    (text) => text.split('/').length === 2 && text.split('/').every(isMinute),
    'expected two local minutes such as 2026-11-26T12:00/2026-12-01T12:00',
  )
  .refine((text) => {
    const [from = '', to = ''] = text.split('/')
    return from < to
  }, 'expected the start of the freeze before its end')
  .transform((text) => {
    const [from = '', to = ''] = text.split('/')
    return {from, to}
  })
export type FreezeConfig = z.infer<typeof freezeSchema>

const wholeAtMost = 'expected a share of at most 100%'

/** What the list price does not know of a shop's bill. */
export const costsSchema = z.strictObject({
  discountRatio: shareSchema
    .pipe(z.number().max(1, wholeAtMost))
    .default(0)
    .describe('what is taken off every on-demand price, such as 12%'),
  reservedCoverage: shareSchema
    .pipe(z.number().max(1, wholeAtMost))
    .default(0)
    .describe('share of what runs today that reservations or savings plans pay already, such as 40%'),
})
export type CostsConfig = z.infer<typeof costsSchema>

const callsSchema = z.number().min(0, 'expected a number of calls, 0 or more').optional()

/** What each unit of a tier asks of others when it starts: what breaks only when many start at once. */
export const scaleOutSchema = z
  .strictObject({
    parameterStore: callsSchema.describe('calls of GetParameter that a unit makes as it starts'),
    secretsManager: callsSchema.describe('calls of GetSecretValue that a unit makes as it starts'),
    registry: z.enum(['ecr', 'dockerhub', 'none']).optional().describe('where a unit pulls its image from'),
    natGateways: z.int().min(1).optional().describe('NAT gateways that its units reach the internet through'),
    natConnections: z
      .number()
      .positive()
      .optional()
      .describe('connections that a unit holds to its busiest destination on the internet'),
  })
  .refine(({natGateways, natConnections}) => (natGateways === undefined) === (natConnections === undefined), {
    message: 'expected natGateways and natConnections together: ports are counted per gateway and destination',
    path: ['natGateways'],
  })
export type ScaleOutConfig = z.infer<typeof scaleOutSchema>
