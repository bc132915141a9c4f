import * as z from 'zod'
import {afterEventSchema} from './after-event.js'
import {readinessSchema} from './readiness.js'
import {reportDeltaSchema} from './report-delta.js'
import {runSchema} from './run.js'
import {quantileRpsSchema, timeSchema} from './units.js'

/** What a reader must know before all else: that AWS was not asked, that an input is old. */
export const noticeSchema = z.strictObject({
  severity: z.enum(['bad', 'warn']),
  code: z.string(),
  message: z.string(),
  next: z.string().nullable(),
})
export type Notice = z.infer<typeof noticeSchema>

/** One stored load test of one tier, as the trend shows it. */
const loadTestPointSchema = z.strictObject({
  testId: z.string(),
  tier: z.string(),
  at: timeSchema,
  release: z.string().nullable(),
  maxThroughputRps: z.number().min(0).nullable(),
  p95ResponseTimeS: z.number().min(0).nullable(),
  /** Share of the planned P90 at this tier that the test reached; null where the tier's demand is not known. */
  coverageRatio: z.number().min(0).nullable(),
})
export type LoadTestPoint = z.infer<typeof loadTestPointSchema>

/** What an earlier report expected of the same event: the forecast's record so far. */
const earlierForecastSchema = z.strictObject({reportId: z.string(), at: timeSchema, peak: quantileRpsSchema})

/**
 * One report: the one document from which every format is rendered, and what the history keeps. The same document
 * gives the same bytes.
 */
export const reportSchema = z.strictObject({
  schema: z.literal('ecom-plan.report/v1'),
  reportId: z.string(),
  /**
   * When it was made. The run's `asOf` is the same, but where the run is an older one: AWS could not be asked, or the
   * event is over.
   */
  at: timeSchema,
  version: z.string(),
  run: runSchema,
  readiness: readinessSchema,
  notices: z.array(noticeSchema),
  /** Null where it is the first of its event, or the history could not be read. */
  delta: reportDeltaSchema.nullable(),
  loadTests: z.array(loadTestPointSchema),
  /** Of the same event, the earliest first. */
  record: z.array(earlierForecastSchema),
  /** How to make it again, as typed in a shell. */
  reproduce: z.array(z.string()),
  /**
   * Fingerprints of the config by its keys, so that a later report can say which were changed. Absent where the run is
   * an older one.
   */
  configSha256: z.record(z.string(), z.string()).optional(),
  /** Only after the event: what came of it. */
  after: afterEventSchema.optional(),
})
export type Report = z.infer<typeof reportSchema>
