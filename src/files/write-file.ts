import {randomBytes} from 'node:crypto'
import {access, constants, mkdir, open, realpath, rename, rm, stat, writeFile} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {PlanError} from '../errors.js'
import {shellQuoted} from './read-failure.js'

/**
 * Writes a file whole or not at all: a temporary file beside it, flushed to disk, then renamed over it.
 *
 * An existing file keeps its permissions, and a link keeps pointing at the file it names. What is no regular file
 * (`/dev/null`, a pipe) is written to directly, since a rename would replace the device. Throws OUTPUT_FAILED and
 * leaves the old content and no temporary file behind.
 */
export async function writeFileAtomically(path: string, text: string | Uint8Array): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path)
    const existing = await stat(target).catch(() => undefined)
    if (existing !== undefined && !existing.isFile()) await writeFile(target, text)
    else await replaceFile({target, text, mode: existing?.mode ?? 0o666})
  } catch (cause) {
    throw outputFailure({path, cause})
  }
}

/** Makes a folder and those above it. Throws OUTPUT_FAILED. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, {recursive: true})
  } catch (cause) {
    throw outputFailure({path, cause})
  }
}

/** Whether a file could be written there, found out without writing it. Throws OUTPUT_FAILED as writing would. */
export async function checkWritable(path: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path)
    const existing = await stat(target).catch(() => undefined)
    if (existing?.isDirectory() === true) throw Object.assign(new Error('is a folder'), {code: 'EISDIR'})
    const folder = await stat(dirname(target))
    if (!folder.isDirectory()) throw Object.assign(new Error('is a file'), {code: 'ENOTDIR'})
    await access(existing?.isFile() === false ? target : dirname(target), constants.W_OK)
  } catch (cause) {
    throw outputFailure({path, cause})
  }
}

async function replaceFile({
  target,
  text,
  mode,
}: {
  target: string
  text: string | Uint8Array
  mode: number
}): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx', mode & 0o777)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, {force: true})
    throw error
  }
}

const reasons: Record<string, {what: string; next: (path: string) => string}> = {
  ENOENT: {what: 'its folder does not exist', next: (path) => `mkdir -p ${shellQuoted(dirname(path))}`},
  ENOTDIR: {what: 'part of its path is a file', next: (path) => `ls -d ${shellQuoted(dirname(path))}`},
  EISDIR: {what: 'it is a folder', next: (path) => `name a file in it: ${shellQuoted(join(path, 'plan.json'))}`},
  EACCES: {what: 'this user may not write there', next: (path) => `ls -ld ${shellQuoted(dirname(path))}`},
  EROFS: {what: 'the disk is read-only', next: () => 'name a path on another disk'},
  ENOSPC: {what: 'the disk is full', next: (path) => `df -h ${shellQuoted(dirname(path))}`},
}

function outputFailure({path, cause}: {path: string; cause: unknown}): PlanError {
  const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
  const reason = reasons[systemCode] ?? {
    what: systemCode,
    next: (file: string) => `ls -ld ${shellQuoted(dirname(file))}`,
  }
  return new PlanError('output', 'OUTPUT_FAILED', `${path} was not written: ${reason.what}`, {
    suggestions: [reason.next(path)],
    place: {file: path},
    cause,
  })
}
