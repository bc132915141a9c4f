import {expect, test} from 'vitest'
import {withCopyTimes, withLatestDates} from '../../../src/core/recommend/latest-dates.js'
import {instantOf} from '../../../src/core/series/zone.js'
import {makeSetting} from '../tiers/make-setting.js'
import {makeChange, makeDatabase, makeInventory, makeModify} from './make-change.js'

const day = 86_400
const setting = makeSetting()
const inventory = makeInventory({databases: [makeDatabase()]})
const at = (atS: number) => new Date(atS * 1000).toISOString()
const wantedS = setting.windowStartS - day
const known = {patches: [], inventory, freezes: [], setting}

test('without a freeze nothing moves', () => {
  const change = makeChange()
  expect(withLatestDates([change], known)).toEqual([change])
})

test('by hand is done before a freeze, apply orders before it, and what fires inside stays', () => {
  const freezes = [{startS: wantedS - 2 * day, endS: setting.windowEndS}]
  const [manual, automatic] = withLatestDates(
    [
      makeChange({latestAt: at(wantedS - 1800)}),
      makeChange({id: 'web-min', route: 'automatic', leadTimeS: 660, latestAt: at(setting.windowStartS - 660)}),
    ],
    {...known, freezes},
  )
  expect(instantOf(manual?.latestAt ?? '')).toBe(wantedS - 2 * day - 1800)
  expect(instantOf(automatic?.latestAt ?? '')).toBe(wantedS - 2 * day)
  expect(automatic?.evidence.at(-1)).toMatch(/before the freeze of 4 d/)
})

test('two storage changes of one database: the first ends, cools down for six hours, and the second follows', () => {
  const patches = [makeModify('a', {StorageType: 'gp3'}), makeModify('b', {AllocatedStorage: 500, Iops: 12_000})]
  const common = {setting: 'storage', leadTimeS: day, latestAt: at(wantedS - day)}
  const [first, second] = withLatestDates(
    [makeChange({id: 'one', patchIds: ['a'], ...common}), makeChange({id: 'two', patchIds: ['b'], ...common})],
    {...known, patches},
  )
  expect(instantOf(second?.latestAt ?? '')).toBe(wantedS - day)
  // 6 h is what AWS asks for after the optimization; the day is our lead for the optimization itself.
  expect(instantOf(first?.latestAt ?? '')).toBe(wantedS - day - 6 * 3600 - day)
  expect(first?.evidence.at(-1)).toMatch(/6 h more/)
})

test('a class change does not wait for a storage change', () => {
  const patches = [
    makeModify('a', {AllocatedStorage: 500, Iops: 12_000}),
    makeModify('b', {DBInstanceClass: 'db.r6g.2xlarge'}),
  ]
  const common = {leadTimeS: day, latestAt: at(wantedS - day)}
  const dated = withLatestDates(
    [makeChange({id: 'one', patchIds: ['a'], ...common}), makeChange({id: 'two', patchIds: ['b'], ...common})],
    {...known, patches},
  )
  expect(dated.map(({latestAt}) => latestAt)).toEqual([at(wantedS - day), at(wantedS - day)])
})

test('crossing 400 GiB takes two days, growing below or above it does not', () => {
  const patch = (gib: number) => [makeModify('db-class', {AllocatedStorage: gib, Iops: 12_000})]
  const change = makeChange({leadTimeS: day, latestAt: at(wantedS - day)})
  const lead = (gib: number, fromGib: number) => {
    const estate = makeInventory({databases: [makeDatabase({allocatedGib: fromGib})]})
    const [dated] = withCopyTimes([change], {...known, inventory: estate, patches: patch(gib)})
    return [dated?.leadTimeS, instantOf(dated?.latestAt ?? '') + (dated?.leadTimeS ?? 0)]
  }
  expect(lead(400, 300)).toEqual([2 * day, wantedS])
  expect(lead(399, 300)).toEqual([day, wantedS])
  expect(lead(600, 400)).toEqual([day, wantedS])
})
