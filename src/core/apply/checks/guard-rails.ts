import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {Fields, Patch} from '../../../documents/patch.js'
import {counted, dollars, percent} from '../../figure.js'
import {scheduledMin} from '../scheduled-action.js'
import {type ApplyFacts, checked} from './apply-facts.js'

/** Numbers that say how much there may be of something; all else has no increase to guard. */
const limits = /^(Min|Max)(Size|Capacity)$|^(AllocatedStorage|Iops|StorageThroughput|DesiredValue|Value|CapacityUnits)$/

/** By how much one call may raise a limit, over what it holds now. */
export function increaseCheck({chosen, live, config}: ApplyFacts): ApplyCheck[] {
  const most = config.apply.maxIncrease
  const raises = chosen.flatMap((patch) => raisesOf(patch, live[patch.id] ?? patch.before))
  const over = raises.filter(({ratio}) => ratio > most)
  if (over.length === 0) return [checked('max-increase', 'ok', `no limit rises by more than ${percent(most)}`)]
  return [
    checked('max-increase', 'fail', `${counted(over.length, 'limit')} would rise by more than ${percent(most)}`, {
      details: over.map(
        ({patch, field, from, to, ratio}) => `${patch.resource} ${field} ${from} → ${to}: ${percent(ratio)} more`,
      ),
      next: ['if that is meant: apply.maxIncrease in the config, or --skip-check max-increase'],
    }),
  ]
}

type Raise = {patch: Patch; field: string; from: number; to: number; ratio: number}

function raisesOf(patch: Patch, now: Fields): Raise[] {
  return flat(patch.after).flatMap(([field, to]) => {
    const from = flat(now).find(([name]) => name === field)?.[1]
    if (from === undefined || from <= 0 || to <= from) return []
    return [{patch, field, from, to, ratio: to / from - 1}]
  })
}

/** Limits of a patch's fields; those of one level further down too, such as the range of a serverless cluster. */
function flat(fields: Fields): [field: string, value: number][] {
  return Object.entries(fields).flatMap(([field, value]): [string, number][] => {
    if (typeof value === 'number') return limits.test(field) ? [[field, value]] : []
    if (typeof value !== 'object' || value === null || field === 'ScheduledAction') return []
    return Object.entries(value).flatMap(([inner, one]): [string, number][] =>
      typeof one === 'number' && limits.test(inner) ? [[`${field}.${inner}`, one]] : [],
    )
  })
}

/** What the changes may cost in the window, where the config says so. */
export function costCheck({plan, config}: ApplyFacts): ApplyCheck[] {
  const most = config.apply.maxWindowCost
  if (most === undefined) return []
  const cost = plan.windowCostUsd
  if (cost === null) {
    return [
      checked('max-window-cost', 'fail', `what the plan costs is not known, and at most ${dollars(most)} is allowed`, {
        next: ['give the missing prices: ecom-plan forecast --prices FILE', '--skip-check max-window-cost'],
      }),
    ]
  }
  return cost > most
    ? [
        checked(
          'max-window-cost',
          'fail',
          `the plan costs ${dollars(cost)} in the window, at most ${dollars(most)} is allowed`,
          {
            next: ['a cheaper plan: ecom-plan forecast --budget USD', '--skip-check max-window-cost'],
          },
        ),
      ]
    : [checked('max-window-cost', 'ok', `${dollars(cost)} in the window, at most ${dollars(most)}`)]
}

/** What is sent although nobody knows what it costs: it is in no total, and no guard rail sees it. */
export function priceCheck({plan, chosen}: Pick<ApplyFacts, 'plan' | 'chosen'>): ApplyCheck[] {
  const ids = new Set(chosen.map(({id}) => id))
  const unpriced = plan.changes.filter(
    ({cost, patchIds}) => cost.windowUsd === null && patchIds.some((id) => ids.has(id)),
  )
  if (unpriced.length === 0) return []
  return [
    checked('price', 'warn', `price unknown, and in no total: ${counted(unpriced.length, 'change')} that is billed`, {
      details: unpriced.map(({tier, setting, cost}) => `${tier} ${setting}: ${cost.because}`),
      next: ['give the missing prices: ecom-plan forecast --prices FILE'],
    }),
  ]
}

const maxFields = ['MaxSize', 'MaxCapacity']

/**
 * A scheduled minimum above the maximum that will be in force is refused by AWS when it runs, and nobody looks then: the
 * call that raises the maximum has to be sent with it, or before it.
 */
export function orderCheck({plan, chosen, live}: ApplyFacts): ApplyCheck[] {
  const missing = chosen.flatMap((patch) => {
    const min = scheduledMin(patch)
    const raise = plan.patches.find(
      (other) => other.resource === patch.resource && maxFields.some((field) => field in other.after),
    )
    if (min === null || raise === undefined || chosen.includes(raise)) return []
    const held = maxFields.map((field) => live[raise.id]?.[field]).find((value) => typeof value === 'number')
    return typeof held === 'number' && held < min ? [{patch, raise, min, held}] : []
  })
  const [first] = missing
  if (first === undefined) return []
  return [
    checked(
      'order',
      'fail',
      `${counted(missing.length, 'scheduled minimum').replace('minimums', 'minima')} above the maximum in force`,
      {
        details: missing.map(({patch, min, held}) => `${patch.id} sets min ${min}, and max is ${held}`),
        next: [`send ${[...new Set(missing.map(({raise}) => raise.id))].join(', ')} with it`],
        isFinal: true,
      },
    ),
  ]
}
