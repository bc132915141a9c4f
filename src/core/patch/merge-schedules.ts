import type {Patch} from '../../documents/patch.js'
import type {OwnAction} from '../apply/own-actions.js'
import {joinSchedules} from '../recommend/join-schedules.js'
import {instantOf, isoOf} from '../series/zone.js'

/** A step of one resource's schedule, with the patch that puts it. */
type Step = {atS: number; minCount: number; patch: Patch}

/**
 * The schedules that several plans have for one resource as one: the highest minimum at every moment, adjoining ones
 * without a fall between, named after the plan that they become. Patches come back in the order of their times.
 *
 * `schedules` are the patches of each plan that put its own scheduled actions; each ends at rest.
 */
export function mergeSchedules(schedules: readonly (readonly Patch[])[], planId: string): Patch[] {
  const [first = [], ...others] = schedules.map((patches) => patches.map(stepOf).sort((a, b) => a.atS - b.atS))
  const restingCount = Math.min(...schedules.flat().map((patch) => stepOf(patch).minCount))
  const steps = others.reduce((merged, next) => joined(merged, next, restingCount), first)
  const changing = steps.filter(({minCount}, i) => minCount !== (steps[i - 1]?.minCount ?? restingCount))
  return changing.map((step, i) => named(step, planId, i === changing.length - 1 ? 'end' : String(i + 1)))
}

function joined(merged: readonly Step[], next: readonly Step[], restingCount: number): Step[] {
  const others = merged.map(
    (step, i): OwnAction => ({
      ...{name: String(i), planId: 'merged', schedule: '', timezone: null, isEnd: i === merged.length - 1},
      atS: step.atS,
      minCount: step.minCount,
    }),
  )
  const {steps, raised} = joinSchedules({
    steps: next.map(({atS, minCount}) => ({startS: atS, minCount})),
    others,
    heldCount: restingCount,
    restingCount,
  })
  const before = merged.map((step, i) => ({
    ...step,
    minCount: raised.find(({action}) => action.name === String(i))?.minCount ?? step.minCount,
  }))
  const after = next.map((step, i) => ({...step, atS: steps[i]?.startS ?? step.atS, minCount: steps[i]?.minCount ?? 0}))
  return [...before, ...after].sort((a, b) => a.atS - b.atS)
}

/** When the scheduled action that a patch puts runs, in epoch seconds, and the minimum that it sets. */
export function stepOf(patch: Patch): Step {
  const {StartTime, Schedule, MinSize, ScalableTargetAction} = patch.request.input
  const at = typeof Schedule === 'string' ? `${/^at\((.+)\)$/.exec(Schedule)?.[1]}Z` : String(StartTime)
  const target = ScalableTargetAction as {MinCapacity?: number} | undefined
  return {atS: instantOf(at), minCount: Number(MinSize ?? target?.MinCapacity), patch}
}

/** The patch that puts a step, with its name, time and minimum. */
function named({atS, minCount, patch}: Step, planId: string, step: string): Patch {
  const {request, undo} = patch
  const ScheduledActionName = `ecom-plan-${planId}-${step}`
  const isGroup = request.service === 'autoscaling'
  const action = isGroup
    ? {StartTime: isoOf(atS), MinSize: minCount}
    : {
        Schedule: `at(${isoOf(atS).slice(0, 19)})`,
        Timezone: 'UTC',
        ScalableTargetAction: {MinCapacity: minCount},
      }
  const latenessS = patch.notAfterAt === null ? 0 : stepOf(patch).atS - instantOf(patch.notAfterAt)
  return {
    ...patch,
    id: `${patch.tier}-min-${step}`,
    summary: step === 'end' ? `min back to ${minCount}` : `min ${minCount}`,
    request: {...request, input: {...request.input, ScheduledActionName, ...action}},
    after: {ScheduledAction: action},
    undo: 'impossible' in undo ? undo : {...undo, input: {...undo.input, ScheduledActionName}},
    notAfterAt: isoOf(atS - latenessS),
  }
}
