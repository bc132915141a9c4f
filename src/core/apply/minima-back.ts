import type {AwsRequest, Fields, Patch} from '../../documents/patch.js'
import {undoId} from './undo-id.js'

/** The resource whose scheduled actions a call puts or deletes; null for another call. */
export function scheduleKey({service, input}: AwsRequest, place: Patch['place']): string | null {
  if (typeof input['ScheduledActionName'] !== 'string') return null
  const {AutoScalingGroupName, ServiceNamespace, ResourceId, ScalableDimension} = input
  return JSON.stringify([service, AutoScalingGroupName, ServiceNamespace, ResourceId, ScalableDimension, place])
}

/** When the action that a put makes is to run, as a UTC time; empty for one that does not run once. */
export function startOfAction({input}: AwsRequest): string {
  const {StartTime, Schedule} = input
  if (typeof StartTime === 'string') return new Date(StartTime).toISOString()
  const at = typeof Schedule === 'string' ? /^at\((.+)\)$/.exec(Schedule)?.[1] : undefined
  return at === undefined ? '' : new Date(`${at}Z`).toISOString()
}

/**
 * The calls that put back minima which scheduled actions of an apply have raised by `at` and not yet returned: one a
 * resource, with the key of its schedule. The last action of each carries the minimum that rests; without it (an apply
 * of a part) the minimum cannot be known, and none is made.
 */
export function minimaBack({
  applyId,
  patches,
  at,
}: {
  applyId: string
  patches: readonly Patch[]
  at: string
}): {key: string; patch: Patch}[] {
  const schedules = new Map<string, Patch[]>()
  for (const patch of patches) {
    const key = scheduleKey(patch.request, patch.place)
    if (key !== null) schedules.set(key, [...(schedules.get(key) ?? []), patch])
  }
  return [...schedules].flatMap(([key, actions]) => {
    const patch = minimumBack(applyId, actions, new Date(at).toISOString())
    return patch === null ? [] : [{key, patch}]
  })
}

function minimumBack(applyId: string, actions: readonly Patch[], at: string): Patch | null {
  const runs = actions
    .map((patch) => ({patch, startAt: startOfAction(patch.request), minimum: minimumOf(patch.request)}))
    .filter(({startAt}) => startAt !== '')
    .sort((a, b) => (a.startAt < b.startAt ? -1 : 1))
  const [ran, end] = [runs.findLast(({startAt}) => startAt <= at), runs.at(-1)]
  if (ran === undefined || end === undefined || ran === end || !isEnd(end.patch)) return null
  if (ran.minimum === null || end.minimum === null) return null
  const field = ran.patch.request.service === 'autoscaling' ? 'MinSize' : 'MinCapacity'
  const fields = (count: number): Fields => ({[field]: count})
  const {resting: _resting, consent: _consent, ...of} = end.patch
  return {
    ...of,
    id: undoId(applyId, `${end.patch.id}-now`),
    summary: `${field} ${ran.minimum} → ${end.minimum}`,
    request: setMinimum(end.patch.request, end.minimum),
    before: fields(ran.minimum),
    after: fields(end.minimum),
    undo: setMinimum(end.patch.request, ran.minimum),
    ends: 'never',
    notBeforeAt: null,
    notAfterAt: null,
  }
}

/** The action that returns the minimum is named so by the plan. */
const isEnd = ({request}: Patch) => String(request.input['ScheduledActionName']).endsWith('-end')

function minimumOf({input}: AwsRequest): number | null {
  const target = input['ScalableTargetAction']
  const minimum =
    typeof target === 'object' && target !== null && 'MinCapacity' in target ? target.MinCapacity : input['MinSize']
  return typeof minimum === 'number' ? minimum : null
}

function setMinimum({service, input}: AwsRequest, count: number): AwsRequest {
  const {AutoScalingGroupName, ServiceNamespace, ResourceId, ScalableDimension} = input
  return service === 'autoscaling'
    ? {service, operation: 'UpdateAutoScalingGroup', input: {AutoScalingGroupName, MinSize: count}}
    : {
        service,
        operation: 'RegisterScalableTarget',
        input: {ServiceNamespace, ResourceId, ScalableDimension, MinCapacity: count},
      }
}
