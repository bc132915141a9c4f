import * as z from 'zod'
import {positiveDurationSchema} from './quantity.js'

/** From when on how often: `from` is the time before the window opens, `after` the time after it closes. */
const cadenceSchema = z.union([
  z.strictObject({from: positiveDurationSchema, every: positiveDurationSchema}),
  z.strictObject({after: positiveDurationSchema, once: z.literal(true)}),
])
export type Cadence = z.infer<typeof cadenceSchema>

/** What the scheduled report looks at, how often, and where it keeps what it said. */
export const reportConfigSchema = z.strictObject({
  store: z
    .string()
    .min(1)
    .default('.ecom-plan/reports')
    .describe(
      'where reports and acknowledged checks are kept: a folder, relative to the config, or s3://bucket/prefix',
    ),
  cadence: z
    .array(cadenceSchema)
    .prefault([
      {from: '56d', every: '7d'},
      {from: '14d', every: '1d'},
      {from: '2d', every: '6h'},
      {after: '2d', once: true},
    ])
    .describe('when report --when due makes one; the last that has begun counts'),
  stale: z
    .strictObject({
      loadTest: positiveDurationSchema.prefault('30d'),
      data: positiveDurationSchema.prefault('2h'),
      estate: positiveDurationSchema.prefault('7d'),
    })
    .prefault({})
    .describe('how old an input may be before the report says that it is'),
  checks: z
    .strictObject({
      require: z.array(z.string()).optional().describe('checks that are a must, in place of ours'),
      weights: z
        .record(z.string(), z.number().min(0).max(100))
        .default({})
        .describe('points of a check, in place of ours'),
      skip: z
        .array(z.strictObject({id: z.string(), why: z.string().min(1)}))
        .default([])
        .describe('checks that are not made, and why'),
    })
    .prefault({}),
  metrics: z
    .boolean()
    .default(false)
    .describe('whether report puts score, P90 and shortfall into CloudWatch, so that an alarm sees when none is made'),
})
export type ReportConfig = z.infer<typeof reportConfigSchema>
