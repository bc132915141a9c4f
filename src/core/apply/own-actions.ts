import type {ScheduledAction} from '../../documents/scaling-policy.js'
import {onceAtS} from '../recommend/schedule-runs.js'
import type {Claim} from './claims.js'

/** A scheduled action of a plan of ours: it sets a minimum at `atS` (epoch seconds). */
export type OwnAction = {
  name: string
  planId: string
  /** AWS's own schedule and zone, as they were put there. */
  schedule: string
  timezone: string | null
  atS: number
  minCount: number
  /** The last of its plan: the resting minimum, unless a plan that joins it has raised it. */
  isEnd: boolean
}

/** What the names of our scheduled actions are made of: the plan, and which step or that it is the last. */
const named = /^ecom-plan-(.+)-(\d+|end)$/

/** True of a scheduled action that a plan of ours has put there: by name, so also without any receipt. */
export function isOwnAction({name}: Pick<ScheduledAction, 'name'>): boolean {
  return named.test(name)
}

/** Those of a resource's scheduled actions that are ours, in the order of their times. What is not ours is left out. */
export function ownActions(actions: readonly ScheduledAction[]): OwnAction[] {
  return actions.flatMap((action) => ownAction(action)).sort((a, b) => a.atS - b.atS)
}

function ownAction(action: ScheduledAction): OwnAction[] {
  const [, planId, step] = named.exec(action.name) ?? []
  const atS = onceAtS(action)
  if (planId === undefined || atS === null || action.minCount === null) return []
  const {name, schedule, timezone, minCount} = action
  return [{name, planId, schedule, timezone, atS, minCount, isEnd: step === 'end'}]
}

/** The scheduled actions that claims on a resource have put there, also those that have run and are gone from AWS. */
export function claimedActions(claims: readonly Claim[]): OwnAction[] {
  const actions = claims.flatMap(({field, value, patch}) =>
    field === 'ScheduledAction' ? asAction(value, patch.request.input) : [],
  )
  return ownActions([...new Map(actions.map((action) => [action.name, action])).values()])
}

function asAction(value: unknown, input: Readonly<Record<string, unknown>>): ScheduledAction[] {
  const {StartTime, Schedule, Timezone, MinSize, ScalableTargetAction} = {...(value as Record<string, unknown> | null)}
  const target = ScalableTargetAction as {MinCapacity?: unknown} | undefined
  const minCount = MinSize ?? target?.MinCapacity
  const schedule = Schedule ?? StartTime
  const name = input['ScheduledActionName']
  if (typeof name !== 'string' || typeof schedule !== 'string' || typeof minCount !== 'number') return []
  const timezone = typeof Timezone === 'string' ? Timezone : null
  return [{name, schedule, timezone, minCount, maxCount: null, desiredCount: null}]
}
