import * as z from 'zod'
import {waiverSchema} from './config-waiver.js'
import {positiveDurationSchema} from './quantity.js'

/** Where a series of a dependency is read: a metric of CloudWatch, or a CSV file. */
const measured = {
  metric: z
    .strictObject({
      namespace: z.string().min(1).describe('such as AWS/ElastiCache'),
      metricName: z.string().min(1).describe('such as EngineCPUUtilization'),
      dimensions: z.record(z.string(), z.string()).default({}),
      stat: z
        .string()
        .regex(/^(Average|Sum|Maximum|Minimum|SampleCount|p\d{1,2}(\.\d+)?)$/, 'expected Average, Sum, Maximum or p99')
        .optional()
        .describe('Average when left out, Sum for requests; a Sum is read as a rate per second'),
    })
    .optional()
    .describe('a metric of CloudWatch, in the account and Region of the key aws'),
  csv: z
    .strictObject({
      path: z
        .string()
        .min(1)
        .describe('a CSV file, plain or .gz, relative to the config; a row every five minutes or finer'),
      time: z
        .string()
        .default('timestamp')
        .describe('name of the column with the start of the interval, in UTC where it has no zone'),
      value: z.string().default('value').describe('name of the column with the measured value'),
    })
    .optional()
    .describe('a file'),
}
const isOneOf = ({metric, csv}: {metric?: unknown; csv?: unknown}) => (metric === undefined) !== (csv === undefined)
const oneOf = {message: 'expected either metric or csv'}

const requestsSchema = z.strictObject(measured).refine(isOneOf, oneOf)
const utilizationSchema = z
  .strictObject({
    ...measured,
    limit: z
      .number()
      .positive()
      .describe("the value at which it is full, in the measure's own unit; of a Sum, per second"),
    unit: z.string().default('').describe('what the value is counted in, for people: %, units/s'),
  })
  .refine(isOneOf, oneOf)

const limitSchema = z
  .strictObject({
    rps: z.number().positive().optional().describe('requests per second that it takes at most'),
    concurrency: z
      .number()
      .positive()
      .optional()
      .describe('requests in flight that it takes at most, such as the concurrency of Lambda; needs responseTime'),
    source: z.enum(['contract', 'quota', 'tested']).describe('what says so'),
    note: z.string().optional().describe('where that stands: a clause, a ticket, a test'),
  })
  .refine(({rps, concurrency}) => (rps === undefined) !== (concurrency === undefined), {
    message: 'expected either rps or concurrency',
  })

/** What the shop depends on beside its own tiers. Sized against a limit; nothing of it is ever changed. */
export const dependencySchema = z
  .strictObject({
    kind: z.literal('dependency'),
    what: z.string().describe('what it is, for people: payment provider, session cache'),
    resource: z
      .string()
      .optional()
      .describe('what it is called in AWS, where it is a resource there; * stands for any part of it: shop-aurora-*'),
    visits: z
      .number()
      .positive()
      .optional()
      .describe('requests at it per request at the load balancer; measured when left out and requests is given'),
    requests: requestsSchema.optional().describe('a count of its requests, from which its visits are measured'),
    utilization: utilizationSchema
      .optional()
      .describe('any measure of how full it is, set against requests at the load balancer'),
    limit: limitSchema.optional(),
    responseTime: positiveDurationSchema.optional().describe('how long one request takes there'),
    leadTime: positiveDurationSchema.optional().describe('from asking for more until it is there'),
    contact: z.string().min(1).optional().describe('whom to ask for more'),
    waived: waiverSchema.optional(),
  })
  .refine(({limit, responseTime}) => limit?.concurrency === undefined || responseTime !== undefined, {
    message: 'expected responseTime: requests in flight are their rate times how long each takes',
    path: ['responseTime'],
  })
export type DependencyConfig = z.infer<typeof dependencySchema>
/** A metric of CloudWatch or a file that a dependency is measured by. */
export type MeasuredBy = z.infer<typeof requestsSchema>
