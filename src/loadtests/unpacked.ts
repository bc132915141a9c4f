import type {Transform} from 'node:stream'
import {createGunzip, createZstdDecompress} from 'node:zlib'
import {unreadable} from './unreadable.js'

/** A file that unpacks to more is a bomb, or no load test: 64 GiB hold 500 million requests. */
const mostBytes = 64 * 2 ** 30
/** Load-test logs pack to a tenth or a thirtieth; gzip cannot do better than 1032, zstd can. */
const mostRatio = 500
/** Small files may pack as well as they like. */
const ratioFromBytes = 32 * 2 ** 20

/** `gzip` or `zstd` by the first bytes; null for what is not packed. */
export function packingOf(head: Uint8Array): 'gzip' | 'zstd' | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd ? 'zstd' : null
}

/**
 * Unpacks a stream of bytes, chunk by chunk. Throws LOAD_TEST_UNREADABLE where it is broken, and where it unpacks to
 * more than 64 GiB or 500 times its size: such a file was made to fill memory. One that is cut off yields what it
 * holds and then ends; `onCut` hears of it.
 */
export async function* unpacked({
  chunks,
  packing,
  file,
  onCut,
  limits = {mostBytes, mostRatio, ratioFromBytes},
}: {
  chunks: AsyncIterable<Buffer>
  packing: 'gzip' | 'zstd'
  file: string
  onCut: () => void
  limits?: {mostBytes: number; mostRatio: number; ratioFromBytes: number}
}): AsyncGenerator<Buffer, undefined> {
  const inflate = packing === 'gzip' ? createGunzip({chunkSize: 1 << 20}) : createZstdDecompress({chunkSize: 1 << 20})
  let packedCount = 0
  let unpackedCount = 0
  const feeding = feed(chunks, inflate, (count) => {
    packedCount += count
  })
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      unpackedCount += chunk.length
      const isBomb =
        unpackedCount > limits.mostBytes ||
        (unpackedCount > limits.ratioFromBytes && unpackedCount > packedCount * limits.mostRatio)
      if (isBomb) throw bomb(file, packedCount, unpackedCount)
      yield chunk
    }
    await feeding
  } catch (cause) {
    if (!isCut(cause)) throw isOurs(cause) ? cause : broken(file, packing, cause)
    onCut()
  } finally {
    inflate.destroy()
    await feeding.catch(() => undefined)
  }
  return undefined
}

/** Writes into the unpacker no faster than it takes. */
async function feed(
  chunks: AsyncIterable<Buffer>,
  inflate: Transform,
  onBytes: (count: number) => void,
): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (inflate.destroyed) return
      onBytes(chunk.length)
      // The unpacker reads later, when the chunk's memory is another's.
      const isTaken = inflate.write(Buffer.from(chunk))
      if (!isTaken) await drained(inflate)
    }
    inflate.end()
  } catch (cause) {
    inflate.destroy(cause instanceof Error ? cause : new Error(String(cause)))
  }
}

function drained(inflate: Transform): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      inflate.off('drain', done).off('close', done).off('error', done)
      resolve()
    }
    inflate.once('drain', done).once('close', done).once('error', done)
  })
}

const isOurs = (cause: unknown) => cause instanceof Error && cause.name === 'PlanError'
const isCut = (cause: unknown) =>
  cause instanceof Error &&
  (/unexpected end of file/i.test(cause.message) || ('code' in cause && cause.code === 'Z_BUF_ERROR'))

function bomb(file: string, packedCount: number, unpackedCount: number) {
  const ratio = Math.round(unpackedCount / Math.max(1, packedCount))
  return unreadable({
    file,
    what: `unpacks to more than ${Math.round(unpackedCount / 2 ** 20)} MiB, ${ratio} times its size: no log of a load test does`,
    suggestions: ['unpack it yourself and look at what it holds'],
  })
}

function broken(file: string, packing: string, cause: unknown) {
  return unreadable({
    file,
    what: `is broken ${packing} data`,
    suggestions: [packing === 'gzip' ? 'gzip --test FILE' : 'zstd --test FILE', 'copy it again from where it came'],
    cause,
  })
}
