import type {Fields, Patch} from '../../documents/patch.js'
import type {ScalingPolicy, ScheduledAction} from '../../documents/scaling-policy.js'
import type {SimulatedPolicy, SimulatedScaling, SimulatedSchedule} from '../../documents/simulation-policy.js'
import {runsOf} from '../recommend/schedule-runs.js'
import type {ModelSetting} from './model-setting.js'

/** How far back a recurring action is looked for that still holds when the window starts. */
const beforeWindowS = 7 * 86_400

/** What AWS would do with one tier, before or after the plan. */
export type ScalingSource = {
  tier: string
  kind: 'asg' | 'ecs'
  minCount: number
  maxCount: number
  desiredCount: number
  policies: readonly ScalingPolicy[]
  scheduledActions: readonly ScheduledAction[]
  warmupS: number
  /** What a unit carries at most: a target of requests is a share of it. */
  unitFullRps: number
}

/** Limits, policies and schedules of a tier. Patches are those of the plan for it; none for things as they are. */
export function scalingOfRun(
  source: ScalingSource,
  patches: readonly Patch[],
  setting: ModelSetting,
): SimulatedScaling {
  const {tier, kind} = source
  const inputs = patches.map(({request}) => request)
  const lastOf = (key: string) => inputs.map(({input}) => input[key]).findLast((value) => typeof value === 'number')
  const limitOf = (operation: string, key: string) =>
    inputs
      .filter((request) => request.operation === operation)
      .map(({input}) => input[key])
      .findLast((value) => typeof value === 'number')
  const maxCount =
    kind === 'asg' ? limitOf('UpdateAutoScalingGroup', 'MaxSize') : limitOf('RegisterScalableTarget', 'MaxCapacity')
  const schedules = schedulesOf(source, patches, setting)
  const policies = source.policies
    .map((policy) => patched(policy, patches))
    .flatMap((policy) => policyOf(policy, source, setting))
  const before = schedules.filter(({atS}) => atS < 0)
  const heldMin = before.findLast((action) => action.minCount !== null)?.minCount ?? source.minCount
  const heldMax = Math.max(
    before.findLast((action) => action.maxCount !== null)?.maxCount ?? source.maxCount,
    maxCount ?? 0,
  )
  const isSteered = policies.length > 0
  if (!isSteered) setting.notice(`${tier}: no policy that can be simulated scales it; only its schedule does`)
  return {
    minCount: Math.min(heldMin, heldMax),
    maxCount: heldMax,
    startCount: isSteered ? null : Math.max(source.desiredCount, heldMin),
    policies,
    schedules: schedules.filter(({atS}) => atS >= 0),
    scheduleLateness: setting.delays.scheduleLateness,
    warmupS: kind === 'asg' ? (lastOf('DefaultInstanceWarmup') ?? source.warmupS) : 0,
    outCooldownS: kind === 'asg' ? 0 : cooldownOf(source, 'ScaleOutCooldown', setting),
    inCooldownS: kind === 'asg' ? 0 : cooldownOf(source, 'ScaleInCooldown', setting),
  }
}

function cooldownOf({policies}: ScalingSource, key: string, setting: ModelSetting): number {
  const given = policies.map(({configuration}) => configuration?.[key]).find((value) => typeof value === 'number')
  return typeof given === 'number' ? given : setting.fact('scalingLimits', 'ecsCooldownS')
}

/** A policy as the plan replaces it. */
function patched(policy: ScalingPolicy, patches: readonly Patch[]): ScalingPolicy {
  const found = patches.find(
    ({request: {operation, input}}) => operation === 'PutScalingPolicy' && input['PolicyName'] === policy.name,
  )
  const configuration = (found?.request.input['TargetTrackingConfiguration'] ??
    found?.request.input['TargetTrackingScalingPolicyConfiguration']) as Fields | undefined
  if (configuration === undefined) return policy
  const predefined = configuration['PredefinedMetricSpecification'] as Fields | undefined
  return {
    ...policy,
    configuration,
    metric: String(predefined?.['PredefinedMetricType'] ?? policy.metric),
    target: String(configuration['TargetValue'] ?? policy.target),
  }
}

