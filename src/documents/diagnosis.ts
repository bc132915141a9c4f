import * as z from 'zod'
import {statementLoadSchema} from './statement-load.js'
import {ratioSchema, timeSchema} from './units.js'

/** What can hold a database up, or be wrong beside it. `none`: nothing in the database. */
export const diagnosisCauses = [
  'volume-iops',
  'gp2-credits',
  'instance-ebs',
  'volume-throughput',
  'cpu',
  'working-set',
  'connections',
  'locks',
  'cpu-credits',
  'none',
  'replica-apply',
  'storage-space',
  'modification',
  'micro-bursts',
  'inconsistent-metrics',
] as const
export type DiagnosisCause = (typeof diagnosisCauses)[number]

/**
 * How a cause stands: `clear` all that speaks for it was measured and holds; `likely` it holds by signs that have other
 * explanations; `open` what would decide was not measured; `ruled-out` something that was measured speaks against it.
 */
const standingSchema = z.enum(['clear', 'likely', 'open', 'ruled-out'])
export type Standing = z.infer<typeof standingSchema>

/** A metric that speaks for a cause, and what it is held against. */
const evidenceSchema = z.strictObject({
  metric: z.string(),
  measured: z.string(),
  against: z.string(),
  /** Share of the limit, where it is one. */
  limitRatio: ratioSchema.nullable(),
})
export type DiagnosisEvidence = z.infer<typeof evidenceSchema>

export const judgedCauseSchema = z.strictObject({
  rule: z.string(),
  cause: z.enum(diagnosisCauses),
  standing: standingSchema,
  /** In words: what binds, or why it was ruled out, or what is not known. */
  because: z.string(),
  /** When it held, of what was looked at. Null where it did not. */
  heldFromAt: timeSchema.nullable(),
  heldToAt: timeSchema.nullable(),
  evidence: z.array(evidenceSchema),
  remedy: z.array(z.string()),
  /** What it looks like and is not, or what would not help. */
  isNot: z.array(z.string()),
  /** Metrics without which it stays open. */
  missing: z.array(z.string()),
  source: z.string(),
})
export type JudgedCause = z.infer<typeof judgedCauseSchema>

/** Which resource of a database binds in a window, and why not the others. Causes stand in the order of their weight. */
export const diagnosisSchema = z.strictObject({
  schema: z.literal('ecom-plan.diagnosis/v1'),
  tier: z.string(),
  resource: z.string(),
  class: z.string(),
  engine: z.string(),
  fromAt: timeSchema,
  toAt: timeSchema,
  /** Step of the metrics that were read. */
  periodS: z.number().positive(),
  /** What ordinary is taken from, in words; null where there was nothing to compare with. */
  baseline: z.string().nullable(),
  /** The first cause; `cannot-tell` where too little was measured. */
  answer: z.enum([...diagnosisCauses, 'cannot-tell']),
  certainty: z.enum(['clear', 'likely', 'cannot-tell']),
  sentence: z.string(),
  causes: z.array(judgedCauseSchema),
  /** Metrics that were not there, and which causes they would decide. */
  missing: z.array(z.strictObject({metric: z.string(), decides: z.array(z.enum(diagnosisCauses)), how: z.string()})),
  notes: z.array(z.string()),
  /** The statements behind it, where they were asked for. */
  statements: statementLoadSchema.optional(),
})
export type Diagnosis = z.infer<typeof diagnosisSchema>
