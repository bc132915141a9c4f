/**
 * Writes a gob stream as Go does for vegeta's Result, of the fields that are given, so that tests can make streams of
 * any release. Source of the format: https://pkg.go.dev/encoding/gob (Encoding Details).
 */
export type GobResult = {
  Attack?: string
  Seq?: number
  Code?: number
  timestampNs: bigint
  Latency?: number
  Error?: string
  Body?: Buffer
  Method?: string
  URL?: string
  Headers?: Record<string, string[]>
}

const resultId = 65
const timeId = 66
const headerId = 67
const listId = 68
/** Type numbers that Go has built in: 2 int, 3 uint, 5 bytes, 6 string. */
const fields: readonly (readonly [keyof GobResult | 'Timestamp', number])[] = [
  ['Attack', 6],
  ['Seq', 3],
  ['Code', 3],
  ['Timestamp', timeId],
  ['Latency', 2],
  ['Error', 6],
  ['Body', 5],
  ['Method', 6],
  ['URL', 6],
  ['Headers', headerId],
]

export function encodeGob(results: readonly GobResult[], {structName = 'Result'} = {}): Buffer {
  return Buffer.concat([
    message(-resultId, structType(structName)),
    message(-timeId, Buffer.concat([uint(5), uint(1), common('Time', timeId), uint(0), uint(0)])),
    message(
      -headerId,
      Buffer.concat([
        uint(4),
        uint(1),
        common('Header', headerId),
        uint(1),
        int(6),
        uint(1),
        int(listId),
        uint(0),
        uint(0),
      ]),
    ),
    message(-listId, Buffer.concat([uint(2), uint(1), common('[]string', listId), uint(1), int(6), uint(0), uint(0)])),
    ...results.map((result) => message(resultId, structValue(result))),
  ])
}

function structType(name: string): Buffer {
  const described = fields.map(([field, id]) => Buffer.concat([uint(1), string(field), uint(1), int(id), uint(0)]))
  return Buffer.concat([
    uint(3),
    uint(1),
    common(name, resultId),
    uint(1),
    uint(fields.length),
    ...described,
    uint(0),
    uint(0),
  ])
}

const common = (name: string, id: number) => Buffer.concat([uint(1), string(name), uint(1), int(id), uint(0)])

function structValue(result: GobResult): Buffer {
  const parts: Buffer[] = []
  let last = -1
  for (const [index, [field]] of fields.entries()) {
    const value = encoded(result, field)
    if (value === null) continue
    parts.push(uint(index - last), value)
    last = index
  }
  return Buffer.concat([...parts, uint(0)])
}

/** What is zero or empty is left out, as Go does. */
function encoded(result: GobResult, field: keyof GobResult | 'Timestamp'): Buffer | null {
  if (field === 'Timestamp') return bytes(timeBytes(result.timestampNs))
  if (field === 'timestampNs') return null
  const value = result[field]
  if (value === undefined || value === 0 || value === '') return null
  if (typeof value === 'string') return string(value)
  if (typeof value === 'number') return field === 'Latency' ? int(value) : uint(value)
  if (Buffer.isBuffer(value)) return bytes(value)
  const entries = Object.entries(value)
  return Buffer.concat([
    uint(entries.length),
    ...entries.flatMap(([key, list]) => [string(key), uint(list.length), ...list.map(string)]),
  ])
}

function timeBytes(ns: bigint): Buffer {
  const bytes = Buffer.alloc(15)
  bytes[0] = 1
  bytes.writeBigInt64BE(ns / 1_000_000_000n + 62_135_596_800n, 1)
  bytes.writeInt32BE(Number(ns % 1_000_000_000n), 9)
  return bytes
}

function message(id: number, body: Buffer): Buffer {
  const content = Buffer.concat([int(id), body])
  return Buffer.concat([uint(content.length), content])
}

function uint(value: number): Buffer {
  if (value < 128) return Buffer.of(value)
  const digits: number[] = []
  for (let left = BigInt(value); left > 0n; left >>= 8n) digits.unshift(Number(left & 255n))
  return Buffer.of(256 - digits.length, ...digits)
}

const int = (value: number) => uint(value < 0 ? -value * 2 - 1 : value * 2)
const bytes = (value: Buffer) => Buffer.concat([uint(value.length), value])
const string = (value: string) => bytes(Buffer.from(value))
