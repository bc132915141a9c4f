import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {GroupPeak, ServicePeak} from '../../src/documents/config-peak.js'
import '../seed.js'
import {classes, type Needs, SettingsShop} from './settings-shop.js'

const all: {group: GroupPeak; service: ServicePeak} = {
  group: {targetUtilization: 0.45, warmup: 120, warmPool: {state: 'stopped', minCount: 4}, groupMetrics: true},
  service: {targetUtilization: 0.5, highResolutionMetrics: true, capacityProviderTarget: 0.9},
}
const nothing: Omit<Needs, 'eventId'> = {lcuCount: null, classRank: 0, reservedCount: null}

test('Cyber Monday planned while all of Black Friday is live: it keeps what it needs, and October comes back', () => {
  const shop = new SettingsShop()
  const october = shop.state()
  const friday = {eventId: 'friday', lcuCount: 300, classRank: 2, reservedCount: 5}
  shop.apply('friday', shop.plan(friday, all))
  const held = shop.plan({eventId: 'monday', lcuCount: 200, classRank: 1, reservedCount: 3}, all)
  const changing = held.filter(({before, after}) => JSON.stringify(before) !== JSON.stringify(after))
  expect(changing.map(({id}) => id)).toEqual(['web-reservation-a'])
  expect(held.map(({id}) => id).sort()).toEqual([
    'alb-lcu',
    'cart-resolution',
    'hold-cart-policy-cpu',
    'hold-cart-provider-target',
    'hold-db-class',
    'hold-web-group-metrics',
    'hold-web-policy-cpu',
    'hold-web-warm-pool',
    'hold-web-warmup',
    'web-reservation-a',
  ])
  // A hold is for now: nothing may be taken away before its turn comes.
  for (const {id, notBeforeAt} of held) if (id !== 'web-reservation-a') expect([id, notBeforeAt]).toEqual([id, null])
  shop.apply('monday', held)
  const both = shop.state()
  shop.restore('friday')
  expect([...shop.reserved.keys()]).toEqual(['p-monday-web-a'])
  expect(JSON.parse(shop.state()).slice(0, 1)).toEqual(JSON.parse(both).slice(0, 1))
  // What nobody needs as high any more goes down to what the other asked for; a hold asks for what it found.
  expect(shop.lcu).toEqual({CapacityUnits: 300})
  shop.restore('monday')
  expect(shop.state()).toBe(october)
})

test('what a plan does not lean on is not held: reserved LCUs that it has no need of, and instances of another plan', () => {
  const shop = new SettingsShop()
  shop.apply(
    'friday',
    shop.plan({...nothing, eventId: 'friday', lcuCount: 300, reservedCount: 5}, {group: {}, service: {}}),
  )
  expect(shop.plan({...nothing, eventId: 'monday'}, {group: {}, service: {}})).toEqual([])
})

test('more LCUs than another event has are made from those, and go back to them or to none', () => {
  const plan = (shop: SettingsShop, eventId: string, lcuCount: number) =>
    shop.plan({...nothing, eventId, lcuCount}, {group: {}, service: {}})
  for (const order of [
    ['friday', 'monday'],
    ['monday', 'friday'],
  ]) {
    const shop = new SettingsShop()
    shop.apply('friday', plan(shop, 'friday', 100))
    const patches = plan(shop, 'monday', 250)
    expect(patches).toMatchObject([
      {before: {MinimumLoadBalancerCapacity: {CapacityUnits: 100}}, resting: {MinimumLoadBalancerCapacity: null}},
    ])
    shop.apply('monday', patches)
    shop.restore(order[0] ?? '')
    expect(shop.lcu).toEqual({CapacityUnits: order[0] === 'friday' ? 250 : 100})
    shop.restore(order[1] ?? '')
    expect(shop.lcu).toBeNull()
  }
})

test('another warm-up in between goes back to none, by the call of who set the first', () => {
  const shop = new SettingsShop()
  const october = shop.state()
  const peak = (warmup: number) => ({group: {warmup}, service: {}})
  shop.apply('friday', shop.plan({...nothing, eventId: 'friday'}, peak(120)))
  const patches = shop.plan({...nothing, eventId: 'monday'}, peak(300))
  expect(patches).toMatchObject([{undo: {input: {DefaultInstanceWarmup: -1}}, resting: {DefaultInstanceWarmup: null}}])
  shop.apply('monday', patches)
  shop.restore('friday')
  shop.restore('monday')
  expect(shop.state()).toBe(october)
})

const needs = fc.record({
  lcuCount: fc.option(fc.integer({min: 1, max: 5}).map((hundreds) => hundreds * 100)),
  classRank: fc.integer({min: 0, max: classes.length - 1}),
  reservedCount: fc.option(fc.integer({min: 1, max: 9})),
})
const wished = fc.record({
  group: fc.record(
    {
      targetUtilization: fc.constant(0.45),
      warmup: fc.constant(120),
      warmPool: fc.constant({state: 'stopped' as const, minCount: 4}),
      groupMetrics: fc.constant(true as const),
    },
    {requiredKeys: []},
  ),
  service: fc.record(
    {
      targetUtilization: fc.constant(0.5),
      highResolutionMetrics: fc.constant(true as const),
      capacityProviderTarget: fc.constant(0.9),
    },
    {requiredKeys: []},
  ),
})
const turns = fc.array(fc.oneof(needs, fc.nat({max: 9})), {minLength: 1, maxLength: 8})

test('property: events applied and restored in any order: each keeps what it needs until its turn, and October comes back', () => {
  fc.assert(
    fc.property(wished, turns, fc.infiniteStream(fc.nat({max: 9})), (peak, steps, dice) => {
      const shop = new SettingsShop()
      const october = shop.state()
      const live: Needs[] = []
      const expectKept = () => {
        if (live.length === 0) return expect(shop.state()).toBe(october)
        const most = (of: (one: Needs) => number | null) => Math.max(0, ...live.map((one) => of(one) ?? 0))
        expect(Number(shop.lcu?.['CapacityUnits'] ?? 0)).toBeGreaterThanOrEqual(most(({lcuCount}) => lcuCount))
        const rank = classes.indexOf(shop.inventory.databases[0]?.class ?? '')
        expect(rank).toBeGreaterThanOrEqual(most(({classRank}) => classRank))
        const reserved = live.filter(({reservedCount}) => reservedCount !== null)
        expect([...shop.reserved.keys()].sort()).toEqual(reserved.map(({eventId}) => `p-${eventId}-web-a`).sort())
        // Nothing is left to wish for: all that the config wants for the window is there.
        const again = shop.plan({...nothing, eventId: 'again'}, peak)
        const missing = again.filter(({before, after}) => JSON.stringify(before) !== JSON.stringify(after))
        expect(missing).toEqual([])
      }
      const takeBack = (turn: number) => {
        const [gone] = live.splice(turn % Math.max(1, live.length), 1)
        if (gone !== undefined) shop.restore(gone.eventId)
        expectKept()
      }
      for (const [i, step] of steps.entries()) {
        if (typeof step === 'number') takeBack(step)
        else {
          const event = {...step, eventId: `e${i}`}
          shop.apply(event.eventId, shop.plan(event, peak))
          live.push(event)
          expectKept()
        }
      }
      while (live.length > 0) takeBack(dice.next().value)
      expect(shop.state()).toBe(october)
    }),
  )
})
