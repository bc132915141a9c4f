import fc from 'fast-check'
import {expect, test} from 'vitest'
import {claimsOf, inForce, restoreTo} from '../../../src/core/apply/claims.js'
import {makeReceipt, maxPatch} from './make-receipt.js'

const blackFriday = makeReceipt({patches: [maxPatch({from: 40, to: 130})]})
const cyberMonday = makeReceipt({
  patches: [maxPatch({from: 130, to: 150, resting: {MaxSize: 40}})],
  applyId: 'a-20261128-0900-bbbb',
  planId: 'p-22222222',
  eventId: 'cyber-monday-2026',
  openedAt: '2026-11-27T12:00:00.000Z',
  windowEndAt: '2026-12-01T05:00:00.000Z',
})

test('a live patch claims its field for its event, with what rests there', () => {
  expect(claimsOf([blackFriday])).toMatchObject([
    {
      place: '123456789012/us-east-1',
      field: 'MaxSize',
      eventIds: ['black-friday-2026'],
      value: 130,
      restingValue: 40,
      windowEndAt: '2026-11-28T05:00:00.000Z',
    },
  ])
})

test.each(['untried', 'failed', 'conflict', 'undone'] as const)('a patch that is %s claims nothing', (state) => {
  expect(claimsOf([makeReceipt({patches: [maxPatch({from: 40, to: 130})], state})])).toEqual([])
})

test('a patch in doubt claims: what may be needed is not given away', () => {
  expect(claimsOf([makeReceipt({patches: [maxPatch({from: 40, to: 130})], state: 'in-doubt'})])).toHaveLength(1)
})

test('what somebody else had put there rests there; what the plan says rests, rests', () => {
  const [foreign] = claimsOf([makeReceipt({patches: [maxPatch({from: 40, to: 130})], isSent: false})])
  expect(foreign?.restingValue).toBe(130)
  const holding = maxPatch({from: 130, to: 130, resting: {MaxSize: 40}})
  expect(claimsOf([makeReceipt({patches: [holding], isSent: false})])[0]?.restingValue).toBe(40)
})

test('rollbacks and restores claim nothing; an extension moves the end of the window', () => {
  expect(claimsOf([makeReceipt({patches: [maxPatch({from: 130, to: 40})], purpose: 'rollback'})])).toEqual([])
  const extension = makeReceipt({
    patches: [maxPatch({from: 1, to: 2, group: 'other'})],
    purpose: 'extend',
    windowEndAt: '2026-11-28T09:00:00.000Z',
  })
  expect(claimsOf([blackFriday, extension]).map(({windowEndAt}) => windowEndAt)).toEqual(['2026-11-28T09:00:00.000Z'])
})

test('the same name in another account or of another resource is another field', () => {
  const place = {account: '999999999999', region: 'us-east-1'}
  const keys = claimsOf([
    makeReceipt({
      patches: [
        maxPatch({from: 1, to: 2}),
        maxPatch({from: 1, to: 2, place}),
        maxPatch({from: 1, to: 2, group: 'shop-api'}),
      ],
    }),
  ]).map(({key}) => key)
  expect(new Set(keys).size).toBe(3)
})

test('of two events the higher limit is in force, and restoring one leaves what the other needs', () => {
  const claims = claimsOf([cyberMonday, blackFriday])
  expect(claims.map(({eventIds}) => eventIds)).toEqual([['black-friday-2026'], ['cyber-monday-2026']])
  const [friday, monday] = claims
  if (friday === undefined || monday === undefined) throw new Error('a claim is missing')
  expect(inForce(claims)).toBe(150)
  expect(restoreTo(friday, claims)).toBe(150)
  expect(restoreTo(monday, claims)).toBe(130)
  expect(restoreTo(friday, [friday])).toBe(40)
  expect(restoreTo(monday, [monday])).toBe(40)
})

test('of what is no limit the later counts, and restoring it gives the earlier its own back', () => {
  const change = (from: string, to: string) =>
    maxPatch({from: 0, to: 0, before: {DBInstanceClass: from}, after: {DBInstanceClass: to}})
  const first = makeReceipt({patches: [change('db.r6g.large', 'db.r6g.4xlarge')]})
  const second = {
    ...cyberMonday,
    patches: makeReceipt({
      patches: [{...change('db.r6g.4xlarge', 'db.r6g.2xlarge'), resting: {DBInstanceClass: 'db.r6g.large'}}],
    }).patches,
  }
  const claims = claimsOf([first, second])
  expect(inForce(claims)).toBe('db.r6g.2xlarge')
  expect(claims.map((claim) => restoreTo(claim, claims))).toEqual(['db.r6g.2xlarge', 'db.r6g.4xlarge'])
})

test('a range is in force as its highest ends, and nothing is less than a figure', () => {
  const acu = (MinCapacity: number, MaxCapacity: number) => ({
    ServerlessV2ScalingConfiguration: {MinCapacity, MaxCapacity},
  })
  const one = makeReceipt({patches: [maxPatch({from: 0, to: 0, before: acu(1, 16), after: acu(8, 32)})]})
  const two = {
    ...cyberMonday,
    patches: makeReceipt({
      patches: [maxPatch({from: 0, to: 0, before: acu(8, 32), after: acu(4, 64), resting: acu(1, 16)})],
    }).patches,
  }
  expect(inForce(claimsOf([one, two]))).toEqual({MinCapacity: 8, MaxCapacity: 64})
  const none = {MinimumLoadBalancerCapacity: null}
  const units = (CapacityUnits: number) => ({MinimumLoadBalancerCapacity: {CapacityUnits}})
  const reserved = claimsOf([makeReceipt({patches: [maxPatch({from: 0, to: 0, before: none, after: units(500)})]})])
  expect(inForce(reserved)).toEqual({CapacityUnits: 500})
  const [claim] = reserved
  expect(claim && restoreTo(claim, reserved)).toBeNull()
})

test('property: whatever order events are restored in, what is in force holds every event that is left, and ends at rest', () => {
  const event = fc.record({want: fc.integer({min: 1, max: 200}), at: fc.integer({min: 0, max: 99})})
  fc.assert(
    fc.property(
      fc.array(event, {minLength: 1, maxLength: 5}),
      fc.integer({min: 1, max: 50}),
      fc.infiniteStream(fc.nat()),
      (events, resting, dice) => {
        let live = resting
        const ordered = [...events].sort((a, b) => a.at - b.at)
        const receipts = ordered.map(({want}, i) => {
          const from = live
          live = Math.max(live, want)
          return makeReceipt({
            patches: [maxPatch({from, to: live, resting: {MaxSize: resting}})],
            isSent: live !== from,
            eventId: `e${i}`,
            applyId: `a${i}`,
            openedAt: `2026-11-01T0${i}:00:00.000Z`,
          })
        })
        let claims = claimsOf(receipts)
        while (claims.length > 0) {
          const gone = claims[dice.next().value % claims.length]
          if (gone === undefined) throw new Error('no claim')
          const to = restoreTo(gone, claims) as number
          expect(to).toBeLessThanOrEqual(live)
          live = to
          claims = claims.filter((claim) => claim !== gone)
          for (const {value} of claims) expect(live).toBeGreaterThanOrEqual(value as number)
        }
        expect(live).toBe(resting)
      },
    ),
  )
})
