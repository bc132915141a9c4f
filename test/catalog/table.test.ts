import {expect, test} from 'vitest'
import {architectureOf, mibPerSOf, numberIn, parseTable} from '../../src/catalog/table.js'

const columns = ['name', 'count'] as const

test('a table is read by its columns', () => {
  expect(parseTable({text: '\nname  count\na     1\nbb    2\n', columns})).toEqual([
    {name: 'a', count: '1'},
    {name: 'bb', count: '2'},
  ])
})

test.each([
  ['another head', 'count name\n1 a'],
  ['a cell too few', 'name count\na'],
  ['a cell too many', 'name count\na 1 2'],
])('%s is a slip', (_what, text) => expect(() => parseTable({text, columns})).toThrow('the table'))

test('cells that are not what they should be are slips', () => {
  expect(() => numberIn('-')).toThrow('the table has -')
  expect(() => numberIn('')).toThrow('the table has')
  expect(() => architectureOf('i386')).toThrow('the table has i386')
  expect(numberIn('0.5')).toBe(0.5)
})

test('1,000 MB/s are 953.67 MiB/s', () => expect(mibPerSOf(1000)).toBeCloseTo(953.674, 3))
