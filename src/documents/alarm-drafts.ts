import * as z from 'zod'

/** A metric that an alarm may watch, with the dimensions that it carries. */
const metricSchema = z.strictObject({
  namespace: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
})
export type AlarmMetric = z.infer<typeof metricSchema>

/** What an alarm should be about. */
const alarmNeedSchema = z.enum(['cpu', 'memory', 'iops', 'disk-queue', 'max', '5xx'])

/** An alarm that nobody has made yet, in AWS's own units and words. */
export const draftAlarmSchema = z.strictObject({
  name: z.string(),
  tier: z.string(),
  resource: z.string(),
  need: alarmNeedSchema,
  /** One, or several that the expression reckons with by their ids. */
  queries: z.array(
    z.strictObject({id: z.string(), metric: metricSchema, statistic: z.enum(['Average', 'Sum', 'Maximum'])}),
  ),
  /** Metric math over the ids; null where there is one query. */
  expression: z.string().nullable(),
  comparison: z.enum(['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  /** In the unit of the metric or of the expression, as AWS takes it: percent, bytes, operations a second, units. */
  threshold: z.string(),
  periodS: z.int().min(1),
  periodCount: z.int().min(1),
  missingData: z.enum(['breaching', 'notBreaching', 'missing']),
  /** Where the threshold comes from. */
  because: z.string(),
})
export type DraftAlarm = z.infer<typeof draftAlarmSchema>

/** The alarms that tiers lack, and those for which no threshold can be told. */
export const alarmDraftsSchema = z.strictObject({
  schema: z.literal('ecom-plan.alarm-drafts/v1'),
  service: z.string(),
  account: z.string(),
  region: z.string(),
  eventName: z.string(),
  planId: z.string(),
  /** False where nobody read which alarms there are: then all that tiers need are drafted. */
  areAlarmsRead: z.boolean(),
  alarms: z.array(draftAlarmSchema),
  untold: z.array(z.strictObject({tier: z.string(), resource: z.string(), need: alarmNeedSchema, why: z.string()})),
})
export type AlarmDrafts = z.infer<typeof alarmDraftsSchema>
