import * as z from 'zod'
import {applySchema} from './config-apply.js'
import {botsSchema} from './config-bots.js'
import {businessSchema} from './config-business.js'
import {demandSourceSchema} from './config-demand.js'
import {driversSchema} from './config-drivers.js'
import {leverSchema} from './config-lever.js'
import {notifySchema} from './config-notify.js'
import {costsSchema, freezeSchema} from './config-planning.js'
import {reportConfigSchema} from './config-report.js'
import {awsPlaceSchema, tierSchema} from './config-tier.js'
import {seenWaiverSchema} from './config-waiver.js'
import {durationSchema, positiveDurationSchema, shareSchema} from './quantity.js'
import {quantileNameSchema, timeSchema} from './units.js'
import {zoneSchema} from './zone.js'

const originSchema = z.discriminatedUnion('source', [
  z.strictObject({source: z.literal('aws')}),
  z.strictObject({source: z.literal('file'), path: z.string().min(1)}),
])

/** As far as a factor goes: a tenth to a hundred times. */
const adjustSchema = z
  .string()
  .regex(/^[+-]\d+(\.\d+)?%$/, 'expected +8% or -5%')
  .refine((text) => Number.parseFloat(text) >= -90 && Number.parseFloat(text) <= 9900, 'expected -90% to +9900%')

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
    ramp: positiveDurationSchema.optional().describe('from a launch until nine tenths of its crowd are there'),
    like: z
      .strictObject({
        event: z.string().describe('an event of this config or of the retail calendar'),
        factor: z.number().min(0.01).max(100).default(1).describe('what the uplift of that event is multiplied by'),
        why: z.string().min(1).optional(),
      })
      .optional()
      .describe('an event that this one is taken after as long as none of its own was measured'),
    censored: z
      .union([z.boolean(), z.array(z.iso.date()).min(1)])
      .optional()
      .describe(
        "past dates that ran into the shop's own limit, so that more would have come; true: the last; false: none, whatever was measured",
      ),
    uplift: z
      .union([
        z.strictObject({factor: z.number().min(0.1).max(100), why: z.string()}),
        z.strictObject({adjust: adjustSchema, why: z.string()}),
      ])
      .optional(),
    drivers: driversSchema
      .optional()
      .describe('what is known of past occurrences and planned for this one: marketingSpend, emailSends, priceDepth'),
  })
  .refine((event) => event.catalog !== undefined || event.date !== undefined, {
    message: 'expected catalog (an event of the retail calendar) or date',
  })
  .refine(({id, like}) => like?.event !== id, {message: 'expected another event than itself', path: ['like', 'event']})
  .refine(({like, uplift}) => like === undefined || uplift === undefined || 'adjust' in uplift, {
    message: 'expected either like or uplift.factor: both say how high it is',
    path: ['like'],
  })
  .refine(({drivers, uplift}) => drivers === undefined || uplift === undefined || 'adjust' in uplift, {
    message: 'expected either drivers or uplift.factor: drivers correct what history says, and a factor replaces it',
    path: ['drivers'],
  })
export type EventConfig = z.infer<typeof eventSchema>

const loadTestSourceSchema = z.strictObject({
  path: z.string().min(1).describe('a result file, or a folder of them: one file a step'),
  tier: z.string(),
  units: z.int().min(1).describe('instances or tasks under test'),
  testedAt: timeSchema.optional(),
  shared: z
    .record(z.string(), shareSchema.pipe(z.number().gt(0).max(1)))
    .optional()
    .describe(
      "how busy what the units share was at the test's highest throughput, such as orders-db: 62%; with tests of another number of units it says what more of them can carry",
    ),
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
      bots: botsSchema.optional().describe('what is known of the bots among the requests'),
    }),
    cdn: z
      .strictObject({
        distribution: z.string(),
        hitRatio: shareSchema
          .pipe(z.number().lt(1, 'expected a share below 100%: some requests always reach the origin'))
          .optional(),
      })
      .optional(),
    loadBalancer: z.string().optional().describe('name of the Application Load Balancer behind the CDN'),
    business: businessSchema.default({}),
    slo: z
      .strictObject({
        p95ResponseTime: positiveDurationSchema,
        errorRatio: shareSchema.pipe(z.number().lt(1, 'expected a share below 100% such as 0.1%')),
      })
      .transform(({p95ResponseTime, errorRatio}) => ({p95ResponseTimeS: p95ResponseTime, errorRatio})),
    target: quantileNameSchema.default('p90'),
    targetUtilization: shareSchema
      .pipe(
        z
          .number()
          .gt(0.05, 'expected a share above 5% such as 80%')
          .max(1, 'expected a share of at most 100% such as 80%: above it there is no headroom'),
      )
      .prefault('80%'),
    riskTarget: shareSchema
      .pipe(
        z
          .number()
          .gt(0, 'expected a share above zero such as 5%: no plan is without risk')
          .max(0.5, 'expected a share of at most 50% such as 5%'),
      )
      .prefault('5%')
      .describe('chance of a breach anywhere in the window that you accept'),
    azLoss: z
      .strictObject({
        zones: z.int().min(0).max(1),
        quantile: quantileNameSchema,
        probability: shareSchema
          .pipe(z.number().max(1, 'expected a share of at most 100%'))
          .optional()
          .describe('chance that a zone is lost in the window; without it its loss is a requirement and no chance'),
      })
      .default({zones: 1, quantile: 'p50'}),
    freeze: z
      .array(freezeSchema)
      .default([])
      .describe(
        "stretches in which nothing may be changed, in the event's local time: 2026-11-26T12:00/2026-12-01T12:00",
      ),
    capacityReservations: z
      .enum(['off', 'advise', 'apply'])
      .default('advise')
      .describe('whether reserving the instances of the peak is a step with its cost, or a change that apply makes'),
    costs: costsSchema.prefault({}).describe('what the list price does not know of your bill'),
    events: z.array(eventSchema).min(1),
    tiers: z.record(z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and dashes'), tierSchema),
    waive: z
      .array(seenWaiverSchema)
      .optional()
      .describe('what was seen in the account, and is in no tier for a reason'),
    levers: z
      .array(leverSchema)
      .default([])
      .describe('what the shop can switch off in need, and what that spares each tier'),
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
    loadTestStore: z
      .string()
      .min(1)
      .default('.ecom-plan/loadtests')
      .describe('where loadtest import keeps load tests: a folder, relative to the config, or s3://bucket/prefix'),
    applyStore: z
      .string()
      .min(1)
      .default('.ecom-plan/applies')
      .describe('where apply keeps its lock and journals: a folder, relative to the config, or s3://bucket/prefix'),
    apply: applySchema.prefault({}).describe('guard rails of apply'),
    report: reportConfigSchema.prefault({}).describe('the scheduled report'),
    notify: z.array(notifySchema).default([]).describe('who hears of a report'),
    plan: z.string().optional().describe('where forecast writes plan.json when not told otherwise'),
  })
  .describe('ecom-plan.yaml')
export type Config = z.infer<typeof configSchema>

/** The JSON Schema that editors check ecom-plan.yaml with. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(configSchema, {target: 'draft-7', io: 'input', unrepresentable: 'any'})
}
