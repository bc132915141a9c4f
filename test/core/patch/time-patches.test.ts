import fc from 'fast-check'
import {expect, test} from 'vitest'
import {orderPatches} from '../../../src/core/patch/order-patches.js'
import {timePatches} from '../../../src/core/patch/time-patches.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {AwsRequest, DraftPatch, Patch} from '../../../src/documents/patch.js'
import {makeChange} from '../recommend/make-change.js'
import {makeSetting} from '../tiers/make-setting.js'

const setting = makeSetting()
const {windowStartS} = setting
const hourS = 3600

function draft(operation: string, more: Partial<DraftPatch> & {input?: AwsRequest['input']} = {}): DraftPatch {
  const {input = {}, ...others} = more
  return {
    id: operation,
    tier: 'web',
    resource: 'shop-web',
    summary: operation,
    route: 'automatic',
    request: {service: 'autoscaling', operation, input},
    before: {},
    after: {},
    undo: {impossible: 'test'},
    ends: 'restore',
    ...others,
  }
}
const action = (atS: number, more: Partial<DraftPatch> = {}) =>
  draft('PutScheduledUpdateGroupAction', {
    input: {ScheduledActionName: `ecom-plan-p-1-${atS}`, StartTime: isoOf(atS), MinSize: 3},
    id: `action-${atS}`,
    ...more,
  })
const timed = (
  patches: DraftPatch[],
  changes = [makeChange({patchIds: []})],
  freezes: {startS: number; endS: number}[] = [],
) => timePatches({patches, changes, freezes, setting})

test('a scheduled action may be put until AWS, which may be two minutes late, would run it; a limit until the first of its resource', () => {
  const [maximum, first, second, other] = timed([
    draft('UpdateAutoScalingGroup', {input: {MaxSize: 9}}),
    action(windowStartS - 600),
    action(windowStartS + hourS),
    draft('UpdateAutoScalingGroup', {input: {MaxSize: 9}, resource: 'shop-api'}),
  ])
  expect(first?.notAfterAt).toBe(isoOf(windowStartS - 720))
  expect(second?.notAfterAt).toBe(isoOf(windowStartS + hourS - 120))
  expect(maximum).toMatchObject({wave: 'limits', notBeforeAt: null, notAfterAt: isoOf(windowStartS - 720)})
  expect(other?.notAfterAt).toBe(isoOf(windowStartS))
})

test.each([
  'ModifyCapacityReservation',
  'CreateCapacityReservation',
  'PutWarmPool',
  'PutScalingPolicy',
  'EnableMetricsCollection',
])('%s costs from the minute it is made: not earlier than a day before', (operation) => {
  const [patch] = timed([draft(operation)])
  expect(patch?.notBeforeAt).toBe(isoOf(windowStartS - 24 * hourS))
  expect(patch?.notAfterAt).toBe(isoOf(windowStartS))
})

test('what may be made a day before is made before a freeze that begins earlier', () => {
  const freezes = [{startS: windowStartS - 100 * hourS, endS: windowStartS + 100 * hourS}]
  const [patch] = timed([draft('PutWarmPool')], [], freezes)
  expect(patch?.notBeforeAt).toBe(isoOf(windowStartS - 124 * hourS))
})

test('a quota is asked for at once, a database changed from now until the last safe moment of its change', () => {
  const latestAt = isoOf(windowStartS - 48 * hourS)
  const changes = [makeChange({patchIds: ['ModifyDBInstance'], latestAt})]
  const [quota, database] = timed([draft('RequestServiceQuotaIncrease'), draft('ModifyDBInstance')], changes)
  expect(quota).toMatchObject({wave: 'reserve', notBeforeAt: null, notAfterAt: isoOf(windowStartS)})
  expect(database).toMatchObject({wave: 'database', notBeforeAt: null, notAfterAt: latestAt})
})

test('a default warm-up is no limit', () => {
  expect(timed([draft('UpdateAutoScalingGroup', {input: {DefaultInstanceWarmup: 180}})])[0]?.wave).toBe('warm-up')
})

const operations = [
  'RequestServiceQuotaIncrease',
  'ModifyCapacityReservation',
  'ModifyDBInstance',
  'UpdateAutoScalingGroup',
  'RegisterScalableTarget',
  'PutScheduledUpdateGroupAction',
  'PutScheduledAction',
  'PutWarmPool',
  'UpdateCapacityProvider',
  'PutScalingPolicy',
]
const some = fc.array(
  fc.record({
    operation: fc.constantFrom(...operations),
    route: fc.constantFrom('automatic' as const, 'manual' as const),
    isForGood: fc.boolean(),
  }),
  {maxLength: 12},
)

test('property: by hand after what apply sends, for good after what can be undone, wave by wave, maxima before minima, policies last', () => {
  fc.assert(
    fc.property(some, (kinds) => {
      const drafts = kinds.map(({operation, route, isForGood}, i) =>
        draft(operation, {
          id: String(i),
          route,
          input: /Put.*Action/.test(operation)
            ? {ScheduledActionName: 'a', StartTime: isoOf(windowStartS)}
            : {MaxSize: 1},
          ...(isForGood ? {consent: 'irreversible' as const} : {}),
        }),
      )
      const ordered = orderPatches(timed(drafts))
      expect(ordered.map(({id}) => id).sort()).toEqual(drafts.map(({id}) => id).sort())
      // As a person would say it, the first that differs decides.
      const stand = ({route, consent, wave, request: {operation}}: Patch) => [
        route === 'manual' ? 1 : 0,
        consent === 'irreversible' ? 1 : 0,
        ['reserve', 'database', 'limits', 'warm-up'].indexOf(wave),
        wave === 'limits' && /^Put/.test(operation) ? 1 : 0,
        operation === 'PutScalingPolicy' ? 1 : 0,
      ]
      const stands = ordered.map((patch) => stand(patch).join(''))
      expect(stands).toEqual([...stands].sort())
    }),
  )
})
