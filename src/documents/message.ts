import * as z from 'zod'
import {readinessCheckSchema, readinessSchema} from './readiness.js'
import {noticeSchema} from './report.js'
import {changedFigureSchema} from './report-delta.js'
import {quantileRpsSchema, timeSchema} from './units.js'

const verdictSchema = readinessSchema.shape.verdict

/** A check as a message has it: what was found, and what to do. */
const messageCheckSchema = readinessCheckSchema.pick({
  id: true,
  title: true,
  status: true,
  isMust: true,
  message: true,
  next: true,
})
export type MessageCheck = z.infer<typeof messageCheckSchema>

/** What is told of one report: the same to everybody, worded for each. A webhook gets it as it is. */
export const messageSchema = z.strictObject({
  schema: z.literal('ecom-plan.message/v1'),
  /** Sent to see whether it arrives: says nothing of any shop. */
  isTest: z.boolean(),
  /** Made after the event: of what came of it, and no longer of how ready the shop is. */
  isAfterEvent: z.boolean(),
  reportId: z.string(),
  at: timeSchema,
  service: z.string(),
  account: z.string(),
  region: z.string(),
  eventId: z.string(),
  eventName: z.string(),
  timezone: z.string(),
  windowStartAt: timeSchema,
  windowEndAt: timeSchema,
  verdict: verdictSchema,
  /** Of the report before it of the same event; null where there is none. */
  previousVerdict: verdictSchema.nullable(),
  scorePoints: z.number().min(0).max(100),
  previousScorePoints: z.number().min(0).max(100).nullable(),
  sentence: z.string(),
  peak: quantileRpsSchema,
  peakAt: timeSchema,
  /** Longest time in the window for which a limit of today is exceeded, at the quantile that is planned for. */
  shortfallS: z.number().min(0),
  /** What did not pass, the worst first. */
  checks: z.array(messageCheckSchema),
  notices: z.array(noticeSchema),
  changes: z.array(changedFigureSchema),
  lessons: z.array(z.string()),
})
export type Message = z.infer<typeof messageSchema>