function policyOf(policy: ScalingPolicy, source: ScalingSource, setting: ModelSetting): SimulatedPolicy[] {
  const {tier} = source
  const target = Number(policy.target)
  if (policy.type !== 'TargetTrackingScaling' || policy.metric === null) {
    setting.notice(`${tier}: policy ${policy.name} (${policy.type}) is not simulated: what it does was not read`)
    return []
  }
  const isCpu = /AverageCPUUtilization/.test(policy.metric)
  const isRequests = policy.metric === 'ALBRequestCountPerTarget'
  if (!isCpu && !isRequests) {
    setting.notice(`${tier}: policy ${policy.name} follows ${policy.metric}, which the simulation does not know`)
    return []
  }
  return [
    {
      kind: 'target-tracking',
      name: policy.name,
      metric: isCpu ? 'utilization' : 'requests',
      targetRatio: isCpu ? target / 100 : target / 60 / source.unitFullRps,
      inBelowRatio: setting.judgement('scaleInBelowRatio'),
      isScaleInOff: policy.isScaleInOff === true,
      alarm: alarmOf(policy, source, setting),
    },
  ]
}

function alarmOf({metric}: ScalingPolicy, {tier, kind}: ScalingSource, setting: ModelSetting) {
  const isFast = metric?.endsWith('HighResolution') ?? false
  const usual = kind === 'asg' ? setting.delays.groupLag : setting.delays.minuteLag
  const learned = setting.learned?.get(tier)?.metricLag ?? null
  return {
    periodS: isFast ? 20 : 60,
    outDatapointCount: setting.judgement('alarmOutDatapointCount'),
    inDatapointCount: setting.judgement('alarmInDatapointCount'),
    lag: isFast ? setting.delays.fastLag : (learned ?? usual),
  }
}

/** Actions of AWS and of the plan, by the seconds from the window's start; those of long before count only where they recur. */
function schedulesOf(
  {tier, scheduledActions}: ScalingSource,
  patches: readonly Patch[],
  setting: ModelSetting,
): SimulatedSchedule[] {
  const {startS, durationS} = setting
  const planned = patches.flatMap(({request}) => plannedAction(request))
  const known = scheduledActions.filter(({name}) => !planned.some((action) => action.name === name))
  const span = {fromS: startS - beforeWindowS, toS: startS + durationS - 1}
  return [...known, ...planned]
    .flatMap((action) => {
      const runs = runsOf(action, span)
      if (runs === null)
        setting.notice(
          `${tier}: scheduled action ${action.name} is not simulated: its schedule ${action.schedule} cannot be read`,
        )
      return (runs ?? []).map((atS) => ({
        name: action.name,
        atS: atS - startS,
        minCount: action.minCount,
        maxCount: action.maxCount,
        desiredCount: action.desiredCount,
      }))
    })
    .sort((a, b) => a.atS - b.atS)
}

function plannedAction({operation, input}: Patch['request']): ScheduledAction[] {
  const countOf = (value: unknown) => (typeof value === 'number' ? value : null)
  if (operation === 'PutScheduledUpdateGroupAction') {
    return [
      {
        name: String(input['ScheduledActionName']),
        schedule: String(input['StartTime']),
        timezone: null,
        minCount: countOf(input['MinSize']),
        maxCount: countOf(input['MaxSize']),
        desiredCount: null,
      },
    ]
  }
  if (operation !== 'PutScheduledAction') return []
  const action = (input['ScalableTargetAction'] ?? {}) as Fields
  return [
    {
      name: String(input['ScheduledActionName']),
      schedule: String(input['Schedule']),
      timezone: typeof input['Timezone'] === 'string' ? input['Timezone'] : null,
      minCount: countOf(action['MinCapacity']),
      maxCount: countOf(action['MaxCapacity']),
      desiredCount: null,
    },
  ]
}
