import * as z from 'zod'
import {attestationSchema} from './attestation.js'
import {timeSchema} from './units.js'

/** What a check is about, in the order in which a report shows them. */
export const checkGroupSchema = z.enum([
  'capacity',
  'quotas',
  'supply',
  'data-tier',
  'single-points',
  'load-test',
  'health',
  'change',
  'data',
  'people',
])
export type CheckGroup = z.infer<typeof checkGroupSchema>

/**
 * One readiness check. `unknown` is a check that could not be made: it counts as a warning and says what is missing.
 * An attested check without a word of a person fails where it is a must, and warns where it is none.
 */
export const readinessCheckSchema = z.strictObject({
  id: z.string(),
  group: checkGroupSchema,
  title: z.string(),
  kind: z.enum(['automatic', 'attested']),
  status: z.enum(['pass', 'warn', 'fail', 'unknown']),
  /** A must that fails caps the score. */
  isMust: z.boolean(),
  weightPoints: z.number().min(0),
  /** Why it weighs so much; or that the config says so. */
  why: z.string().optional(),
  /** Of the weight: all for a failure, half for a warning or an unknown. */
  lostPoints: z.number().min(0),
  /** What was found, in one sentence with its figures. */
  message: z.string(),
  /** Where the figures come from: one a line. */
  evidence: z.array(z.string()),
  /** What to do or type next; null where nothing is to be done. */
  next: z.string().nullable(),
  latestAt: timeSchema.nullable(),
  attestation: attestationSchema.nullable(),
})
export type ReadinessCheck = z.infer<typeof readinessCheckSchema>

/** How ready the shop is: 100 less what failed, capped where a must fails. Weights and cap are ours, and printed. */
export const readinessSchema = z.strictObject({
  verdict: z.enum(['ready', 'at-risk', 'not-ready']),
  scorePoints: z.number().min(0).max(100),
  /** Null where no must fails. */
  cap: z.strictObject({atPoints: z.number(), checkIds: z.array(z.string())}).nullable(),
  /** One sentence that names the failure, or says that there is none. */
  sentence: z.string(),
  checks: z.array(readinessCheckSchema),
  /** Checks that the config says not to make, and why. */
  skipped: z.array(z.strictObject({id: z.string(), title: z.string(), why: z.string()})).optional(),
  /** How the score is made, in words. */
  because: z.string(),
})
export type Readiness = z.infer<typeof readinessSchema>
