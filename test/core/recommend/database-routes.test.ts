import {expect, test} from 'vitest'
import {withRoutes} from '../../../src/core/recommend/database-routes.js'
import {instantOf} from '../../../src/core/series/zone.js'
import type {Database} from '../../../src/documents/inventory.js'
import {makeSetting} from '../tiers/make-setting.js'
import {makeChange, makeDatabase, makeInventory, makeModify} from './make-change.js'

const day = 86_400
const base = makeSetting()
const latestS = base.windowStartS - day - 1800

function route(
  over: Partial<Database>,
  {asOfS = base.asOfS, kind = 'class', judgements = {} as Record<string, number>} = {},
) {
  const setting = makeSetting({
    asOfS,
    judgement: (name) => judgements[name] ?? base.catalog.judgements[name].value,
  })
  const input = kind === 'class' ? {DBInstanceClass: 'db.r6g.2xlarge'} : {AllocatedStorage: 300, Iops: 4000}
  const change = makeChange({latestAt: new Date(latestS * 1000).toISOString()})
  const inventory = makeInventory({databases: [makeDatabase(over)]})
  const [found] = withRoutes([change], {patches: [makeModify('db-class', input)], inventory, freezes: [], setting})
  if (found?.path === undefined) throw new Error('no path')
  const option = (name: string) => found.path?.options.find((one) => one.name === name)
  return {change: found, path: found.path, option}
}

test('with a standby: its failover, at no cost, and no other route is cheaper', () => {
  const {change, path, option} = route({})
  expect(path.chosen).toBe('Multi-AZ failover')
  expect(change.downtime).toBe('a failover, up to 120 s')
  expect(change.cost.windowUsd).toBe(10)
  expect(instantOf(change.latestAt ?? '')).toBe(latestS)
  expect(option('in place')?.isPossible).toBe(false)
})

test('without one: in place, unless nobody may be away for so long, and then a standby is added first', () => {
  expect(route({isMultiAz: false}).path.chosen).toBe('in place')
  const {change, path, option} = route({isMultiAz: false}, {judgements: {routeDowntimeS: 120}})
  expect(path.chosen).toBe('Multi-AZ failover')
  expect(change.leadTimeS).toBe(day + 1800)
  expect(instantOf(change.latestAt ?? '')).toBe(latestS - day)
  // db.r6g.2xlarge for one zone, by the price list: $0.859 an hour; the volume: 300 GiB × $0.115 ÷ 730 h.
  const hours = (day + (base.windowEndS - latestS)) / 3600
  expect(option('Multi-AZ failover')?.costUsd).toBeCloseTo(hours * (0.859 + (300 * 0.115) / 730), 6)
  expect(change.cost.windowUsd).toBeCloseTo(10 + (option('Multi-AZ failover')?.costUsd ?? 0), 9)
  expect(change.cost.because).toMatch(/for the route \(Multi-AZ failover\)/)
})

test('Blue/Green costs a second database, with its replicas, while both run', () => {
  const one = route({isMultiAz: false}).option('Blue/Green')
  const two = route({isMultiAz: false, replicas: ['a']}).option('Blue/Green')
  expect(one?.costUsd).toBeCloseTo(96 * (0.859 + (300 * 0.115) / 730), 6)
  expect(two?.costUsd).toBeCloseTo(2 * (one?.costUsd ?? 0), 6)
  expect(one?.downtime).toMatch(/under 60 s/)
})

test('what is not open says why', () => {
  expect(route({replicaOf: 'main'}).option('Blue/Green')).toMatchObject({
    isPossible: false,
    because: expect.stringMatching(/with its primary/),
  })
  expect(route({engine: 'mariadb'}).option('Multi-AZ cluster')).toMatchObject({isPossible: false})
  expect(route({}).option('Aurora reader and failover')?.because).toBe('mysql on RDS is not Aurora')
})

test('storage changes in place; only Blue/Green could shrink it', () => {
  const {path, option} = route({}, {kind: 'storage'})
  expect(path.chosen).toBe('in place')
  expect(option('Blue/Green')?.because).toMatch(/only way to shrink.*20 %/)
})

test('a route that no longer fits is not chosen, and is named as too late', () => {
  const asOfS = latestS - 3600
  const {path} = route({isMultiAz: false}, {asOfS, judgements: {routeDowntimeS: 120}})
  expect(path.chosen).toBe('in place')
  expect(path.because).toMatch(/too late for Multi-AZ failover, Multi-AZ cluster, Blue\/Green/)
})

test('when none fits the cheapest is named all the same', () => {
  expect(route({}, {asOfS: latestS + 3600}).path.because).toMatch(/no route fits any more/)
})

test('a change of anything else has no route', () => {
  const change = makeChange({patchIds: []})
  expect(withRoutes([change], {patches: [], inventory: makeInventory(), freezes: [], setting: base})).toEqual([change])
})
