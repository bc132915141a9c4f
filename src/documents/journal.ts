import * as z from 'zod'
import {dayCostSchema, fieldsSchema, patchSchema} from './patch.js'
import {countSchema, timeSchema} from './units.js'

/** What a command does with AWS: a plan's changes, their undoing, or a new end of a running window. */
export const purposeSchema = z.enum(['apply', 'rollback', 'restore', 'extend'])
export type Purpose = z.infer<typeof purposeSchema>

/** Who writes, and from where: who holds the lock is told by it. */
export const writerSchema = z.strictObject({
  callerArn: z.string(),
  host: z.string(),
  /** Of this start of the machine: a process id means nothing after the next. Null where the system does not tell. */
  bootId: z.string().nullable(),
  pid: z.string(),
})
export type Writer = z.infer<typeof writerSchema>

/** What of the rules was set aside for this apply, and why; it stands in the receipt. */
export const exceptionsSchema = z.strictObject({
  duringFreeze: z.string().nullable(),
  skippedChecks: z.array(z.string()),
  allowedDowntime: z.string().nullable(),
  isVerified: z.boolean(),
})
export type Exceptions = z.infer<typeof exceptionsSchema>

/** Tags of a group that patches change, but for AWS's own: by them it is found again under another name. */
export const groupTagsSchema = z.strictObject({
  group: z.string(),
  tags: z.array(z.strictObject({key: z.string(), value: z.string()})),
})
export type GroupTags = z.infer<typeof groupTagsSchema>

/** The first entry: all that a resume or a rollback needs without the plan's file. */
const openedSchema = z.strictObject({
  kind: z.literal('opened'),
  applyId: z.string(),
  purpose: purposeSchema,
  /** Of a rollback or a restore: the applies that it undoes. */
  undoes: z.array(z.string()),
  planId: z.string(),
  planSha256: z.string(),
  service: z.string(),
  account: z.string(),
  region: z.string(),
  eventId: z.string(),
  /** The other events of a plan that was made for several; absent where it is of one. */
  alsoEventIds: z.array(z.string()).optional(),
  eventName: z.string(),
  timezone: z.string(),
  windowStartAt: timeSchema,
  windowEndAt: timeSchema,
  /** In the order in which they are sent; those that the plan has beside them are not part of this apply. */
  patches: z.array(patchSchema),
  /** Of what stays until it is taken back; absent where nothing does. */
  dayCosts: z.array(dayCostSchema).optional(),
  /** Absent where no group is among the resources, or its tags were not read. */
  groups: z.array(groupTagsSchema).optional(),
  exceptions: exceptionsSchema,
  writer: writerSchema,
})

/** Before a call: what is about to be sent, and what the fields held just then. */
const intentSchema = z.strictObject({
  kind: z.literal('intent'),
  patchId: z.string(),
  attemptCount: countSchema,
  live: fieldsSchema,
})

/**
 * After a call, or in place of one. `already`: the fields held what the patch wants, so nothing was sent. `throttled`
 * and `server-error` may be tried again. `unknown`: sent, and no answer came. `found-done` and `found-undone` are what
 * a look decided of an unknown one.
 */
const outcomeSchema = z.strictObject({
  kind: z.literal('outcome'),
  patchId: z.string(),
  result: z.enum([
    'accepted',
    'already',
    'refused',
    'throttled',
    'server-error',
    'unknown',
    'found-done',
    'found-undone',
    'conflict',
  ]),
  requestId: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
})

/** What AWS had after an accepted call. */
const verifiedSchema = z.strictObject({
  kind: z.literal('verified'),
  patchId: z.string(),
  live: fieldsSchema,
  isConverged: z.boolean(),
})

/** Another process goes on with it. */
const resumedSchema = z.strictObject({kind: z.literal('resumed'), writer: writerSchema})

const closedSchema = z.strictObject({
  kind: z.literal('closed'),
  result: z.enum(['done', 'stopped']),
  because: z.string(),
})

export const journalEventSchema = z.discriminatedUnion('kind', [
  openedSchema,
  intentSchema,
  outcomeSchema,
  verifiedSchema,
  resumedSchema,
  closedSchema,
])
export type JournalEvent = z.infer<typeof journalEventSchema>
export type Opened = z.infer<typeof openedSchema>
export type Outcome = z.infer<typeof outcomeSchema>

/** One entry of a journal, as it lies in the store: numbered from 1, each bound to the one before by its checksum. */
export const journalEntrySchema = z.strictObject({
  schema: z.literal('ecom-plan.journal-entry/v1'),
  entryCount: countSchema,
  at: timeSchema,
  previousSha256: z.string().nullable(),
  event: journalEventSchema,
  /** Of the entry without this field. */
  sha256: z.string(),
})
export type JournalEntry = z.infer<typeof journalEntrySchema>
