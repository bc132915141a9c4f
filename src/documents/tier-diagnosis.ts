import * as z from 'zod'
import {diagnosisSchema, judgedCauseSchema} from './diagnosis.js'
import {rejectionSchema} from './plan.js'
import {timeSchema} from './units.js'

/** Which resource of a database binds, as a diagnosis answers; `held` are the causes that hold or are not ruled out. */
const boundSchema = z.strictObject({
  ...diagnosisSchema.pick({answer: true, certainty: true, sentence: true}).shape,
  held: z.array(judgedCauseSchema),
  notes: z.array(z.string()),
})
export type Bound = z.infer<typeof boundSchema>

/** What binds a database of the plan in these days, and what would at the peak with nothing changed. */
export const tierDiagnosisSchema = z.strictObject({
  tier: z.string(),
  resource: z.string(),
  /** The hour of the last days that says most; null where nothing was measured. */
  now: z.strictObject({...boundSchema.shape, fromAt: timeSchema, toAt: timeSchema}).nullable(),
  /** At the peak of the target quantile. */
  peak: boundSchema,
  /** Changes that would buy what does not bind, each with the reason. */
  refused: z.array(rejectionSchema),
})
export type TierDiagnosis = z.infer<typeof tierDiagnosisSchema>
