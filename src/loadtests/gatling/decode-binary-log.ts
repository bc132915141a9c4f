import {ByteCursor, EndOfBytes} from '../byte-cursor.js'

/** One finished request of a Gatling log. Times in ms since the epoch. */
export type GatlingRequest = {groups: string[]; name: string; startMs: number; endMs: number; isOk: boolean}

export type GatlingVisit = {
  onRun: (run: {version: string; simulation: string; startMs: number; description: string}) => void
  onRequest: (request: GatlingRequest) => void
  /** A virtual user starts (+1) or ends (-1). */
  onUser: (user: {scenario: string; atMs: number; isStart: boolean}) => void
}

const longestString = 4 * 1024 * 1024
const mostStrings = 1_000_000
const keptCharacters = 1000
const mostGroups = 1000
const longestRecord = 16 * 1024 * 1024

/**
 * Decodes the binary simulation.log that Gatling writes since 3.13, chunk by chunk; memory holds one record and the
 * table of strings.
 *
 * Big-endian. A string is an int32 length, its bytes and one byte for the coder (0 Latin-1, 1 UTF-16 in little-endian
 * order); an empty one is the length alone. A cached string is an int32 index above 0 with the string after it, or
 * minus the index of one that came before. Times of records are int32 ms after the start of the run. GROUP records
 * hold sums of the requests inside and are passed over. Returns in `end` whether the last record was cut off.
 * Throws GatlingLogBroken with the offset of a record that is none.
 *
 * @source https://github.com/gatling/gatling (LogFileDataWriter.scala, RecordHeader.scala, LogFileReader.scala)
 */
export function binaryLogDecoder({onRun, onRequest, onUser}: GatlingVisit) {
  let rest: Buffer = Buffer.alloc(0)
  let consumed = 0
  let run: Run | undefined
  const strings = new Map<number, string>()

  function readRecord(cursor: ByteCursor): void {
    const kind = cursor.uint8()
    if (run === undefined) {
      if (kind !== 0) throw new GatlingLogBroken(0)
      run = readRun(cursor)
      onRun(run)
    } else if (kind === 1) readRequest(cursor, run)
    else if (kind === 2) readUser(cursor, run)
    else if (kind === 3) skipGroup(cursor)
    else if (kind === 4) skipError(cursor)
    else throw new GatlingLogBroken(consumed)
  }

  function readRequest(cursor: ByteCursor, {startMs}: Run): void {
    const groups = readGroups(cursor)
    const name = cached(cursor)
    const request = {
      groups,
      name,
      startMs: startMs + cursor.int32(),
      endMs: startMs + cursor.int32(),
      isOk: cursor.uint8() === 1,
    }
    cached(cursor)
    onRequest(request)
  }

  function readUser(cursor: ByteCursor, {scenarios, startMs}: Run): void {
    const scenario = scenarios[cursor.int32()]
    if (scenario === undefined) throw new GatlingLogBroken(consumed)
    onUser({scenario, isStart: cursor.uint8() === 1, atMs: startMs + cursor.int32()})
  }

  function skipGroup(cursor: ByteCursor): void {
    readGroups(cursor)
    cursor.skip(4 + 4 + 4 + 1)
  }

  function skipError(cursor: ByteCursor): void {
    cached(cursor)
    cursor.skip(4)
  }

  function readGroups(cursor: ByteCursor): string[] {
    const count = checked(cursor.int32(), mostGroups)
    return Array.from({length: count}, () => cached(cursor))
  }

  function cached(cursor: ByteCursor): string {
    const index = cursor.int32()
    if (index <= 0) return strings.get(-index) ?? broken()
    const text = readString(cursor).slice(0, keptCharacters)
    if (strings.size >= mostStrings) return broken()
    strings.set(index, text)
    return text
  }

  function readRun(cursor: ByteCursor): Run {
    const version = readString(cursor)
    const simulation = readString(cursor)
    const startMs = cursor.int64()
    const description = readString(cursor)
    const scenarios = Array.from({length: checked(cursor.int32(), 100_000)}, () => readString(cursor))
    for (let left = checked(cursor.int32(), 100_000); left > 0; left--)
      cursor.skip(checked(cursor.int32(), longestString))
    return {version, simulation, startMs, description, scenarios}
  }

  function readString(cursor: ByteCursor): string {
    const length = checked(cursor.int32(), longestString)
    if (length === 0) return ''
    const bytes = cursor.bytes(length)
    if (cursor.uint8() === 0) return bytes.toString('latin1')
    // half a letter is no text, and Buffer.toString of an odd length of UTF-16 writes past its memory in Node 24.21
    return length % 2 === 0 ? bytes.toString('utf16le') : broken()
  }

  const checked = (value: number, most: number) => (value >= 0 && value <= most ? value : broken())
  const broken = (): never => {
    throw new GatlingLogBroken(consumed)
  }

  return {
    push(chunk: Buffer): void {
      const cursor = new ByteCursor(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]))
      const base = consumed
      let done = 0
      try {
        while (cursor.left > 0) {
          readRecord(cursor)
          done = cursor.offset
          consumed = base + done
        }
      } catch (error) {
        if (!(error instanceof EndOfBytes)) throw error
      }
      rest = Buffer.from(cursor.from(done))
      if (rest.length > longestRecord) broken()
    },
    /** Whether the log ends inside a record, as that of a run that was killed does. */
    end: (): {isCut: boolean; hasRun: boolean} => ({isCut: rest.length > 0, hasRun: run !== undefined}),
  }
}

type Run = {version: string; simulation: string; startMs: number; description: string; scenarios: string[]}

/** The bytes at an offset of a binary log are no record. */
export class GatlingLogBroken extends Error {
  constructor(readonly offset: number) {
    super(`no record of Gatling at byte ${offset}`)
  }
}
