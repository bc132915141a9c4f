import * as z from 'zod'
import {awsPlaceSchema, tierSchema} from './config-tier.js'
import {durationSchema, positiveDurationSchema, shareSchema} from './quantity.js'
import {quantileNameSchema, timeSchema} from './units.js'

const zoneSchema = z
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

const originSchema = z.discriminatedUnion('source', [
  z.strictObject({source: z.literal('aws')}),
  z.strictObject({source: z.literal('file'), path: z.string().min(1)}),
])

const demandSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('csv'),
    path: z.string().min(1).describe('a CSV file, plain or .gz, relative to the config'),
    time: z.string().default('timestamp').describe('name of the column with the start of the interval'),
    value: z.string().default('requests').describe('name of the column with the requests'),
    unit: z.enum(['count', 'rps']).default('count').describe('requests in the interval, or requests per second'),
    timezone: zoneSchema.default('UTC').describe('zone of stamps that carry none'),
  }),
  z.strictObject({kind: z.literal('cloudwatch')}),
  z.strictObject({
    kind: z.literal('access-log'),
    path: z
      .string()
      .min(1)
      .optional()
      .describe(
        'logs, plain or .gz: a file, a folder or s3://bucket/prefix; or a document that pull wrote; without it, what pull kept in the archive',
      ),
    bots: z.enum(['included', 'excluded']).default('included').describe('whether requests of bots count as demand'),
  }),
])

const eventSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and dashes'),
    catalog: z.string().optional().describe('an event of the retail calendar: ecom-plan events list'),
    date: z.iso.date().optional().describe('for an event of your own'),
    previous: z.array(z.iso.date()).default([]).describe('earlier dates of an event of your own'),
    timezone: zoneSchema.optional(),
    window: z.strictObject({start: durationSchema, end: positiveDurationSchema}).optional(),
    launches: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a local time such as 00:00'))
      .default([])
      .describe('minutes of the event day at which something goes live'),
    uplift: z
      .union([
        z.strictObject({factor: z.number().min(0.1).max(100), why: z.string()}),
        z.strictObject({adjust: z.string().regex(/^[+-]\d+(\.\d+)?%$/, 'expected +8% or -5%'), why: z.string()}),
      ])
      .optional(),
  })
  .refine((event) => event.catalog !== undefined || event.date !== undefined, {
    message: 'expected catalog (an event of the retail calendar) or date',
  })
export type EventConfig = z.infer<typeof eventSchema>

const loadTestSourceSchema = z.strictObject({
  path: z.string().min(1).describe('a result file, or a folder of them: one file a step'),
  tier: z.string(),
  units: z.int().min(1).describe('instances or tasks under test'),
  testedAt: timeSchema.optional(),
})

/** `ecom-plan.yaml`. Keys are as the user writes them; durations and shares are text with their unit, read as seconds and ratios. */
export const configSchema = z
  .strictObject({
    schema: z.literal('ecom-plan.config/v1'),
    service: z.string().min(1),
    timezone: zoneSchema,
    aws: awsPlaceSchema,
    inventory: originSchema.default({source: 'aws'}),
    metrics: originSchema.default({source: 'aws'}),
    demand: z.strictObject({
      level: z.enum(['edge', 'origin']).describe('where requests are counted: before the CDN, or at the load balancer'),
      sources: z.array(demandSourceSchema).min(1),
      exclude: z
        .array(z.strictObject({from: timeSchema, to: timeSchema, why: z.string()}))
        .default([])
        .describe('outages and bot storms that are not ordinary days'),
    }),
    cdn: z.strictObject({distribution: z.string(), hitRatio: shareSchema.optional()}).optional(),
    loadBalancer: z.string().optional().describe('name of the Application Load Balancer behind the CDN'),
    business: z
      .strictObject({
        requestsPerSession: z.number().positive().optional(),
        sessionDuration: positiveDurationSchema.optional(),
        conversion: shareSchema.optional(),
      })
      .default({}),
    slo: z
      .strictObject({p95ResponseTime: positiveDurationSchema, errorRatio: shareSchema})
      .transform(({p95ResponseTime, errorRatio}) => ({p95ResponseTimeS: p95ResponseTime, errorRatio})),
    target: quantileNameSchema.default('p90'),
    targetUtilization: shareSchema.pipe(z.number().gt(0.05).max(1)).prefault('80%'),
    azLoss: z
      .strictObject({zones: z.int().min(0).max(1), quantile: quantileNameSchema})
      .default({zones: 1, quantile: 'p50'}),
    events: z.array(eventSchema).min(1),
    tiers: z.record(z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and dashes'), tierSchema),
    loadTests: z.array(loadTestSourceSchema).default([]),
    judgements: z
      .record(z.string(), z.number())
      .default({})
      .describe('your own values for our judgements; ecom-plan prints which it used'),
    archive: z
      .string()
      .min(1)
      .default('.ecom-plan/archive')
      .describe('where pull keeps what it read: a folder, relative to the config, or s3://bucket/prefix'),
    plan: z.string().optional().describe('where forecast writes plan.json when not told otherwise'),
  })
  .describe('ecom-plan.yaml')
export type Config = z.infer<typeof configSchema>

/** The JSON Schema that editors check ecom-plan.yaml with. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(configSchema, {target: 'draft-7', io: 'input', unrepresentable: 'any'})
}
