import type {ApplyCheck} from '../../../documents/apply-check.js'
import {counted, span} from '../../figure.js'
import {instantOf} from '../../series/zone.js'
import {type ApplyFacts, checked} from './apply-facts.js'

/** Below this, a run would stand still in its middle. */
const leastCredentialsS = 300
/** What a call and its look afterwards may take; databases are not waited for. */
const perPatchS = 10

export function accountCheck({
  plan,
  caller,
}: Pick<ApplyFacts, 'caller'> & {plan: Pick<ApplyFacts['plan'], 'account'>}): ApplyCheck[] {
  return caller.account === plan.account
    ? [checked('account', 'ok', `the caller is in ${plan.account}, as the plan is`)]
    : [
        checked('account', 'fail', `the plan is for ${plan.account}, the caller is in ${caller.account}`, {
          next: ['aws sts get-caller-identity', 'choose the profile of the plan: --profile NAME'],
          isFinal: true,
        }),
      ]
}

/** Reads may go to another host by a variable; writes only where the command line names that very host. */
export function endpointCheck({endpoint: {named, problem}}: Pick<ApplyFacts, 'endpoint'>): ApplyCheck[] {
  if (problem !== null) {
    return [checked('endpoint', 'fail', problem.message, {next: [...problem.suggestions], isFinal: true})]
  }
  return named === null ? [] : [checked('endpoint', 'warn', `requests go to ${named}, as --endpoint-url says`)]
}

/** Whether the credentials outlast the run: below five minutes nothing is begun. */
export function credentialsCheck({
  credentialsEndAt,
  at,
  chosen,
}: Pick<ApplyFacts, 'credentialsEndAt' | 'at' | 'chosen'>): ApplyCheck[] {
  if (credentialsEndAt === null) return [checked('credentials', 'ok', 'the credentials have no end')]
  const leftS = instantOf(credentialsEndAt) - instantOf(at)
  const next = ['renew them: aws sso login, or assume the role anew']
  if (leftS < leastCredentialsS) {
    return [checked('credentials', 'fail', `the credentials end in ${span(Math.max(0, leftS))}`, {next})]
  }
  const neededS = chosen.length * perPatchS + leastCredentialsS
  return leftS < neededS
    ? [
        checked(
          'credentials',
          'warn',
          `the credentials end in ${span(leftS)}, which may not be enough for ${counted(chosen.length, 'call')}`,
          {next},
        ),
      ]
    : [checked('credentials', 'ok', `the credentials hold for ${span(leftS)}`)]
}

/** What IAM's simulation says of the calls that would be made. To try one would be to do it. */
export function permissionsCheck({permissions}: Pick<ApplyFacts, 'permissions'>): ApplyCheck[] {
  if ('skipped' in permissions) return [checked('permissions', 'skipped', permissions.skipped)]
  if ('failure' in permissions) {
    const {message, suggestions} = permissions.failure
    return [checked('permissions', 'skipped', message, {next: [...suggestions]})]
  }
  const denied = permissions.value.filter(({isAllowed, isOptional}) => isAllowed === false && !isOptional)
  if (denied.length > 0) {
    return [
      checked('permissions', 'fail', `the caller may not make ${counted(denied.length, 'kind')} of call`, {
        details: denied.map(({action, where}) => (where === null ? action : `${action} in ${where}`)),
        next: ['ecom-plan iam print --for apply'],
      }),
    ]
  }
  const count = permissions.value.filter(({isAllowed}) => isAllowed === true).length
  return [checked('permissions', 'ok', `IAM's simulation allows ${counted(count, 'action')}`)]
}
