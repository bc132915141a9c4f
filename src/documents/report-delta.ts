import * as z from 'zod'
import {timeSchema} from './units.js'

/** One figure then and now, as printed, and the reason where it is known. */
export const changedFigureSchema = z.strictObject({
  /** `Peak P90`, `Score`, `Cost of the window`. */
  label: z.string(),
  before: z.string(),
  after: z.string(),
  /** Better, worse, or neither: a higher peak is neither. */
  direction: z.enum(['better', 'worse', 'neutral']),
  because: z.string().nullable(),
})
export type ChangedFigure = z.infer<typeof changedFigureSchema>

/** What is other than in an earlier report of the same event. */
export const reportDeltaSchema = z.strictObject({
  sinceReportId: z.string(),
  sinceAt: timeSchema,
  figures: z.array(changedFigureSchema),
  /** Checks whose status is another: `lcu-reservation: warn -> pass`. */
  checks: z.array(
    z.strictObject({
      checkId: z.string(),
      title: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      direction: z.enum(['better', 'worse', 'neutral']),
    }),
  ),
  /** What changed underneath: new data, a new load test, the config, the estate, the version. */
  reasons: z.array(z.string()),
})
export type ReportDelta = z.infer<typeof reportDeltaSchema>
