import * as z from 'zod'

/** A metric that an alarm may watch, with the dimensions that it carries. */
const metricSchema = z.strictObject({
  namespace: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
})

/**
 * An alarm that a resource should have. Any alarm on one of `accepts` counts; the rest is the one to make where there is
 * none, in AWS's own units and words.
 */
export const neededAlarmSchema = z.strictObject({
  need: z.enum(['cpu', 'memory', 'iops', 'disk-queue', 'max', '5xx']),
  tier: z.string(),
  resource: z.string(),
  /** Best first: the alarm to make is on the first. */
  accepts: z.array(metricSchema).min(1),
  /** Null where no threshold can be told, so that nothing is printed. */
  alarm: z
    .strictObject({
      name: z.string(),
      statistic: z.enum(['Average', 'Sum', 'Maximum']),
      comparison: z.enum(['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
      /** In the metric's own unit: percent, bytes, operations a second, requests. */
      threshold: z.string(),
      periodS: z.int().min(1),
      periodCount: z.int().min(1),
      missingData: z.enum(['breaching', 'notBreaching', 'missing']),
      because: z.string(),
    })
    .nullable(),
})
export type NeededAlarm = z.infer<typeof neededAlarmSchema>
