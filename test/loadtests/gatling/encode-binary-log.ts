/**
 * Writes the binary simulation.log of Gatling 3.13 and later, so that tests can make any. Source of the format:
 * https://github.com/gatling/gatling (LogFileDataWriter.scala, RecordHeader.scala).
 */
export type GatlingRecord =
  | {kind: 'request'; groups?: string[]; name: string; start: number; end: number; isOk: boolean; message?: string}
  | {kind: 'user'; scenario: number; isStart: boolean; at: number}
  | {kind: 'group'; groups: string[]; start: number; end: number; cumulated: number; isOk: boolean}
  | {kind: 'error'; message: string; at: number}

export const runStartMs = 1_760_000_000_000

export function encodeBinaryLog({
  records,
  version = '3.14.3',
  scenarios = ['Shoppers', 'Wächter ☕'],
  assertions = [Buffer.from('never read')],
}: {
  records: readonly GatlingRecord[]
  version?: string
  scenarios?: string[]
  assertions?: Buffer[]
}): Buffer {
  const strings = new Map<string, number>()
  const cached = (text: string): Buffer => {
    const known = strings.get(text)
    if (known !== undefined) return int32(-known)
    strings.set(text, strings.size + 1)
    return Buffer.concat([int32(strings.size), string(text)])
  }
  const list = (texts: readonly string[]) => Buffer.concat([int32(texts.length), ...texts.map(cached)])

  const encode = (record: GatlingRecord): Buffer[] => {
    if (record.kind === 'request') {
      const {groups = [], name, start, end, isOk, message = ''} = record
      return [Buffer.of(1), list(groups), cached(name), int32(start), int32(end), flag(isOk), cached(message)]
    }
    if (record.kind === 'user') return [Buffer.of(2), int32(record.scenario), flag(record.isStart), int32(record.at)]
    if (record.kind === 'error') return [Buffer.of(4), cached(record.message), int32(record.at)]
    return [
      Buffer.of(3),
      list(record.groups),
      int32(record.start),
      int32(record.end),
      int32(record.cumulated),
      flag(record.isOk),
    ]
  }

  const start = Buffer.alloc(8)
  start.writeBigInt64BE(BigInt(runStartMs))
  const described = assertions.map((bytes) => Buffer.concat([int32(bytes.length), bytes]))
  return Buffer.concat([
    Buffer.of(0),
    string(version),
    string('shop.SaleSimulation'),
    start,
    string(''),
    int32(scenarios.length),
    ...scenarios.map(string),
    int32(assertions.length),
    ...described,
    ...records.flatMap(encode),
  ])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const flag = (value: boolean) => Buffer.of(value ? 1 : 0)

/** Latin-1 where every letter fits, UTF-16 otherwise, as the JVM keeps strings. */
function string(text: string): Buffer {
  if (text === '') return int32(0)
  const isLatin = [...text].every((letter) => (letter.codePointAt(0) ?? 0) < 256)
  const bytes = Buffer.from(text, isLatin ? 'latin1' : 'utf16le')
  return Buffer.concat([int32(bytes.length), bytes, Buffer.of(isLatin ? 0 : 1)])
}
