import type {ApplyCheck} from '../../../documents/apply-check.js'
import {counted, figure} from '../../figure.js'
import {type ApplyFacts, checked} from './apply-facts.js'

/**
 * Whether the account's quotas, read again, carry what the plan needs. What is asked for in the first wave, the quota
 * itself among it, is not held up by them.
 */
export function quotaCheck({quotas, chosen, plan, planPath}: ApplyFacts): ApplyCheck[] {
  if ('skipped' in quotas) return [checked('quota', 'skipped', quotas.skipped)]
  if ('failure' in quotas) return [checked('quota', 'skipped', quotas.failure.message)]
  if (quotas.value.length === 0) return []
  const short = quotas.value.filter(({neededCount, limitCount}) => limitCount < neededCount)
  if (short.length === 0) {
    return [
      checked(
        'quota',
        'ok',
        quotas.value.length === 1
          ? 'the quota carries what the plan needs'
          : `${counted(quotas.value.length, 'quota')} carry what the plan needs`,
      ),
    ]
  }
  const details = short.map(
    ({quotaCode, neededCount, limitCount}) =>
      `${quotaCode}: the plan needs at least ${figure(neededCount)}, the quota is ${figure(limitCount)}`,
  )
  if (chosen.every(({wave}) => wave === 'reserve')) {
    return [
      checked(
        'quota',
        'warn',
        `${counted(short.length, 'quota')} too small; what is sent now asks for no more of them`,
        {details},
      ),
    ]
  }
  const asks = plan.patches.filter(({request}) => request.operation === 'RequestServiceQuotaIncrease').map(({id}) => id)
  const commands = plan.blockers.filter(({quota}) => quota !== undefined).map(({next}) => next)
  return [
    checked('quota', 'fail', `${counted(short.length, 'quota')} too small for the plan`, {
      details,
      next: [
        ...(asks.length > 0 ? [`ecom-plan apply ${planPath} --only ${asks.join(',')}`] : commands),
        'to go on without it: --skip-check quota',
      ],
    }),
  ]
}
