import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {Fields, Patch} from '../../../documents/patch.js'
import {counted} from '../../figure.js'
import {freezeAt, freezesOf} from '../../recommend/freeze.js'
import {instantOf, localMinute} from '../../series/zone.js'
import {type ApplyFacts, checked} from './apply-facts.js'

type FreezeFacts = Pick<ApplyFacts, 'at' | 'chosen' | 'live'> & {
  plan: Pick<ApplyFacts['plan'], 'timezone'>
  config: Pick<ApplyFacts['config'], 'freeze'>
  asked: Pick<ApplyFacts['asked'], 'duringFreeze'>
  /** What was typed, for what to type next. */
  command: string
}

/**
 * In a freeze nothing is changed, but for calls that raise a minimum or a maximum and do nothing else, and those only
 * with a reason. A scheduled action is more than that: it acts when nobody looks.
 */
export function freezeCheck(facts: FreezeFacts): ApplyCheck[] {
  const {plan, at, config, chosen, asked, live} = facts
  const freezes = freezesOf(config.freeze, plan.timezone)
  const frozen = freezeAt(instantOf(at), freezes)
  if (frozen === undefined) {
    return freezes.length === 0 ? [] : [checked('freeze', 'ok', 'no freeze of the config is on')]
  }
  const until = localMinute(frozen.endS, plan.timezone)
  const held = chosen.filter((patch) => !onlyRaises(patch, live[patch.id] ?? patch.before))
  const after = `after the freeze: from ${until} on`
  if (held.length > 0) {
    return [
      checked(
        'freeze',
        'fail',
        `a freeze is on until ${until}, and ${counted(held.length, 'change')} would do more than raise a limit`,
        {
          details: held.map(({id, summary}) => `${id}: ${summary}`),
          next: [...raiseCommand(facts), after],
          isFinal: true,
        },
      ),
    ]
  }
  if (asked.duringFreeze === null) {
    return [
      checked('freeze', 'fail', `a freeze is on until ${until}`, {
        next: ["what only raises limits may pass: --during-freeze 'REASON'", after],
        isFinal: true,
      }),
    ]
  }
  return [checked('freeze', 'warn', `a freeze is on until ${until}; passed for: ${asked.duringFreeze}`)]
}

function raiseCommand({chosen, live, command}: FreezeFacts): string[] {
  const raising = chosen.filter((patch) => onlyRaises(patch, live[patch.id] ?? patch.before)).map(({id}) => id)
  return raising.length === 0 ? [] : [`${command} --during-freeze 'REASON' --only ${raising.join(',')}`]
}

const limitFields = ['MinSize', 'MaxSize', 'MinCapacity', 'MaxCapacity']
const limitOperations = ['autoscaling:UpdateAutoScalingGroup', 'application-autoscaling:RegisterScalableTarget']

/**
 * Whether a call raises limits of an Auto Scaling group or a scalable target and does nothing else. `now` is what its
 * fields hold. A scheduled action is no raise: what it sets comes when nobody looks.
 */
export function onlyRaises({request, after}: Patch, now: Fields): boolean {
  if (!limitOperations.includes(`${request.service}:${request.operation}`)) return false
  return Object.entries(after).every(([field, value]) => {
    const held = now[field]
    if (!limitFields.includes(field)) return value === held
    return typeof value === 'number' && typeof held === 'number' && value >= held
  })
}
