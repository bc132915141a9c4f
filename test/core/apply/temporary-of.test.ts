import {expect, test} from 'vitest'
import {dayCostsOf} from '../../../src/core/apply/day-costs.js'
import {groupCopies} from '../../../src/core/apply/group-copies.js'
import {temporaryOf} from '../../../src/core/apply/temporary-of.js'
import type {Change} from '../../../src/documents/plan.js'
import {makeReceipt, maxPatch} from './make-receipt.js'
import {schedule} from './schedule-patch.js'

const classChange = maxPatch({from: 1, to: 2, id: 'db-class', tier: 'db', resource: 'shop-db'})
const at = '2026-11-29T00:00:00Z'

test('what has no end of its own is listed until it is undone, over or not, with what it costs a day', () => {
  const dayCosts = [{patchId: 'db-class', perDayUsd: 17.1, because: '2 × $0.357 an hour'}]
  const receipt = makeReceipt({patches: [maxPatch({from: 10, to: 30}), classChange, ...schedule], dayCosts})
  expect(temporaryOf({receipts: [receipt], at})).toMatchObject([
    {patchId: 'web-max-size', isOver: true, perDayUsd: null},
    {patchId: 'db-class', isOver: true, perDayUsd: 17.1, eventName: 'Black Friday 2026'},
  ])
  expect(temporaryOf({receipts: [receipt], at: '2026-11-27T12:00:00Z'})[0]?.isOver).toBe(false)
  const undone = makeReceipt({patches: [classChange], state: 'undone'})
  expect(temporaryOf({receipts: [undone], at})).toEqual([])
})

test('a journal without costs takes those of the plan at hand, of the same plan alone', () => {
  const receipts = [makeReceipt({patches: [classChange]})]
  const dayCosts = [{patchId: 'db-class', perDayUsd: 17.1, because: 'so'}]
  expect(temporaryOf({receipts, at, known: {planId: 'p-11111111', dayCosts}})[0]?.perDayUsd).toBe(17.1)
  expect(temporaryOf({receipts, at, known: {planId: 'p-other', dayCosts}})[0]?.perDayUsd).toBeNull()
})

test('the month of a change is shared out over its patches that stay', () => {
  const cost = {windowUsd: 11, monthUsd: 365, because: '2 × $0.25 × 730 h'}
  const change = {patchIds: ['db-class', 'db-storage', 'web-min-1'], cost} as unknown as Change
  const [ladder] = schedule
  const patches = [classChange, {...classChange, id: 'db-storage'}, ...(ladder === undefined ? [] : [ladder])]
  expect(dayCostsOf({changes: [change], patches})).toEqual([
    {patchId: 'db-class', perDayUsd: 6, because: '2 × $0.25 × 730 h'},
    {patchId: 'db-storage', perDayUsd: 6, because: '2 × $0.25 × 730 h'},
  ])
})

const tags = [
  {Key: 'app', Value: 'shop'},
  {Key: 'aws:autoscaling:groupName', Value: 'x'},
]
const copy = {AutoScalingGroupName: 'CodeDeploy_shop_d-ABC123', DesiredCapacity: 12, Tags: tags}

test('a group that a deployment copied is found by its tags, whether the former is empty or gone', () => {
  const receipts = [makeReceipt({patches: [maxPatch({from: 10, to: 30})]})]
  const former = {AutoScalingGroupName: 'shop-web', DesiredCapacity: 0, Tags: tags}
  expect(groupCopies({receipts, groups: [former, copy]})).toMatchObject([
    {from: 'shop-web', to: 'CodeDeploy_shop_d-ABC123', isGone: false, patchIds: ['web-max-size']},
  ])
  // Both still serve: nothing was copied away.
  expect(groupCopies({receipts, groups: [{...former, DesiredCapacity: 3}, copy]})).toEqual([])
  const kept = [{group: 'shop-web', tags: [{key: 'app', value: 'shop'}]}]
  const gone = [makeReceipt({patches: [maxPatch({from: 10, to: 30})], groups: kept})]
  expect(groupCopies({receipts: gone, groups: [copy]})).toMatchObject([{isGone: true, to: copy.AutoScalingGroupName}])
  const stranger = {...copy, AutoScalingGroupName: 'other', Tags: [{Key: 'app', Value: 'other'}]}
  expect(groupCopies({receipts: gone, groups: [stranger]})).toEqual([])
})

test('without tags, the one group with a name that CodeDeploy gives is taken, and of two none', () => {
  const receipts = [makeReceipt({patches: [maxPatch({from: 10, to: 30})]})]
  expect(groupCopies({receipts, groups: [copy]})).toHaveLength(1)
  const second = {...copy, AutoScalingGroupName: 'CodeDeploy_search_d-DEF456'}
  expect(groupCopies({receipts, groups: [copy, second]})).toEqual([])
})
