import {EndOfBytes} from '../byte-cursor.js'
import {GobBroken, GobReader} from './gob-reader.js'
import {eachField, type GobType, readGobType} from './gob-types.js'

/** A value of a top-level struct: numbers and texts as such, everything else as its bytes. */
export type GobFields = Map<string, number | Buffer>

/** vegeta stores the bodies of answers too, without a limit of its own. */
const longestMessage = 32 * 1024 * 1024
const deepest = 20
const mostTypes = 1000

/**
 * Decodes a gob stream of structs, chunk by chunk, and visits each with the name of its type; memory holds one
 * message. A new stream behind another is read too (its types come again under the same numbers), where Go's own
 * decoder stops. `end` tells whether the last message is cut off. Throws GobBroken where the bytes are no gob stream.
 *
 * @source https://pkg.go.dev/encoding/gob
 */
export function gobDecoder(visit: (name: string, fields: GobFields) => void) {
  const types = new Map<number, GobType>()
  let pending: Buffer[] = []
  let pendingBytes = 0
  let neededBytes = 0

  function readMessage(message: GobReader): void {
    const id = message.int()
    if (id < 0) {
      if (types.size >= mostTypes) throw new GobBroken()
      types.set(-id, readGobType(message))
      return
    }
    const type = types.get(id)
    if (type?.kind !== 'struct') throw new GobBroken()
    const fields: GobFields = new Map()
    eachField(message, (index) => {
      const field = type.fields[index]
      if (field === undefined) throw new GobBroken()
      const value = readValue({reader: message, type: field.type, depth: 0})
      if (value !== undefined) fields.set(field.name, value)
    })
    visit(type.name, fields)
  }

  function readValue({reader, type, depth}: At): number | Buffer | undefined {
    const plain = plainReaders[type]
    if (plain !== undefined) return plain(reader)
    const described = types.get(type)
    if (described === undefined || depth > deepest) throw new GobBroken()
    if (described.kind === 'opaque') return reader.bytes()
    skip({reader, described, depth: depth + 1})
    return undefined
  }

  function skip({reader, described, depth}: {reader: GobReader; described: GobType; depth: number}): void {
    if (described.kind === 'struct') {
      eachField(reader, (index) => {
        readValue({reader, type: described.fields[index]?.type ?? 0, depth})
      })
      return
    }
    if (described.kind === 'opaque') return
    const count = reader.uint()
    if (count > reader.left) throw new GobBroken()
    for (let index = 0; index < count; index++) {
      if (described.kind === 'map') readValue({reader, type: described.key, depth})
      readValue({reader, type: described.element, depth})
    }
  }

  return {
    push(chunk: Buffer): void {
      pending.push(Buffer.from(chunk))
      pendingBytes += chunk.length
      if (pendingBytes < neededBytes) return
      const all = new GobReader(pending.length === 1 ? chunk : Buffer.concat(pending))
      let done = 0
      for (let message = nextMessage(all); ; message = nextMessage(all)) {
        if (typeof message === 'number') {
          neededBytes = message
          break
        }
        readWhole(message, readMessage)
        done = all.offset
      }
      pending = [Buffer.from(all.from(done))]
      pendingBytes = pending[0]?.length ?? 0
    },
    end: (): {isCut: boolean} => ({isCut: pendingBytes > 0}),
  }
}

type At = {reader: GobReader; type: number; depth: number}

/** The next message, or how many bytes must be at hand before there is one. */
function nextMessage(all: GobReader): GobReader | number {
  const start = all.offset
  try {
    const length = all.uint()
    if (length > longestMessage || length === 0) throw new GobBroken()
    if (length <= all.left) {
      all.offset += length
      return new GobReader(all.from(all.offset - length, all.offset))
    }
    return all.offset - start + length
  } catch (error) {
    if (error instanceof EndOfBytes) return all.left + all.offset - start + 1
    throw error
  }
}

/** A message that ends too early is broken: its length was all there. */
function readWhole(message: GobReader, read: (message: GobReader) => void): void {
  try {
    read(message)
  } catch (error) {
    throw error instanceof EndOfBytes ? new GobBroken() : error
  }
}

/** The types that need no description, by their number; floats and complex numbers are stepped over. */
const plainReaders: Record<number, (reader: GobReader) => number | Buffer | undefined> = {
  1: (reader) => reader.uint(),
  2: (reader) => reader.int(),
  3: (reader) => reader.uint(),
  4: (reader) => void reader.uint(),
  5: (reader) => reader.bytes(),
  6: (reader) => reader.bytes(),
  7: (reader) => {
    reader.uint()
    reader.uint()
    return undefined
  },
}
