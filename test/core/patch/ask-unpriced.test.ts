import {expect, test} from 'vitest'
import {askUnpriced} from '../../../src/core/patch/ask-unpriced.js'
import type {DraftPatch} from '../../../src/documents/patch.js'
import {makeChange, makeModify} from '../recommend/make-change.js'

const unknown = {windowUsd: null, monthUsd: null, because: 'the price is not known here'}
const automatic = (patch: DraftPatch): DraftPatch => ({...patch, route: 'automatic'})

test('a database is given nothing of unknown price without a word', () => {
  const {changes, patches} = askUnpriced({
    changes: [
      makeChange({id: 'a', patchIds: ['a'], route: 'automatic', cost: unknown}),
      makeChange({id: 'b', patchIds: ['b'], route: 'automatic'}),
    ],
    patches: [automatic(makeModify('a', {Iops: 4000})), automatic(makeModify('b', {Iops: 4000}))],
  })
  expect(patches.map(({id, route, consent}) => [id, route, consent])).toEqual([
    ['a', 'manual', 'unpriced'],
    ['b', 'automatic', undefined],
  ])
  expect(changes.map(({route}) => route)).toEqual(['manual', 'automatic'])
})

test('what waits for another word keeps that, and other services are not asked about', () => {
  const down: DraftPatch = {...makeModify('a', {DBInstanceClass: 'db.x'}), consent: 'downtime'}
  const group: DraftPatch = {
    ...automatic(makeModify('c', {})),
    request: {service: 'autoscaling', operation: 'UpdateAutoScalingGroup', input: {MaxSize: 4}},
  }
  const found = {
    changes: [
      makeChange({id: 'a', patchIds: ['a'], cost: unknown}),
      makeChange({id: 'c', patchIds: ['c'], cost: unknown}),
    ],
    patches: [down, group],
  }
  expect(askUnpriced(found).patches).toEqual([down, group])
})
