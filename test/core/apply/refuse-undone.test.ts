import {expect, test} from 'vitest'
import {refuseUndone} from '../../../src/core/apply/refuse-undone.js'
import type {PatchState} from '../../../src/documents/receipt.js'
import {makeReceipt, maxPatch} from './make-receipt.js'

const patches = [maxPatch({from: 10, to: 30})]
const apply = makeReceipt({patches, status: 'stopped'})
const later = (state: PatchState) =>
  makeReceipt({patches, state, purpose: 'rollback', applyId: 'a-20261102-0900-bbbb', undoes: [apply.applyId]})

test.each(['live', 'verified', 'in-doubt'] as const)('an apply whose undoing is %s does not go on', (state) => {
  expect(() => refuseUndone([apply, later(state)], apply.applyId)).toThrow(
    expect.objectContaining({
      code: 'APPLY_UNDONE',
      exitCode: 6,
      message: expect.stringContaining('a-20261102-0900-bbbb'),
    }),
  )
})

test('one whose rollback sent nothing does, and so does the rollback itself', () => {
  expect(() => refuseUndone([apply, later('untried')], apply.applyId)).not.toThrow()
  expect(() => refuseUndone([apply, later('live')], 'a-20261102-0900-bbbb')).not.toThrow()
})
