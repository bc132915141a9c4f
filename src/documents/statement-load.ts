import * as z from 'zod'

const waitSchema = z.strictObject({
  /** The engine's name of what is waited for; `CPU` where it runs. */
  event: z.string(),
  /** Average active sessions. */
  loadCount: z.number().min(0),
})

/** A statement without its literals, and how many sessions ran it or waited in it at any time, on average. */
const statementSchema = z.strictObject({
  id: z.string(),
  /** As Performance Insights keeps it: at most its first 500 bytes. */
  text: z.string(),
  loadCount: z.number().min(0),
  /** Of the load of all statements; null where that was not told. */
  shareRatio: z.number().min(0).nullable(),
  waits: z.array(waitSchema),
})

/** The statements that load a database most in a window, by Database Insights. */
export const statementLoadSchema = z.strictObject({
  /** Average active sessions of all statements; null where it was not read. */
  loadCount: z.number().min(0).nullable(),
  /** What all of them wait for, most first. */
  waits: z.array(waitSchema),
  statements: z.array(statementSchema),
  /** Why none were read, and what to switch on or to allow; null where they were. */
  why: z.string().nullable(),
})
export type StatementLoad = z.infer<typeof statementLoadSchema>
