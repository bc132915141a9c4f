import fc from 'fast-check'
import {expect, test} from 'vitest'
import {asciiText} from '../../../src/report/terminal/ascii-text.ts'
import {fitColumns} from '../../../src/report/terminal/fit-columns.ts'
import {textWidth, wrapText} from '../../../src/report/terminal/text-width.ts'

test('wide letters take two columns, marks and colours none', () => {
  expect([textWidth('✗ short'), textWidth('決済'), textWidth('e\u0301'), textWidth('\u001b[31mred\u001b[39m')]).toEqual(
    [7, 4, 1, 3],
  )
})

test('a number stays with its unit, and a long name is broken', () => {
  expect(wrapText('stays short for 12 h 35 min on Friday', 18)).toEqual(['stays short for', '12 h 35 min on', 'Friday'])
  expect(wrapText('arn:aws:sts::1 x', 6)).toEqual(['arn:aw', 's:sts:', ':1 x'])
})

test('wrapping loses no letter and keeps the width', () => {
  fc.assert(
    fc.property(
      fc.string({unit: fc.constantFrom('a', 'Z', '9', ' ', '-', '決')}),
      fc.integer({min: 2, max: 30}),
      (text, width) => {
        const lines = wrapText(text, width)
        expect(lines.every((line) => textWidth(line) <= width)).toBe(true)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      },
    ),
  )
})

test('columns go by their order, and what is left fits', () => {
  const sizes = [
    {natural: 20, floor: 8, dropOrder: null},
    {natural: 20, floor: 8, dropOrder: 1},
    {natural: 10, floor: 10, dropOrder: 2},
  ]
  expect(fitColumns(sizes, {width: 54, mayWrap: true})).toEqual([20, 20, 10])
  expect(fitColumns(sizes, {width: 40, mayWrap: true})).toEqual([13, 13, 10])
  expect(fitColumns(sizes, {width: 40, mayWrap: false})).toEqual([20, 0, 10])
  expect(fitColumns(sizes, {width: 20, mayWrap: false})).toEqual([20, 0, 0])
})

test('ASCII text is ASCII and reads the same', () => {
  expect(asciiText('12 → 44·58 × p95 ≤ 400 ms – Café 決')).toBe('12 -> 44/58 x p95 <= 400 ms - Cafe ?')
  fc.assert(fc.property(fc.string({unit: 'binary'}), (text) => /^\p{ASCII}*$/u.test(asciiText(text))))
})
