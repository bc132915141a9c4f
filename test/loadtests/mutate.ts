import fc from 'fast-check'

/** What a mutation does to bytes, as data, so that a failing one is shrunk and shown. */
type Mutation = {
  kind: 'cut' | 'drop' | 'repeat' | 'flip' | 'insert' | 'number'
  at: number
  length: number
  with: number
}

const insertions = [
  '\0',
  '"',
  '\n',
  '\r\n',
  ',',
  '\t',
  '{',
  '[',
  ']',
  '}',
  '-1',
  'NaN',
  '9'.repeat(400),
  '1e999',
  'null',
  ' '.repeat(300),
  '\u{1f6d2}',
  '0',
].map((text) => Buffer.from(text))

/** What takes the place of a number that stands in the file. */
const numbers = ['0', '-1', '0.5', '1e308', '9'.repeat(30), '9007199254740993', '4294967296', 'NaN', ''].map((text) =>
  Buffer.from(text),
)

/** One to six mutations of a file. `at` and `length` are shares of it, so that they fit any. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('cut', 'drop', 'repeat', 'flip', 'insert', 'number', 'number'),
    at: fc.double({min: 0, max: 1, noNaN: true}),
    length: fc.double({min: 0, max: 0.2, noNaN: true}),
    with: fc.nat({max: 255}),
  }),
  {minLength: 1, maxLength: 6},
)

export function mutate(bytes: Buffer, list: readonly Mutation[]): Buffer {
  return list.reduce((before, mutation) => {
    const at = Math.floor(mutation.at * before.length)
    const end = Math.min(before.length, at + Math.ceil(mutation.length * Math.min(before.length, 2000)))
    const [head, middle, tail] = [before.subarray(0, at), before.subarray(at, end), before.subarray(end)]
    if (mutation.kind === 'cut') return head
    if (mutation.kind === 'drop') return Buffer.concat([head, tail])
    if (mutation.kind === 'repeat') return Buffer.concat([head, middle, middle, middle, tail])
    if (mutation.kind === 'number') return withNumber(before, at, numbers[mutation.with % numbers.length] ?? head)
    const insertion = insertions[mutation.with % insertions.length] ?? Buffer.alloc(0)
    if (mutation.kind === 'insert') return Buffer.concat([head, insertion, middle, tail])
    return Buffer.concat([head, Buffer.of(mutation.with), before.subarray(at + 1)])
  }, bytes)
}

/** The first run of digits from `at` on gives way to another. */
function withNumber(bytes: Buffer, at: number, number: Buffer): Buffer {
  const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57
  let start = at
  while (start < bytes.length && !isDigit(bytes[start])) start++
  let end = start
  while (isDigit(bytes[end])) end++
  return Buffer.concat([bytes.subarray(0, start), number, bytes.subarray(end)])
}
