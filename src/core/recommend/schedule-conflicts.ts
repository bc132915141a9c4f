import type {Inventory} from '../../documents/inventory.js'
import type {Blocker, Change} from '../../documents/plan.js'
import type {Schedule} from '../../documents/plan-dates.js'
import type {ScalingPolicy, ScheduledAction} from '../../documents/scaling-policy.js'
import {isOwnAction} from '../apply/own-actions.js'
import {figure} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {runsOf} from './schedule-runs.js'

type Scaled = {
  tier: string
  resource: string
  schedule: Schedule
  actions: readonly ScheduledAction[]
  policies: readonly ScalingPolicy[]
}

type Known = {changes: readonly Change[]; inventory: Inventory; setting: Setting}

/** Enough to know which job it is; a daily action runs more often in a long window. */
const mostRuns = 2

/**
 * What stands in AWS already and works against the plan: scheduled actions that would lower a maximum, a minimum or the
 * desired count below the plan's while it is in force, or raise a minimum above its maximum; schedules that cannot be
 * read; quotas of schedules a group; and target tracking that never scales in again.
 */
export function scheduleConflicts(known: Known): Blocker[] {
  return scaledOf(known).flatMap((scaled) => [
    // What other plans of ours have scheduled is joined with this one's.
    ...scaled.actions.filter((one) => !isOwnAction(one)).flatMap((action) => conflictOf(scaled, action, known.setting)),
    ...tooMany(scaled, known.setting),
    ...keepsWide(scaled),
  ])
}

function scaledOf({changes, inventory}: Known): Scaled[] {
  const places = [inventory, ...(inventory.elsewhere ?? [])]
  return changes.flatMap(({tier, resource, schedule}): Scaled[] => {
    if (schedule === undefined) return []
    const group = places.flatMap(({autoScalingGroups}) => autoScalingGroups).find(({name}) => name === resource)
    const service = places
      .flatMap(({ecsServices}) => ecsServices)
      .find(({cluster, name}) => `${cluster}/${name}` === resource)
    const found = schedule.unit === 'instance' ? group : service
    return found === undefined
      ? []
      : [{tier, resource, schedule, actions: found.scheduledActions, policies: found.policies}]
  })
}

function conflictOf(scaled: Scaled, action: ScheduledAction, setting: Setting): Blocker[] {
  const {tier, resource, schedule} = scaled
  const startsS = schedule.steps.map(({at}) => instantOf(at))
  const runs = runsOf(action, {
    fromS: Math.min(setting.windowStartS, ...startsS),
    toS: Math.max(setting.windowEndS, ...startsS),
  })
  if (runs === null) {
    return [
      warning(
        `${tier}: the schedule of ${action.name} (${action.schedule}) cannot be read, so whether it works against the plan is not known.`,
        `look at the scheduled actions of ${resource}`,
      ),
    ]
  }
  const clashes = runs.flatMap((atS) => clashAt(schedule, action, atS))
  const [first] = clashes
  if (first === undefined) return []
  const shown = clashes.slice(0, mostRuns).map(({atS, what}) => `at ${localMinute(atS, setting.timezone)} ${what}`)
  const rest = clashes.length - shown.length
  const message = `${tier}: the scheduled action ${action.name} works against the plan: ${shown.join('; ')}${rest > 0 ? ` and ${figure(rest)} more times` : ''}.`
  const next = `delete or suspend ${action.name} of ${resource} until the event is over`
  return [
    clashes.some(({isLower}) => isLower)
      ? {severity: 'block', code: 'SCHEDULE_CONFLICT', message, next}
      : warning(message, next),
  ]
}

function warning(message: string, next: string): Blocker {
  return {severity: 'warn', code: 'SCHEDULE_CONFLICT', message, next}
}

type Clash = {atS: number; what: string; isLower: boolean}

/** How one run of an action differs from what the plan has at that moment. */
function clashAt({steps, restingCount, maxCount}: Schedule, action: ScheduledAction, atS: number): Clash[] {
  const planned = steps.findLast(({at}) => instantOf(at) <= atS)?.minCount ?? restingCount
  const most = Math.max(restingCount, ...steps.map(({minCount}) => minCount))
  const clash = (what: string, isLower: boolean): Clash[] => [{atS, what, isLower}]
  if (action.maxCount !== null && action.maxCount < Math.max(planned, most)) {
    return clash(`it sets the maximum to ${figure(action.maxCount)}, the plan has ${figure(maxCount)}`, true)
  }
  if (action.minCount !== null && action.minCount < planned) {
    return clash(`it sets the minimum to ${figure(action.minCount)}, the plan has ${figure(planned)}`, true)
  }
  if (action.desiredCount !== null && action.desiredCount < planned) {
    return clash(
      `it sets the desired count to ${figure(action.desiredCount)}, the plan has at least ${figure(planned)}`,
      true,
    )
  }
  if (action.minCount !== null && action.minCount > maxCount) {
    return clash(
      `it raises the minimum to ${figure(action.minCount)}, above the plan's maximum of ${figure(maxCount)}`,
      false,
    )
  }
  return []
}

function tooMany({tier, schedule, actions}: Scaled, {catalog, cite}: Setting): Blocker[] {
  const key = schedule.unit === 'instance' ? 'asgScheduledActionCount' : 'targetScheduledActionCount'
  const limit = catalog.scalingLimits[key].value
  const count = actions.length + schedule.steps.length
  if (count <= limit) return []
  cite(`scalingLimits.${key}`)
  return [
    {
      severity: 'block',
      code: 'SCHEDULES_FULL',
      message: `${tier} has ${figure(actions.length)} scheduled actions and the plan adds ${figure(schedule.steps.length)}; AWS keeps ${figure(limit)}.`,
      next: 'delete those that are past',
    },
  ]
}

/** With scale-in switched off the fleet stays where the event left it, and its cost with it. */
function keepsWide({tier, policies}: Scaled): Blocker[] {
  const tracking = policies.filter(({type}) => type === 'TargetTrackingScaling')
  if (tracking.length === 0 || !tracking.every(({isScaleInOff}) => isScaleInOff === true)) return []
  return [
    {
      severity: 'warn',
      code: 'NO_SCALE_IN',
      message: `${tier}: no policy scales in (${tracking.map(({name}) => name).join(', ')} has it switched off), so what the event started runs on after it.`,
      next: `lower the desired count of ${tier} by hand after the event, or switch scale-in on`,
    },
  ]
}
