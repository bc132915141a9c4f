import fc from 'fast-check'
import {expect, test} from 'vitest'
import {CsvScanner} from '../../src/loadtests/csv-scanner.js'

/** 10,000 runs on a busy machine. */
const timeoutMs = 600_000

/** What a scanner finds, as text. */
function scan(text: string, {delimiter = ',', width = 9, chunkBytes = 7, columnCount = 0} = {}) {
  const records: string[][] = []
  const scanner: CsvScanner = new CsvScanner({
    delimiter: delimiter.charCodeAt(0),
    width,
    file: 'a.csv',
    visit: () => {
      const {bytes, from, to, fieldCount} = scanner
      records.push(Array.from({length: fieldCount}, (_, i) => bytes.toString('utf8', from[i], to[i])))
    },
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(Buffer.from(bytes.subarray(at, at + chunkBytes)))
  const isCut = scanner.end(columnCount)
  return {records, isCut, brokenCount: scanner.brokenCount, firstBroken: scanner.firstBroken}
}

const field = fc.oneof(
  fc.string({maxLength: 8}),
  fc.constantFrom('', '"', ',', ';', '\n', '\r\n', 'a,"b"\nc', '""', 'é漢', 'plain', '12'),
)
/** Quoted where it must be, and now and then where it need not. */
const written = (text: string, isQuoted: boolean, delimiter: string) =>
  isQuoted || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text

test(
  'any table, written by RFC 4180, is read as it was, wherever the chunks cut it',
  () => {
    const row = fc.array(fc.tuple(field, fc.boolean()), {minLength: 2, maxLength: 6})
    const options = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      width: fc.integer({min: 1, max: 7}),
      chunkBytes: fc.integer({min: 1, max: 40}),
      hasEnd: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(row, {minLength: 1, maxLength: 6}),
        options,
        (rows, {delimiter, lineEnd, hasEnd, ...how}) => {
          const lines = rows.map((fields) =>
            fields.map(([text, isQuoted]) => written(text, isQuoted, delimiter)).join(delimiter),
          )
          const text = lines.join(lineEnd) + (hasEnd ? lineEnd : '')
          const expected = rows.map((fields) =>
            fields.slice(0, how.width).map(([value]) => value.replaceAll('"', '""')),
          )
          expect(scan(text, {delimiter, ...how})).toMatchObject({records: expected, isCut: false, brokenCount: 0})
        },
      ),
    )
  },
  timeoutMs,
)

test('empty lines are no records, with either line end', () => {
  expect(scan('a,b\n\n\r\nc,d\r\n\r\n').records).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})

test('a quote that is closed in the wrong place costs its own line only', () => {
  expect(scan('1,a\n2,"b" c\n3,d\n')).toEqual({
    records: [
      ['1', 'a'],
      ['3', 'd'],
    ],
    isCut: false,
    brokenCount: 1,
    firstBroken: 2,
  })
})

test('a quote that nothing closes costs its own line only', () => {
  expect(scan('1,a\n2,"b\n3,c\n4,d\n')).toMatchObject({
    records: [
      ['1', 'a'],
      ['3', 'c'],
      ['4', 'd'],
    ],
    brokenCount: 1,
  })
})

test('a last record without a line end counts when it is whole, and is cut off when it is not', () => {
  expect(scan('1,a,x\n2,b,y', {columnCount: 3})).toMatchObject({
    records: [
      ['1', 'a', 'x'],
      ['2', 'b', 'y'],
    ],
    isCut: false,
  })
  expect(scan('1,a,x\n2,b', {columnCount: 3})).toMatchObject({records: [['1', 'a', 'x']], isCut: true})
  expect(scan('1,a,x\n2,"b', {columnCount: 3})).toMatchObject({records: [['1', 'a', 'x']], isCut: true})
})

test.each([
  ['a line', 'x'.repeat(1_200_000), 'row 2 is longer than 1 MiB'],
  ['an open quote', `"${'x,y\n'.repeat(400_000)}`, 'row 2 opens a quote that nothing closes within 1 MiB'],
])('%s of more than 1 MiB is refused at once', (_, record, message) => {
  expect(() => scan(`a,b\n1,${record}`, {chunkBytes: 65_536})).toThrow(`a.csv ${message}`)
})

test('fields beyond the width are found when they are asked for', () => {
  const found: unknown[] = []
  const scanner: CsvScanner = new CsvScanner({
    delimiter: 44,
    width: 2,
    file: 'a.csv',
    visit: () => found.push(scanner.findMore(4), scanner.bytes.toString('utf8', scanner.from[3], scanner.to[3])),
  })
  scanner.push(Buffer.from('a,b,"c,\n",d,e\n1,2,3,4\n1,2,3\n'))
  expect(found.slice(0, 5)).toEqual([true, 'd', true, '4', false])
})
