/** What is read before a reader decides on columns and clocks. */
const headBytes = 1_048_576

/**
 * The same text in UTF-8 without a byte order mark. UTF-16 is told by its byte order mark, or by a NUL in every second
 * byte of the first eight; other bytes pass as they are.
 */
export async function* utf8Chunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let decoder: TextDecoder | null = null
  let begun: Buffer | null = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (begun === null) {
      yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, {stream: true}))
      continue
    }
    begun = Buffer.concat([begun, chunk])
    if (begun.length < 8) continue
    decoder = decoderOf(begun)
    yield withoutMark(decoder, begun)
    begun = null
  }
  if (begun !== null && begun.length > 0) yield withoutMark(decoderOf(begun), begun)
  return undefined
}

function decoderOf(bytes: Buffer): TextDecoder | null {
  const [first = 1, second = 1, third = 1, fourth = 1] = bytes
  const isLittle = (first === 0xff && second === 0xfe) || (second === 0 && fourth === 0 && first !== 0 && third !== 0)
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && third === 0 && second !== 0 && fourth !== 0)
  return isLittle ? new TextDecoder('utf-16le') : isBig ? new TextDecoder('utf-16be') : null
}

function withoutMark(decoder: TextDecoder | null, bytes: Buffer): Buffer {
  if (decoder !== null) return Buffer.from(decoder.decode(bytes, {stream: true}))
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

/**
 * The first MiB of a text (or all of a shorter one), and then all of it from its start. What a chunk holds is copied,
 * so that the head outlives the next chunk.
 */
export async function withHead(
  chunks: AsyncGenerator<Buffer, undefined>,
): Promise<{head: Buffer; all: AsyncGenerator<Buffer, undefined>}> {
  const begun: Buffer[] = []
  let size = 0
  while (size < headBytes) {
    const {value, done} = await chunks.next()
    if (done === true) break
    begun.push(Buffer.from(value))
    size += value.length
  }
  async function* all(): AsyncGenerator<Buffer, undefined> {
    yield* begun
    begun.length = 0
    yield* chunks
    return undefined
  }
  return {head: Buffer.concat(begun), all: all()}
}
