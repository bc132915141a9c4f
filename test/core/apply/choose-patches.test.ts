import fc from 'fast-check'
import {expect, test} from 'vitest'
import '../../seed.js'
import {choosePatches, usedPatches} from '../../../src/core/apply/choose-patches.js'
import {readDowntime} from '../../../src/core/apply/downtime.js'
import {now, patchOf, samplePlan, sampleReceipt} from './sample-facts.js'

type Asked = Parameters<typeof choosePatches>[0]
const choose = (change: Partial<Asked> = {}) =>
  choosePatches({
    patches: samplePlan.patches,
    timezone: samplePlan.timezone,
    at: now,
    only: [],
    used: new Map(),
    downtime: null,
    hasAccepted: false,
    ...change,
  })
const idsOf = ({chosen}: {chosen: {id: string}[]}) => chosen.map(({id}) => id)
const reasonOf = (choice: ReturnType<typeof choose>, id: string) =>
  choice.left.find(({patchId}) => patchId === id)?.reason ?? null

test('what waits for a word of consent is left, with the flag that gives it', () => {
  const choice = choose()
  expect(reasonOf(choice, 'orders-db-class')).toBe('consent')
  expect(choice.left[0]?.because).toContain('--allow-downtime FROM/TO')
  const downtime = readDowntime('2026-11-24T03:00/2026-11-24T04:00', samplePlan.timezone)
  expect(idsOf(choose({downtime}))).toContain('orders-db-class')
})

test('storage that cannot shrink is sent after its sentence alone, whatever downtime is allowed', () => {
  const storage = {...patchOf('orders-db-class'), consent: 'irreversible' as const}
  const downtime = readDowntime('2026-11-24T03:00/2026-11-24T04:00', samplePlan.timezone)
  expect(choose({patches: [storage], downtime}).left[0]?.because).toContain('storage cannot shrink in place')
  expect(idsOf(choose({patches: [storage], hasAccepted: true}))).toEqual(['orders-db-class'])
})

test.each(['slow', 'unpriced'] as const)(
  'what is %s is sent where it is named itself, and by no other flag',
  (consent) => {
    const patch = {...patchOf('orders-db-class'), consent}
    const downtime = readDowntime('2026-11-24T03:00/2026-11-24T04:00', samplePlan.timezone)
    const [left] = choose({patches: [patch], downtime, hasAccepted: true, only: ['orders-db']}).left
    expect(left).toMatchObject({reason: 'consent', because: expect.stringContaining('--only orders-db-class')})
    expect(idsOf(choose({patches: [patch], only: ['orders-db-class']}))).toEqual(['orders-db-class'])
  },
)

test('a manual change without a consent is sent by no flag', () => {
  const {consent: _, ...byHand} = patchOf('orders-db-class')
  const downtime = readDowntime('2026-11-24T03:00/2026-11-24T04:00', samplePlan.timezone)
  expect(reasonOf(choose({patches: [byHand], downtime, hasAccepted: true}), 'orders-db-class')).toBe('by-hand')
})

test('--only takes tiers and patches, and no other name', () => {
  expect(idsOf(choose({only: ['web-max-size', 'checkout-api']}))).toEqual([
    'web-max-size',
    'checkout-api-max-capacity',
    'checkout-api-min-1',
  ])
  expect(() => choose({only: ['wbe']})).toThrow('--only wbe: the plan has no tier and no patch of that name')
})

test('what is not due waits, and what came too late is missed, to the second', () => {
  const patch = {...patchOf('web-max-size'), notBeforeAt: now, notAfterAt: now}
  const at = (ms: number) => new Date(Date.parse(now) + ms).toISOString()
  const reasonAt = (ms: number) => reasonOf(choose({patches: [patch], at: at(ms)}), 'web-max-size')
  expect([reasonAt(-1000), reasonAt(0), reasonAt(1000)]).toEqual(['later', null, 'missed'])
})

test('a patch that was sent, or may have been, is used; one that AWS refused is not', () => {
  const states = {
    'web-max-size': 'verified',
    'web-min-1': 'live',
    'web-min-2': 'in-doubt',
    'web-min-end': 'undone',
    'checkout-api-max-capacity': 'failed',
    'checkout-api-min-1': 'untried',
  } as const
  const used = usedPatches([sampleReceipt(states)], samplePlan.planId)
  expect([...used.keys()]).toEqual(['web-max-size', 'web-min-1', 'web-min-2', 'web-min-end'])
  expect(usedPatches([sampleReceipt(states)], 'p-other').size).toBe(0)
  expect(idsOf(choose({used}))).toEqual(['checkout-api-max-capacity', 'checkout-api-min-1'])
})

test('every patch is either sent or left with one reason, in the order of the plan', () => {
  const ids = samplePlan.patches.map(({id}) => id)
  fc.assert(
    fc.property(
      fc.subarray(ids),
      fc.subarray(ids),
      fc.integer({min: Date.parse('2026-11-20'), max: Date.parse('2026-11-30')}),
      fc.boolean(),
      (only, used, atMs, hasAccepted) => {
        const choice = choose({
          only,
          used: new Map(used.map((id) => [id, 'a-1'])),
          at: new Date(atMs).toISOString(),
          hasAccepted,
        })
        const chosen = new Set(idsOf(choice))
        expect(ids.filter((id) => chosen.has(id))).toEqual(idsOf(choice))
        expect([...idsOf(choice), ...choice.left.map(({patchId}) => patchId)].sort()).toEqual([...ids].sort())
        for (const id of chosen) expect(used).not.toContain(id)
      },
    ),
  )
})

test.each([
  ['2026-11-24T03:00', 'is not two local minutes'],
  ['2026-11-24T03:00/2026-11-24', 'is not two local minutes'],
  ['2026-11-31T03:00/2026-12-01T03:00', 'is not two local minutes'],
  ['2026-11-24T04:00/2026-11-24T03:00', 'ends before it begins'],
])('--allow-downtime %s is refused', (text, why) => {
  expect(() => readDowntime(text, 'America/New_York')).toThrow(why)
})

test("downtime is read in the event's zone, across a change of clocks", () => {
  // 1 Nov 2026: at 02:00 EDT clocks go back to 01:00 EST.
  expect(readDowntime('2026-11-01T00:30/2026-11-01T03:00', 'America/New_York')).toMatchObject({
    fromAt: '2026-11-01T04:30:00.000Z',
    toAt: '2026-11-01T08:00:00.000Z',
  })
})
