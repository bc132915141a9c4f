import fc from 'fast-check'
import {expect, test} from 'vitest'
import {StampReader} from '../../src/loadtests/stamp-reader.js'

const readIn = (stamps: StampReader, text: string) => {
  const bytes = Buffer.from(`>${text}<`)
  return stamps.read(bytes, 1, bytes.length - 1)
}
const read = (text: string) => readIn(new StampReader(), text)
const noonMs = Date.UTC(2026, 10, 23, 7, 2, 21)

test.each([
  ['1795417341', 1_795_417_341_000],
  ['1795417341038', 1_795_417_341_038],
  ['1795417341038635', 1_795_417_341_038.635],
  ['1795417341038635923', 1_795_417_341_038.635],
  ['2026-11-23T07:02:21.038635923Z', noonMs + 38.635923],
  ['2026-11-23T04:02:21-03:00', noonMs],
  ['2026-11-23T08:32:21.5+0130', noonMs + 500],
  ['2026/11/23 07:02:21.038', noonMs + 38],
  ['2026/11/23 07:02:21', noonMs],
  ['2026-11-23 07:02:21,038', noonMs + 38],
  ['2026-11-23 07:02:21', noonMs],
  ['11/23/26 07:02:21', noonMs],
])('%s', (text, atMs) => expect(read(text)).toBeCloseTo(atMs, 2))

test.each([
  '',
  'timeStamp',
  '-1',
  '2026-11-23',
  '2026-13-23 07:02:21',
  '2026-02-30 07:02:21',
  '2026-11-23 24:02:21',
  '2026-11-23 07:60:21',
  '2026-11-23 07:02:2x',
  '2026-11-23 07:02:21 CET',
  '2026-11-23 07:02:21Zulu',
  '2026-11-23 07:02:21+1',
  '9'.repeat(21),
  '1795417341\0',
])('%j is no point in time', (text) => expect(read(text)).toBeNaN())

test('whatever toISOString writes is read back, in any order', () => {
  const stamps = new StampReader()
  fc.assert(
    fc.property(fc.date({min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true}), (date) => {
      expect(readIn(stamps, date.toISOString())).toBeCloseTo(date.getTime(), 3)
    }),
  )
  expect(stamps.hasUnzoned).toBe(false)
})

test('a date without a zone is noticed', () => {
  const stamps = new StampReader()
  readIn(stamps, '2026-11-23 07:02:21')
  expect(stamps.hasUnzoned).toBe(true)
})
