import {expect, test} from 'vitest'
import {claimsOf} from '../../../src/core/apply/claims.js'
import {restInventory} from '../../../src/core/inventory/rest-inventory.js'
import type {AutoScalingGroup, EcsService} from '../../../src/documents/inventory.js'
import type {ScheduledAction} from '../../../src/documents/scaling-policy.js'
import {makeReceipt, maxPatch} from '../apply/make-receipt.js'
import {makeInventory} from '../recommend/make-change.js'

const none = {timezone: null, maxCount: null, desiredCount: null}
const action = (name: string, schedule: string, minCount: number): ScheduledAction => ({
  ...none,
  name,
  schedule,
  minCount,
})
const group = (over: Partial<AutoScalingGroup>) =>
  ({name: 'shop-web', minCount: 58, maxCount: 130, scheduledActions: [], ...over}) as AutoScalingGroup
const rested = (one: AutoScalingGroup, claims = claimsOf([]), capturedAt = '2026-11-27T12:00:00Z') =>
  restInventory({inventory: {...makeInventory({autoScalingGroups: [one]}), capturedAt}, claims, latenessS: 120})
    .autoScalingGroups[0]

const ends = [action('ecom-plan-p-1-end', '2026-11-28T07:00:00Z', 9)]
const whole = [action('ecom-plan-p-1-1', '2026-11-26T22:49:00Z', 58), ...ends]

test('an estate in which nothing of ours is in force is as it is', () => {
  const one = group({scheduledActions: [action('nightly', '0 5 * * *', 4)]})
  expect(rested(one)).toBe(one)
  const planned = group({minCount: 12, scheduledActions: whole})
  expect(rested(planned, [], '2026-11-20T00:00:00Z')).toBe(planned)
})

test('while a schedule of ours is on, its last action says what rests, and the live limits stand beside it', () => {
  expect(rested(group({scheduledActions: ends}))).toMatchObject({minCount: 9, live: {minCount: 58, maxCount: 130}})
})

test('a minimum that somebody lowered meanwhile rests where it was put', () => {
  expect(rested(group({minCount: 5, scheduledActions: ends}))?.minCount).toBe(5)
})

test('when it is over, what is there rests: also when somebody changed it since', () => {
  const one = group({minCount: 14, scheduledActions: []})
  expect(rested(one, claimsOf([makeReceipt({patches: []})]), '2026-12-05T00:00:00Z')).toBe(one)
})

test('a maximum rests where the receipts say, in its own account alone', () => {
  const receipt = makeReceipt({patches: [maxPatch({from: 40, to: 130})]})
  expect(rested(group({minCount: 9}), claimsOf([receipt]))).toMatchObject({
    minCount: 9,
    maxCount: 40,
    live: {minCount: 9, maxCount: 130},
  })
  const elsewhere = {...receipt, account: '999999999999'}
  expect(rested(group({minCount: 9}), claimsOf([elsewhere]))?.maxCount).toBe(130)
})

test('a service likewise; one without a scalable target has nothing to rest', () => {
  const service = {
    cluster: 'shop',
    name: 'cart',
    minCount: 30,
    maxCount: 84,
    scheduledActions: [{...action('ecom-plan-p-1-end', 'at(2026-11-28T07:00:00)', 4), timezone: 'UTC'}],
  } as unknown as EcsService
  const patch = maxPatch({
    from: 24,
    to: 84,
    group: 'shop/cart',
    before: {MaxCapacity: 24},
    after: {MaxCapacity: 84},
    request: {
      service: 'application-autoscaling',
      operation: 'RegisterScalableTarget',
      input: {
        ServiceNamespace: 'ecs',
        ResourceId: 'service/shop/cart',
        ScalableDimension: 'ecs:service:DesiredCount',
        MaxCapacity: 84,
      },
    },
  })
  const find = (one: EcsService) =>
    restInventory({
      inventory: {...makeInventory({ecsServices: [one]}), capturedAt: '2026-11-27T12:00:00Z'},
      claims: claimsOf([makeReceipt({patches: [patch]})]),
      latenessS: 120,
    }).ecsServices[0]
  expect(find(service)).toMatchObject({minCount: 4, maxCount: 24, live: {minCount: 30, maxCount: 84}})
  const untargeted = {...service, minCount: null, maxCount: null}
  expect(find(untargeted)).toBe(untargeted)
})
