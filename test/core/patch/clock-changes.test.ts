import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {forecastEvent} from '../../../src/core/forecast/forecast-event.js'
import {minSizePatches} from '../../../src/core/patch/asg-patches.js'
import {minCapacityPatches} from '../../../src/core/patch/ecs-patches.js'
import {minSchedule} from '../../../src/core/recommend/min-schedule.js'
import {onceAtS} from '../../../src/core/recommend/schedule-runs.js'
import {instantOf, isoOf, localMinute} from '../../../src/core/series/zone.js'
import type {AutoScalingGroup, EcsService} from '../../../src/documents/inventory.js'

const firstS = Date.UTC(2025, 9, 1) / 1000
const days = 360

/** The forecast of a day in which the clocks change, from a shop that knows no days. */
function forecastOf(date: string, timezone: string) {
  return forecastEvent({
    traffic: {
      schema: 'ecom-plan.traffic/v1',
      capturedAt: isoOf(firstS + days * 86_400),
      level: 'origin',
      sources: ['test'],
      windows: [{periodS: 3600, startAt: isoOf(firstS), values: Array<number>(days * 24).fill(360_000)}],
    },
    event: {
      id: 'sale',
      name: 'Sale',
      date,
      timezone,
      pastDates: [],
      window: {startS: -6 * 3600, endS: 26 * 3600},
      launches: [],
      uplift: {kind: 'factor', factorRatio: 3, why: 'test'},
    },
    labels: {labelled: [], excluded: []},
    asOf: isoOf(firstS + days * 86_400),
    judgement: (name) => catalog.judgements[name].value,
  })
}

// UTC by hand. New York: 31 Oct 18:00 EDT is 22:00Z; 26 h after the midnight of 1 Nov (04:00Z) is 2 Nov 06:00Z, which the
// clock set back calls 01:00 EST. Berlin: 24 Oct 18:00 CEST is 16:00Z; 26 h after midnight (24 Oct 22:00Z) is 26 Oct
// 00:00Z, 01:00 CET. The lead is 11 minutes.
test.each([
  [
    '2026-11-01',
    'America/New_York',
    '2026-10-31T21:49:00.000Z',
    'Sat 31 Oct 17:49',
    '2026-11-02T06:00:00.000Z',
    'Mon 2 Nov 01:00',
  ],
  [
    '2026-10-25',
    'Europe/Berlin',
    '2026-10-24T15:49:00.000Z',
    'Sat 24 Oct 17:49',
    '2026-10-26T00:00:00.000Z',
    'Mon 26 Oct 01:00',
  ],
])(
  '%s in %s, when the clocks go back: what is scheduled is the right moment in UTC',
  (date, timezone, first, firstLocal, end, endLocal) => {
    const forecast = forecastOf(date, timezone)
    expect(forecast.windowEndAt).toBe(end)
    expect(localMinute(instantOf(end), timezone)).toBe(endLocal)
    const steps = minSchedule({
      needs: forecast.path.map(() => 9),
      startS: instantOf(forecast.windowStartAt),
      stepS: forecast.stepS,
      leadS: 660,
      restingCount: 8,
      earliestS: 0,
    })
    const asked = {tier: 'web', steps, planId: 'p-1'}
    const group = minSizePatches({...asked, group: {name: 'g', minCount: 8, maxCount: 20} as AutoScalingGroup})
    const service = minCapacityPatches({
      ...asked,
      service: {cluster: 'c', name: 's', minCount: 8, maxCount: 20} as EcsService,
    })
    expect(localMinute(instantOf(first), timezone)).toBe(firstLocal)
    expect(group.map(({request}) => request.input['StartTime'])).toEqual([first, end])
    expect(service.map(({request}) => [request.input['Schedule'], request.input['Timezone']])).toEqual([
      [`at(${first.slice(0, 19)})`, 'UTC'],
      [`at(${end.slice(0, 19)})`, 'UTC'],
    ])
  },
)

test('an action that names a zone runs at its local time, before and after the clocks change', () => {
  const at = (schedule: string, timezone: string | null) => isoOf(onceAtS({schedule, timezone}) ?? 0)
  expect(at('at(2026-10-31T18:00:00)', 'America/New_York')).toBe('2026-10-31T22:00:00.000Z')
  expect(at('at(2026-11-01T18:00:00)', 'America/New_York')).toBe('2026-11-01T23:00:00.000Z')
  expect(at('at(2026-11-01T18:00:30)', null)).toBe('2026-11-01T18:00:30.000Z')
  expect(onceAtS({schedule: 'cron(0 5 * * ? *)', timezone: null})).toBeNull()
  expect(onceAtS({schedule: '2026-99-99T00:00:00Z', timezone: null})).toBeNull()
})
