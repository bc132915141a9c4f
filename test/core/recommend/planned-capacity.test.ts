import {expect, test} from 'vitest'
import {capacityPlanned, capacityToday} from '../../../src/core/recommend/planned-capacity.js'
import type {Limit} from '../../../src/documents/plan.js'

const limit = (breaksAtRps: number | null, plannedBreaksAtRps: number | null) =>
  ({breaksAtRps, plannedBreaksAtRps}) as Limit

test('the first to break counts, and what no rate breaks never does', () => {
  const limits = [limit(900, 3000), limit(700, 2500), limit(null, null)]
  expect(capacityToday(limits)).toBe(700)
  expect(capacityPlanned(limits)).toBe(2500)
  expect(capacityPlanned([limit(500, null)])).toBeNull()
  expect(capacityToday([])).toBeNull()
})
