import {expect, test} from 'vitest'
import {withReservations} from '../../../src/core/forecast/data-reservations.js'
import type {Anomaly, Forecast} from '../../../src/documents/forecast.js'

const asOf = '2026-11-02T00:00:00.000Z'
const notesOf = (toAt: string, anomalies: Anomaly[] = []) => {
  const history = {fromAt: '2025-01-01T00:00:00.000Z', toAt, hourCount: 1, missingHourCount: 0}
  return withReservations({asOf, anomalies, history, notes: ['kept']} as unknown as Forecast).notes
}
const masked = (kind: Anomaly['kind'], from: string, to: string): Anomaly => ({kind, from, to, why: 'x'})

test('traffic up to the day before, and short storms, are as they should be', () => {
  expect(notesOf('2026-11-01T00:00:00.000Z')).toEqual(['kept'])
  const night = masked('storm', '2026-10-20T00:00:00.000Z', '2026-10-20T06:00:00.000Z')
  const old = masked('outage', '2026-08-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z')
  expect(notesOf(asOf, [night, old])).toEqual(['kept'])
})

test('old traffic is dated, a gap at its end included', () => {
  expect(notesOf('2026-10-20T05:00:00.000Z')[0]).toMatch(/^The traffic ends on 2026-10-20, 12 days before/)
  const gap = masked('gap', '2026-10-25T00:00:00.000Z', asOf)
  expect(notesOf(asOf, [gap])).toEqual([expect.stringContaining('ends on 2026-10-25, 8 days'), 'kept'])
})

test('weeks that are masked are counted inside the four that the level stands on', () => {
  const storm = masked('storm', '2026-09-01T00:00:00.000Z', '2026-10-12T00:00:00.000Z')
  expect(notesOf(asOf, [storm])[0]).toMatch(/^7 of the last 28 days were far above .* from 2026-09-01 on/)
  const outages = [
    masked('outage', '2026-10-10T00:00:00.000Z', '2026-10-11T12:00:00.000Z'),
    masked('outage', '2026-10-20T00:00:00.000Z', '2026-10-21T12:00:00.000Z'),
  ]
  expect(notesOf(asOf, outages)[0]).toMatch(/^3 of the last 28 days were far below/)
})
