import {expect, test} from 'vitest'
import {undoChecks} from '../../../../src/core/apply/checks/undo-checks.js'
import type {TriedAction} from '../../../../src/core/doctor/facts.js'
import {makeReceipt, maxPatch} from '../make-receipt.js'

const base = makeReceipt({patches: [maxPatch({from: 10, to: 30})]})
const checksWith = (permissions: Parameters<typeof undoChecks>[0]['permissions']) =>
  undoChecks({
    purpose: 'rollback',
    at: '2026-12-10T00:00:00Z',
    live: {},
    base,
    receipts: [base],
    chosen: [],
    staying: [],
    freeze: [],
    duringFreeze: null,
    allowDowntime: null,
    caller: {arn: 'arn:aws:iam::123456789012:user/ada', account: base.account},
    credentialsEndAt: null,
    endpoint: {named: null, problem: null},
    permissions,
  }).find(({id}) => id === 'permissions')

const tried = (isAllowed: boolean, where: string | null = null): TriedAction => ({
  action: 'autoscaling:UpdateAutoScalingGroup',
  neededBy: ['apply'],
  isOptional: false,
  isAllowed,
  isExplicitlyDenied: false,
  where,
})

test('what IAM denies of an undo is told with its place, and does not stop it', () => {
  expect(checksWith({value: [tried(true), tried(false, '999999999999/eu-west-1')]})).toMatchObject({
    status: 'warn',
    details: ['autoscaling:UpdateAutoScalingGroup in 999999999999/eu-west-1'],
  })
})

test('what it allows is ok, and where it was not asked the reason stands', () => {
  expect(checksWith({value: [tried(true)]})).toMatchObject({status: 'ok'})
  expect(checksWith({skipped: 'no config here'})).toMatchObject({status: 'skipped', message: 'no config here'})
})
