import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Patch} from '../../../src/documents/patch.js'
import {SmallShop} from './small-shop.js'

const hourS = 3600
const dayS = 24 * hourS
const novemberS = Date.UTC(2026, 10, 1) / 1000
const october = {minSize: 9, maxSize: 40}

const blackFriday = {
  eventId: 'black-friday-2026',
  planId: 'p-bf',
  windowStartS: Date.UTC(2026, 10, 27) / 1000,
  needs: [...Array(12).fill(24), ...Array(12).fill(58), ...Array(12).fill(30)],
}
const cyberMonday = {
  eventId: 'cyber-monday-2026',
  planId: 'p-cm',
  windowStartS: Date.UTC(2026, 10, 30) / 1000,
  needs: [...Array(12).fill(20), ...Array(24).fill(52)],
}
type ShopEvent = typeof blackFriday

const endOf = ({windowStartS, needs}: ShopEvent) => windowStartS + needs.length * hourS
/** What a plan puts back at the end of its schedule. */
const endIn = (patches: readonly Patch[]) => patches.find(({id}) => id === 'web-min-end')
const limitsOf = ({minSize, maxSize}: SmallShop) => ({minSize, maxSize})

/** The minimum at a moment, from what was run. */
const minimumAt = (shop: SmallShop, atS: number, resting: number) =>
  shop.minima.findLast((one) => one.atS <= atS)?.minSize ?? resting

function expectCovered(shop: SmallShop, event: ShopEvent, plannedAtS: number, resting: number) {
  event.needs.forEach((need, hour) => {
    const atS = event.windowStartS + hour * hourS
    // What is planned in the middle of a window comes as soon as units can start.
    if (atS < plannedAtS + hourS) return
    expect(minimumAt(shop, atS, resting), `${event.eventId}, hour ${hour}`).toBeGreaterThanOrEqual(need)
    expect(minimumAt(shop, atS + hourS - 1, resting), `${event.eventId}, hour ${hour}`).toBeGreaterThanOrEqual(need)
  })
}

test('Black Friday applied, Cyber Monday planned during it, both restored: the values of October', () => {
  const shop = new SmallShop({...october, atS: novemberS})
  shop.apply(blackFriday, shop.plan(blackFriday))
  expect(limitsOf(shop)).toEqual({minSize: 9, maxSize: 58})

  shop.waitUntil(blackFriday.windowStartS + 15 * hourS)
  expect(limitsOf(shop)).toEqual({minSize: 58, maxSize: 58})
  const patches = shop.plan(cyberMonday)
  const [maximum] = patches
  // 52 are within the 58 of Black Friday: held, and to go back to October's.
  expect(maximum).toMatchObject({before: {MaxSize: 58}, after: {MaxSize: 58}, resting: {MaxSize: 40}})
  expect(maximum?.undo).toMatchObject({input: {MaxSize: 40}})
  expect(endIn(patches)?.after).toMatchObject({ScheduledAction: {MinSize: 9}})
  shop.apply(cyberMonday, patches)

  shop.waitUntil(endOf(blackFriday) + 20 * hourS)
  shop.restore(blackFriday.eventId)
  expect(limitsOf(shop)).toEqual({minSize: shop.minSize, maxSize: 58})
  shop.waitUntil(endOf(cyberMonday) + 3 * dayS)
  expectCovered(shop, cyberMonday, 0, 9)
  shop.restore(cyberMonday.eventId)
  expect(limitsOf(shop)).toEqual(october)
  expect(shop.actions.size).toBe(0)
})

test('without any receipt the minimum of October is known from the names of what is scheduled', () => {
  const shop = new SmallShop({...october, atS: novemberS})
  shop.apply(blackFriday, shop.plan(blackFriday))
  shop.waitUntil(blackFriday.windowStartS + 15 * hourS)
  expect(endIn(shop.plan(cyberMonday, []))?.after).toMatchObject({ScheduledAction: {MinSize: 9}})
})

test('windows that adjoin are one stretch: the minimum does not fall and rise between them', () => {
  // Down by 4 an hour: 30 to 9 takes until five hours after the window.
  const slow = {...blackFriday, needs: [58, 54, 50, 46, 42, 38, 34, 30]}
  const sunday = {...cyberMonday, windowStartS: endOf(slow) + 3 * hourS, needs: Array<number>(10).fill(26)}
  const shop = new SmallShop({...october, atS: novemberS})
  shop.apply(slow, shop.plan(slow))
  const patches = shop.plan(sunday)
  expect(patches.some(({id}) => id.startsWith('web-raise-ecom-plan-p-bf-'))).toBe(true)
  shop.apply(sunday, patches)
  shop.waitUntil(endOf(sunday) + 3 * dayS)
  const between = shop.minima.filter(({atS}) => atS >= endOf(slow) && atS < endOf(sunday))
  expect(between.length).toBeGreaterThan(0)
  for (const {minSize} of between) expect(minSize).toBeGreaterThanOrEqual(26)
  expect(shop.minSize).toBe(9)
})

const course = fc.array(fc.integer({min: 1, max: 90}), {minLength: 1, maxLength: 20})
const times = fc.record({
  gapHours: fc.integer({min: -30, max: 60}),
  planAtHours: fc.integer({min: -40, max: 60}),
  swap: fc.boolean(),
})

test('property: two events at any distance, the second planned at any time: both are covered, and both restored it is as before', () => {
  fc.assert(
    fc.property(
      course,
      course,
      times,
      fc.integer({min: 1, max: 30}),
      (one, two, {gapHours, planAtHours, swap}, resting) => {
        const first = {...blackFriday, needs: one}
        const second = {...cyberMonday, needs: two, windowStartS: endOf(first) + gapHours * hourS}
        const before = {minSize: resting, maxSize: 40}
        const shop = new SmallShop({...before, atS: novemberS})
        shop.apply(first, shop.plan(first))
        const planAtS = Math.max(
          novemberS,
          Math.min(first.windowStartS + planAtHours * hourS, second.windowStartS - 2 * hourS),
        )
        shop.waitUntil(planAtS)
        const {maxSize} = shop
        shop.apply(second, shop.plan(second))
        expect(shop.maxSize).toBeGreaterThanOrEqual(maxSize)
        shop.waitUntil(Math.max(endOf(first), endOf(second)) + 30 * dayS)
        expectCovered(shop, first, 0, resting)
        expectCovered(shop, second, 0, resting)
        expect(shop.minSize).toBe(resting)
        for (const {eventId} of swap ? [second, first] : [first, second]) shop.restore(eventId)
        expect(limitsOf(shop)).toEqual(before)
      },
    ),
  )
})

test('property: a plan that is rolled on by a third leaves nothing behind either', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(course, fc.integer({min: -20, max: 40})), {minLength: 3, maxLength: 4}), (events) => {
      const shop = new SmallShop({...october, atS: novemberS})
      let startS = blackFriday.windowStartS
      const planned = events.map(([needs, gapHours], i) => {
        const event = {eventId: `e${i}`, planId: `p-${i}`, windowStartS: startS, needs}
        startS = endOf(event) + gapHours * hourS
        shop.waitUntil(Math.max(shop.atS, event.windowStartS - 30 * hourS))
        const isInTime = event.windowStartS - shop.atS > 2 * hourS
        if (isInTime) shop.apply(event, shop.plan(event))
        return {event, isInTime}
      })
      shop.waitUntil(startS + 90 * dayS)
      for (const {event, isInTime} of planned) if (isInTime) expectCovered(shop, event, 0, 9)
      for (const {event} of planned) shop.restore(event.eventId)
      expect(limitsOf(shop)).toEqual(october)
    }),
  )
})
