import * as z from 'zod'
import {windowSchema} from './series.js'
import {countSchema, timeSchema} from './units.js'

/** Requests of one target group or route: all of them, those of bots among them, and those answered with 5xx. */
const shareSchema = z.strictObject({
  name: z.string(),
  requestCount: countSchema,
  botCount: countSchema,
  errorCount: countSchema,
})

/**
 * What access logs hold, counted. A window has requests a minute, bots included unless it is called `bots`; those of
 * routes have requests an hour.
 *
 * `busiestSecond` gives for each minute the requests of its busiest second. A minute without a line is zero, and null
 * where nothing at all is logged for an hour or longer: then a missing file is as likely as a quiet shop. Names of
 * target groups are `targetgroup/NAME/ID` as CloudWatch has them, hosts for CloudFront, and `-` where a line names none.
 */
export const accessLogTrafficSchema = z.strictObject({
  schema: z.literal('ecom-plan.access-log-traffic/v1'),
  format: z.enum(['alb', 'cloudfront', 'combined']),
  capturedAt: timeSchema,
  /** Start of the first minute with a request, and end of the last. */
  fromAt: timeSchema,
  toAt: timeSchema,
  /** Files with a line that was counted or malformed. */
  fileCount: countSchema,
  /** Lines that hold, or should hold, a request: malformed ones included, comments and blank lines not. */
  lineCount: countSchema,
  malformedCount: countSchema,
  /** `file:line` of the first malformed line; the file alone where Athena counted, which knows no line numbers. */
  firstMalformed: z.string().nullable(),
  total: windowSchema,
  bots: windowSchema,
  busiestSecond: windowSchema,
  byTargetGroup: z.array(z.strictObject({...shareSchema.shape, total: windowSchema, bots: windowSchema})),
  /** The most requested routes, and all others together as `other`. */
  byRoute: z.array(z.strictObject({...shareSchema.shape, total: windowSchema})),
})
export type AccessLogTraffic = z.infer<typeof accessLogTrafficSchema>
export type LogFormat = AccessLogTraffic['format']
