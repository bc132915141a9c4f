import fc from 'fast-check'
import {expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {notModelledOf} from '../../../src/core/recommend/not-modelled.js'
import type {Config} from '../../../src/documents/config.js'
import {cornerConfig, cornerShop} from '../../aws/corner-shop.js'
import '../../seed.js'

const inventory = mapInventory(cornerShop)
const replicas = ['corner-db-r1', 'corner-db-r2']
const of = (over: Partial<Config>) => notModelledOf({config: {...cornerConfig, ...over}, inventory, found: []})
const names = (over: Partial<Config>) => of(over).map(({tier}) => tier)
const without = (name: string) => {
  const {[name]: _, ...tiers} = cornerConfig.tiers
  return tiers
}

test('what the estate holds and no tier names is listed; the hosts under a named service are not', () => {
  // corner-hosts carries the service checkout, which a tier names.
  expect(names({}).sort()).toEqual(replicas)
  expect(names({tiers: without('web')})).toContain('corner-web')
  expect(names({tiers: without('search')}).sort()).toEqual(['corner/search', ...replicas].sort())
  expect(names({tiers: without('checkout')}).sort()).toEqual(['corner-hosts', 'corner/checkout', ...replicas].sort())
  expect(of({tiers: without('web')})[0]?.why).toBe('Auto Scaling group that was seen and is in no tier')
})

test('a dependency may name it, also with a pattern', () => {
  const tier = {kind: 'dependency', what: 'read replicas', resource: 'corner-db-r*'} as const
  expect(names({tiers: {...cornerConfig.tiers, reads: tier}})).toEqual([])
})

test('what runs nothing is no tier', () => {
  const [first] = inventory.ecsServices
  if (first === undefined) throw new Error('the shop has services')
  const idle = {...first, name: 'idle', desiredCount: 0, minCount: 0, maxCount: null}
  const listed = (service: typeof first) =>
    notModelledOf({
      config: cornerConfig,
      inventory: {...inventory, ecsServices: [...inventory.ecsServices, service]},
      found: [],
    }).map(({tier}) => tier)
  expect(listed(idle)).not.toContain('corner/idle')
  expect(listed({...idle, maxCount: 2})).toContain('corner/idle')
})

test('a waiver is put beside what it covers, and beside nothing else', () => {
  const waive = [{resource: 'corner-db-r1', by: 'Ann', why: 'reports only'}]
  expect(of({waive}).map(({tier, waived}) => [tier, waived])).toEqual([
    ['corner-db-r1', {by: 'Ann', why: 'reports only'}],
    ['corner-db-r2', undefined],
  ])
  const tiers = {
    ...cornerConfig.tiers,
    payments: {kind: 'dependency', what: 'w', waived: {by: 'Bo', why: 'its own queue'}} as const,
  }
  const found = [
    {tier: 'payments', why: 'w'},
    {tier: 'web', why: 'not measured'},
  ]
  // A pattern is for what no tier names; a tier has a waiver of its own.
  const all = notModelledOf({
    config: {...cornerConfig, tiers, waive: [{resource: '*', by: 'Cy', why: 'all'}]},
    inventory,
    found,
  })
  expect(Object.fromEntries(all.map(({tier, waived}) => [tier, waived?.by]))).toEqual({
    payments: 'Bo',
    web: undefined,
    'corner-db-r1': 'Cy',
    'corner-db-r2': 'Cy',
  })
})

test('property: a pattern covers what the same regular expression covers', () => {
  const letters = (chars: string, maxLength: number) =>
    fc.array(fc.constantFrom(...chars), {minLength: 1, maxLength}).map((parts) => parts.join(''))
  fc.assert(
    fc.property(letters('ab*', 7), letters('ab', 9), (resource, id) => {
      const [database] = inventory.databases
      if (database === undefined) throw new Error('the shop has a database')
      const [found] = notModelledOf({
        config: {...cornerConfig, waive: [{resource, by: 'Ann', why: 'w'}]},
        inventory: {...inventory, databases: [{...database, id}]},
        found: [],
      })
      expect(found?.waived !== undefined).toBe(new RegExp(`^${resource.replaceAll('*', '.*')}$`).test(id))
    }),
  )
})
