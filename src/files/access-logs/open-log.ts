import {pipeline, type Readable} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {PlanError} from '../../errors.js'
import {readFailure, shellQuoted} from '../read-failure.js'
import type {LogFile} from './list-log-files.js'

const chunkBytes = 131_072

/** The bytes of a log, unpacked, with its beginning at hand before the rest is read. Read it once, or close it. */
export type OpenLog = {
  /** The first bytes as Latin-1; fewer than asked for when the file is shorter. */
  head: string
  chunks: () => AsyncIterable<Buffer>
  close: () => Promise<void>
}

/**
 * Opens a log, plain or gzip (told by its first bytes), and reads its beginning. The stream is read once from end to
 * end, so that an object of a bucket is fetched once.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE, LOG_CUT for a gzip file that is broken or cut off, and what `open` throws.
 */
export async function openLog(file: LogFile, {headBytes}: {headBytes: number}): Promise<OpenLog> {
  const rest = unpackedBytes(file)
  const begun: Buffer[] = []
  let size = 0
  while (size < headBytes) {
    const {value, done} = await rest.next()
    if (done === true) break
    begun.push(value)
    size += value.length
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    yield* begun
    yield* rest
  }
  const head = begun.map((chunk) => chunk.toString('latin1')).join('')
  return {head: head.slice(0, headBytes), chunks, close: async () => void (await rest.return(undefined))}
}

/** The content of a log in chunks, unpacked where its first bytes say gzip. Throws as openLog does. */
export async function* unpackedBytes(file: LogFile): AsyncGenerator<Buffer, undefined> {
  try {
    const bytes = await file.open()
    // the callback is there so that a failing end reaches the loop as an exception and nothing else
    const unpacked = (await isGzip(bytes)) ? pipeline(bytes, createGunzip({chunkSize: chunkBytes}), () => {}) : bytes
    for await (const chunk of unpacked) yield chunk as Buffer
  } catch (cause) {
    throw streamFailure({path: file.path, cause})
  }
  return undefined
}

/** Looks at the first two bytes and puts them back. */
async function isGzip(bytes: Readable): Promise<boolean> {
  let first = Buffer.alloc(0)
  for await (const chunk of bytes.iterator({destroyOnReturn: false})) {
    first = Buffer.concat([first, chunk as Buffer])
    if (first.length >= 2) break
  }
  if (first.length > 0 && !bytes.readableEnded) bytes.unshift(first)
  return first[0] === 0x1f && first[1] === 0x8b
}

function streamFailure({path, cause}: {path: string; cause: unknown}): unknown {
  if (cause instanceof PlanError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (!code.startsWith('Z_')) return readFailure({path, cause})
  return new PlanError('data', 'LOG_CUT', `${path}: the gzip file is broken or cut off`, {
    suggestions: [`test it: gzip -t ${shellQuoted(path)}`, 'copy it from its bucket again'],
    place: {file: path},
    cause,
  })
}
