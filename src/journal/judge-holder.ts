import type {Writer} from '../documents/journal.js'
import type {Lock, Machine} from '../documents/lock.js'

/**
 * Why the holder of a lock is surely dead, or null where it may live.
 *
 * Only a process of this machine can be told dead: its id is gone, or the machine was started anew. Two machines may
 * share a host name, and two containers of one machine a boot, so a machine that does not say which it is, and a process
 * id of another namespace, say nothing. A process id that was given to another process looks alive, which keeps a lock
 * too long and never too short.
 */
export function whyDead({
  lock,
  writer,
  machine,
  isRunning,
}: {
  lock: Lock
  writer: Writer
  machine: Machine
  isRunning: (pid: string) => boolean
}): string | null {
  const {holder} = lock
  if (holder.host !== writer.host || lock.machine.machineId !== machine.machineId) return null
  if (holder.bootId !== writer.bootId) {
    const isKnown = machine.machineId !== null && holder.bootId !== null && writer.bootId !== null
    return isKnown ? `${holder.host} was started anew since` : null
  }
  if (lock.machine.pidSpace !== machine.pidSpace || isRunning(holder.pid)) return null
  return `process ${holder.pid} of ${holder.host} is gone`
}

/** Whether a process of this machine runs; one that belongs to another user does. */
export function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
