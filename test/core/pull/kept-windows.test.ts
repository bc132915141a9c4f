import {expect, test} from 'vitest'
import {finestWindows, keptFrom} from '../../../src/core/inventory/metric-windows.js'
import {keptWindows} from '../../../src/core/pull/kept-windows.js'

const asOf = '2026-11-02T06:10:00.000Z'
const metric = {namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: {}, stat: 'Average'}
const queries = [{metric, windows: finestWindows(asOf)}]
const after = (minutes: number) => new Date(Date.parse(asOf) + minutes * 60_000).toISOString()

test('what is asked within the reserve is asked as it was meant', () => {
  expect(keptWindows({queries, now: asOf})).toEqual(queries)
  expect(keptWindows({queries, now: after(7)})).toEqual(queries)
})

test('a pull that takes hours loses the first hours of its finer windows and no window', () => {
  const [late] = keptWindows({queries, now: after(150)})
  const cut = (at: string | undefined, hours: number) =>
    new Date(Date.parse(at ?? '') + hours * 3_600_000).toISOString()
  expect(late?.windows.map(({fromAt}) => fromAt)).toEqual(queries[0]?.windows.map(({fromAt}) => cut(fromAt, 2)))
  expect(late?.windows.map(({toAt}) => toAt)).toEqual(queries[0]?.windows.map(({toAt}) => toAt))
})

test('no window begins before what CloudWatch has when it is asked', () => {
  const keptDays: Record<number, number> = {60: 15, 300: 63, 3600: 455}
  for (let minutes = 0; minutes < 600; minutes += 7) {
    const nowMs = Date.parse(after(minutes))
    for (const {fromAt, periodS} of keptWindows({queries, now: after(minutes)})[0]?.windows ?? []) {
      expect(Date.parse(fromAt)).toBeGreaterThan(nowMs - (keptDays[periodS] ?? 0) * 86_400_000)
      expect(Date.parse(fromAt) / 1000).toBeGreaterThanOrEqual(keptFrom({periodS, nowS: nowMs / 1000}))
    }
  }
})

test('a query with nothing left is gone', () => {
  const hour = {periodS: 60, fromAt: '2026-10-18T07:00:00.000Z', toAt: '2026-10-18T08:00:00.000Z'}
  expect(keptWindows({queries: [{metric, windows: [hour]}], now: after(120)})).toEqual([])
})
