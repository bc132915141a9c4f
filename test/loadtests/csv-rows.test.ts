import fc from 'fast-check'
import {expect, test} from 'vitest'
import {columnOf, csvRows} from '../../src/loadtests/csv-rows.js'

const quoted = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const cell = fc.string({unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '1')}).map((text) => `x${text}`)

test('what is written as RFC 4180 says is read back, with blank lines between, whatever the line break', () => {
  const row = fc.array(cell, {minLength: 3, maxLength: 3})
  fc.assert(
    fc.property(fc.array(row, {maxLength: 8}), fc.constantFrom('\n', '\r\n', '\r\n\r\n'), (rows, lineBreak) => {
      const text = [['one', 'two', 'three'], ...rows].map((cells) => cells.map(quoted).join(',')).join(lineBreak)
      const table = csvRows({text, file: 'x.csv'})
      expect(table.header).toEqual(['one', 'two', 'three'])
      expect([...table.records()]).toEqual(rows)
    }),
  )
})

test('a quote that nothing closes ends with its line', () => {
  const table = csvRows({text: 'a,b\n1,"2\n3,4\n5,6\n', file: 'x.csv'})
  const rows = [...table.records()]
  expect(rows.slice(1)).toEqual([
    ['3', '4'],
    ['5', '6'],
  ])
})

test('the delimiter is the one of the header, columns are found in any case', () => {
  const table = csvRows({text: 'Name;User Count\n"a;b";3\n', file: 'x.csv'})
  expect([...table.records()]).toEqual([['a;b', '3']])
  expect(columnOf(table.header, 'user count')).toBe(1)
  expect(columnOf(table.header, 'Users')).toBe(-1)
})

test('an empty file is refused', () => {
  expect(() => csvRows({text: ' \n\n', file: 'x.csv'})).toThrow(expect.objectContaining({code: 'LOAD_TEST_UNREADABLE'}))
})
