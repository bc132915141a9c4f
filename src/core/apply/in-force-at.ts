import type {LiveLimits, TimedAction} from '../../documents/status.js'
import {instantOf, isoOf} from '../series/zone.js'
import {actionRuns} from './action-runs.js'

/** What will hold at a time, and what of it cannot be told. */
export type InForce = {limits: LiveLimits; unclear: string[]}

type Known = {limits: LiveLimits; unclear: Map<string, string>}

/**
 * The limits of one group or target at `at`, from those `now` and what its scheduled actions set until then, in the
 * order in which they run (both ISO times, `at` included). Minima, maxima and desired counts are in units of the group.
 *
 * A minimum above the desired count raises it, a maximum below cuts it, as AWS does at once; what the scaling policy
 * adds in between nobody knows. At equal times AWS promises no order: where that makes a difference the field is named
 * in `unclear`, until an action sets it again. An action that would put the minimum above the maximum is named too, and
 * changes nothing: AWS refuses such limits. Actions that run at times of AWS's own are named, and left out.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
export function inForceAt({
  limits,
  actions,
  now,
  at,
}: {
  limits: LiveLimits
  actions: readonly TimedAction[]
  now: string
  at: string
}): InForce {
  const span = {afterS: instantOf(now), toS: instantOf(at)}
  const known: Known = {limits, unclear: new Map()}
  const together = new Map<number, TimedAction[]>()
  for (const action of actions) {
    const runs = actionRuns(action, span)
    if (runs === null) known.unclear.set(`schedule ${action.name}`, unknownTimes(action))
    for (const atS of runs ?? []) together.set(atS, [...(together.get(atS) ?? []), action])
  }
  for (const [atS, ones] of [...together].sort(([a], [b]) => a - b)) runTogether(known, ones, atS)
  return {limits: known.limits, unclear: [...known.unclear.values()]}
}

const fields = ['minCount', 'maxCount', 'desiredCount'] as const

function runTogether(known: Known, actions: readonly TimedAction[], atS: number): void {
  const ordered = [...actions].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const action of ordered) runOne(known, action, atS)
  for (const field of fields) {
    const set = ordered.filter(({limits}) => limits[field] !== null)
    const values = new Set(set.map(({limits}) => limits[field]))
    if (set.length > 0) known.unclear.delete(field)
    if (values.size < 2) continue
    const names = set.map(({name, limits}) => `${name} (${limits[field]})`).join(' and ')
    known.unclear.set(field, `${words[field]}: ${names} run at the same time, ${isoOf(atS)}; AWS promises no order`)
  }
}

const words = {minCount: 'minimum', maxCount: 'maximum', desiredCount: 'desired count'} as const

function runOne(known: Known, action: TimedAction, atS: number): void {
  const {limits} = known
  const minCount = action.limits.minCount ?? limits.minCount
  const maxCount = action.limits.maxCount ?? limits.maxCount
  if (minCount !== null && maxCount !== null && minCount > maxCount) {
    const what = `would put the minimum to ${minCount} and the maximum to ${maxCount}, which AWS refuses`
    known.unclear.set(`refused ${action.name}`, `${action.name}, ${isoOf(atS)}: ${what}`)
    return
  }
  const wanted = action.limits.desiredCount ?? limits.desiredCount
  const raised = wanted === null ? null : Math.max(wanted, minCount ?? wanted)
  const desiredCount = raised === null ? null : Math.min(raised, maxCount ?? raised)
  known.limits = {minCount, maxCount, desiredCount}
}

function unknownTimes({name, schedule}: TimedAction): string {
  const isRate = /^rate\(/.test(schedule)
  return isRate
    ? `${name}: ${schedule} runs from a moment that AWS does not tell, so it is left out`
    : `${name}: its schedule ${schedule} cannot be read, so it is left out`
}
