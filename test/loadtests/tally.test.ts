import fc from 'fast-check'
import {expect, test} from 'vitest'
import {ResponseTimeHistogram} from '../../src/documents/response-time-histogram.js'
import {recordOf} from '../../src/loadtests/record-of.js'
import {SliceHistograms} from '../../src/loadtests/slice-histograms.js'
import {Tally} from '../../src/loadtests/tally.js'
import {UserGauge} from '../../src/loadtests/user-gauge.js'
import {WindowCounts} from '../../src/loadtests/window-counts.js'

const startMs = 1_760_000_000_000
const row = fc.record({
  label: fc.nat({max: 5}),
  offsetMs: fc.nat({max: 20_000_000}),
  us: fc.integer({min: 0, max: 5_000_000}),
  isFailed: fc.boolean(),
  weight: fc.integer({min: 1, max: 3}),
})

test('property: counts per label and second are exact, in any order of rows', () => {
  fc.assert(
    fc.property(fc.array(row, {maxLength: 60}), (rows) => {
      const tally = new Tally()
      const truth = new Map<string, number[]>()
      for (const {label, offsetMs, us, isFailed, weight} of rows) {
        const atMs = startMs + offsetMs
        tally.add(tally.labelId(`label ${label}`), atMs, us, isFailed, weight)
        const key = `label ${label} ${Math.floor(atMs / 1000)}`
        const [count = 0, failed = 0, sum = 0] = truth.get(key) ?? []
        truth.set(key, [count + weight, failed + (isFailed ? weight : 0), sum + us * weight])
      }
      const found = tally.labels.flatMap((name, label) =>
        [...tally.counts.ofLabel(label)].map(({window, requestCount, failedCount, sumUs}): [string, number[]] => [
          `${name} ${window}`,
          [requestCount, failedCount, sumUs],
        ]),
      )
      expect(new Map(found)).toEqual(truth)
    }),
  )
})

test('property: coarser windows and slices lose no request, no failure and no time', () => {
  fc.assert(
    fc.property(fc.array(row, {minLength: 1, maxLength: 80}), (rows) => {
      const counts = new WindowCounts(8)
      const slices = new SliceHistograms(40, 20)
      const all = new ResponseTimeHistogram()
      for (const {label, offsetMs, us, isFailed, weight} of rows) {
        counts.add(label, startMs + offsetMs, us, isFailed, weight)
        if (counts.isOverfull) counts.coarsen()
        slices.add(label, startMs + offsetMs, us, weight)
        all.record(us, weight)
      }
      const total = counts.total()
      const sum = (of: (count: (typeof total)[number]) => number) => total.reduce((a, count) => a + of(count), 0)
      expect(sum(({requestCount}) => requestCount)).toBe(all.count)
      expect(sum(({sumUs}) => sumUs)).toBe(all.sumUs)
      const found = new ResponseTimeHistogram()
      for (let series = 0; series <= 5; series++) {
        slices.addBetween({series, fromMs: 0, toMs: startMs * 2, sum: found})
      }
      expect(found.toDocument()).toEqual(all.toDocument())
    }),
  )
})

test('a clock that jumps by years costs no memory, and numbers that are no time are left out and counted', () => {
  const tally = new Tally()
  const label = tally.labelId('a')
  for (const atMs of [startMs, startMs + 1, 946_684_800_000, 0]) tally.add(label, atMs, 1000, false)
  for (const atMs of [-1, Number.NaN, 5e15]) tally.add(label, atMs, 1000, false)
  tally.add(label, startMs, Number.NaN, false)
  expect(recordOf(tally).windows.map(({atS, requestCount}) => [atS, requestCount])).toEqual([
    [0, 1],
    [946_684_800, 1],
    [startMs / 1000, 2],
  ])
  expect([tally.rowCount, tally.misdatedCount]).toEqual([4, 4])
})

test('from the 10,001st on, labels are one, and the reader of the result is told', () => {
  const tally = new Tally()
  const ids = Array.from({length: 10_050}, (_, i) => tally.labelId(`/product/${i}`))
  expect(ids.slice(9998, 10_003)).toEqual([9998, 9999, 10_000, 10_000, 10_000])
  expect(tally.labelId('/product/5')).toBe(5)
  expect(tally.labels).toHaveLength(10_001)
  expect(tally.flags).toMatchObject([{code: 'too-many-labels', severity: 'warning'}])
})

test('users of generators add up; one that is silent keeps its number until its last word', () => {
  const gauge = new UserGauge()
  for (const [generator, second, count] of [
    [0, 1, 5],
    [0, 1, 4],
    [0, 3, 6],
    [1, 2, 10],
  ] as const) {
    gauge.set(generator, second * 1000, count)
  }
  expect([...gauge.total()]).toEqual([
    [1, 5],
    [2, 15],
    [3, 6],
  ])
  gauge.coarsen()
  expect([...gauge.total()]).toEqual([
    [0, 5],
    [1, 16],
  ])
})
