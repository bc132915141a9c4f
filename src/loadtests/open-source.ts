import {createHash} from 'node:crypto'
import {open} from 'node:fs/promises'
import {basename} from 'node:path'
import type {Readable} from 'node:stream'
import {headByteCount} from './detect.js'
import {packingOf, unpacked} from './unpacked.js'
import {unreadable} from './unreadable.js'

/** What was read of a source, known when it has been read to its end. */
export type SourceFacts = {name: string; sha256: string; byteCount: number}

/** A file or a pipe, unpacked: its first bytes, all of its bytes once, and what is known at their end. */
export type Source = {
  file: string
  name: string
  head: Buffer
  /** From the first byte; may be asked for once. A chunk is valid until the next is asked for. */
  chunks: AsyncGenerator<Buffer, undefined>
  facts(): SourceFacts
  /** What happened to the file while it was read, as words. */
  troubles(): ('cut-off-packing' | 'still-growing')[]
  close(): Promise<void>
}

const readByteCount = 1 << 20

/** Opens a file; as far as it is when it is opened, so that one that grows ends. */
export async function openFile(file: string): Promise<Source> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unreadable({file, what: 'cannot be read', suggestions: ['check that it is there and may be read'], cause})
  })
  const {size} = await handle.stat()
  const troubles: ReturnType<Source['troubles']> = []
  async function* bytes(): AsyncGenerator<Buffer, undefined> {
    // One buffer for the whole file: a new one for each MiB keeps the collector busy.
    const buffer = Buffer.allocUnsafe(Math.min(readByteCount, size))
    for (let at = 0; at < size; ) {
      const {bytesRead} = await handle.read(buffer, 0, Math.min(readByteCount, size - at), at)
      if (bytesRead === 0) break
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
    if ((await handle.stat()).size > size) troubles.push('still-growing')
    return undefined
  }
  return sourceOf({file, bytes: bytes(), troubles, close: () => handle.close()})
}

/** Opens a pipe such as stdin. */
export function openPipe(pipe: Readable): Promise<Source> {
  async function* bytes(): AsyncGenerator<Buffer, undefined> {
    for await (const chunk of pipe) yield chunk as Buffer
    return undefined
  }
  return sourceOf({file: '-', bytes: bytes(), troubles: [], close: async () => void pipe.destroy()})
}

async function sourceOf({
  file,
  bytes,
  troubles,
  close,
}: {
  file: string
  bytes: AsyncGenerator<Buffer, undefined>
  troubles: ReturnType<Source['troubles']>
  close: () => Promise<void>
}): Promise<Source> {
  const hash = createHash('sha256')
  let byteCount = 0
  async function* hashed(): AsyncGenerator<Buffer, undefined> {
    for await (const chunk of bytes) {
      hash.update(chunk)
      byteCount += chunk.length
      yield chunk
    }
    return undefined
  }
  try {
    const raw = await peeked(hashed(), 4)
    const packing = packingOf(raw.head)
    const plain =
      packing === null
        ? raw
        : await peeked(
            unpacked({chunks: raw.chunks, packing, file, onCut: () => troubles.push('cut-off-packing')}),
            headByteCount,
          )
    const {head, chunks} = packing === null ? await peeked(raw.chunks, headByteCount) : plain
    let digest: string | null = null
    return {
      file,
      name: file === '-' ? 'stdin' : basename(file),
      head,
      chunks,
      facts: () => {
        digest ??= hash.digest('hex')
        return {name: file === '-' ? 'stdin' : basename(file), sha256: digest, byteCount}
      },
      troubles: () => troubles,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The first bytes of a stream, as many as asked for or as there are, and the whole stream from its start. */
async function peeked(
  stream: AsyncGenerator<Buffer, undefined>,
  count: number,
): Promise<{head: Buffer; chunks: AsyncGenerator<Buffer, undefined>}> {
  const begun: Buffer[] = []
  let size = 0
  while (size < count) {
    const {value, done} = await stream.next()
    if (done === true) break
    begun.push(Buffer.from(value))
    size += value.length
  }
  async function* all(): AsyncGenerator<Buffer, undefined> {
    yield* begun.splice(0)
    yield* stream
    return undefined
  }
  return {head: Buffer.concat(begun).subarray(0, count), chunks: all()}
}
