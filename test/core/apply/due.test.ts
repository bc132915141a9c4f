import {expect, test} from 'vitest'
import {dueOf, duePatches} from '../../../src/core/apply/due.js'
import {maxPatch} from './make-receipt.js'

const zone = 'America/New_York'
const patch = maxPatch({
  from: 1,
  to: 2,
  notBeforeAt: '2026-11-25T23:00:00.000Z',
  notAfterAt: '2026-11-26T22:49:00.000Z',
})

test('a patch is due from its first moment to its last, both included', () => {
  expect(dueOf(patch, '2026-11-25T22:59:59.000Z', zone)).toEqual({
    reason: 'later',
    because: 'due from Wed 25 Nov 18:00 on',
  })
  expect(dueOf(patch, '2026-11-25T23:00:00Z', zone)).toBeNull()
  expect(dueOf(patch, '2026-11-26T22:49:00Z', zone)).toBeNull()
  expect(dueOf(patch, '2026-11-26T22:49:01Z', zone)).toEqual({
    reason: 'missed',
    because: 'its last moment was Thu 26 Nov 17:49',
  })
  expect(dueOf({...patch, notBeforeAt: null, notAfterAt: null}, '2030-01-01T00:00:00Z', zone)).toBeNull()
})

test('a plan by what is due, later and missed', () => {
  const later = {...patch, id: 'later', notBeforeAt: '2026-11-26T00:00:00Z'}
  const missed = {...patch, id: 'missed', notAfterAt: '2026-11-25T23:10:00Z'}
  const found = duePatches({patches: [patch, later, missed], at: '2026-11-25T23:30:00Z', timezone: zone})
  expect(found.due).toEqual([patch])
  expect(found.later.map((one) => one.patch.id)).toEqual(['later'])
  expect(found.missed).toEqual([{patch: missed, because: 'its last moment was Wed 25 Nov 18:10'}])
})
