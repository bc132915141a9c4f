import {createHash} from 'node:crypto'
import {readFile, readlink} from 'node:fs/promises'
import {hostname} from 'node:os'
import type {Writer} from '../documents/journal.js'
import type {Machine} from '../documents/lock.js'

/** Of the first namespace of process ids of a Linux system; those of containers have other numbers. */
const firstPidSpace = 'pid:[4026531836]'

/**
 * This process, as journals and locks name it, and the machine that its process id belongs to. Where the system does
 * not tell (Windows, macOS), the boot and the machine are null, and only the process id shows that a holder is dead.
 */
export async function thisWriter(callerArn: string): Promise<{writer: Writer; machine: Machine}> {
  const bootId = await textOf('/proc/sys/kernel/random/boot_id')
  const pidSpace = await readlink('/proc/self/ns/pid').catch(() => null)
  // In a container the machine's id is the image's, which every copy of it shares.
  const machineText = pidSpace === firstPidSpace ? await textOf('/etc/machine-id') : null
  const machineId = machineText === null ? null : createHash('sha256').update(machineText).digest('hex').slice(0, 12)
  return {
    writer: {callerArn, host: hostname(), bootId, pid: String(process.pid)},
    machine: {machineId, pidSpace},
  }
}

async function textOf(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trim() === '' ? null : text.trim()
}
