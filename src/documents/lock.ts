import * as z from 'zod'
import {writerSchema} from './journal.js'
import {countSchema, timeSchema} from './units.js'

/**
 * Which machine a process id belongs to, beyond its host name, which machines may share. `machineId`: a digest of what
 * the system calls this machine; `pidSpace`: the namespace of process ids, since two containers of one machine have one
 * each. Null where the system does not tell.
 */
export const machineSchema = z.strictObject({machineId: z.string().nullable(), pidSpace: z.string().nullable()})
export type Machine = z.infer<typeof machineSchema>

/** Who may write to AWS: held from when it is put until the release of the same number is put beside it. */
export const lockSchema = z.strictObject({
  schema: z.literal('ecom-plan.lock/v1'),
  lockCount: countSchema,
  at: timeSchema,
  applyId: z.string(),
  holder: writerSchema,
  machine: machineSchema,
  /** Tells a put of one's own, whose answer was lost, from that of another. */
  token: z.string(),
})
export type Lock = z.infer<typeof lockSchema>

/** Ends a lock: by its holder, or by one who found the holder dead, or was told so. */
export const lockReleaseSchema = z.strictObject({
  schema: z.literal('ecom-plan.lock-release/v1'),
  lockCount: countSchema,
  at: timeSchema,
  reclaimedBy: writerSchema.nullable(),
  because: z.string(),
})
export type LockRelease = z.infer<typeof lockReleaseSchema>
