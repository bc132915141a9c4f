import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler} from './estate.js'

/**
 * Limits, schedules and policies of services and of readers. A service that stands outside of new limits is moved into
 * them at once, so that a lowered MaxCapacity cuts it; the cut of a schedule comes when it fires.
 *
 * @source https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 * @source https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 * @source https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html
 * @source https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
 */
export const writeApplicationAutoScaling: Record<string, Handler> = {
  RegisterScalableTarget: (input, {snapshot}) => {
    const known = snapshot.scalableTargets.find((target) => target['ResourceId'] === input['ResourceId'])
    if (!known && (input['MinCapacity'] === undefined || input['MaxCapacity'] === undefined)) {
      throw new FakeFailure('ValidationException', 'A new scalable target needs MinCapacity and MaxCapacity')
    }
    checkCapacities({...known, ...input})
    const target = known ?? {...input}
    if (known) Object.assign(known, input)
    else snapshot.scalableTargets.push(target)
    moveIntoLimits(target, snapshot.services)
    return {}
  },
  PutScheduledAction: (input, {snapshot, now}) => {
    checkRegistered(input, snapshot.scalableTargets)
    checkCapacities((input['ScalableTargetAction'] ?? {}) as AwsObject)
    checkSchedule(String(input['Schedule']), input['Timezone'], now)
    snapshot.scheduledActions = [...snapshot.scheduledActions.filter((one) => !isAction(one, input)), {...input}]
    return {}
  },
  DeleteScheduledAction: (input, {snapshot}) => {
    const left = snapshot.scheduledActions.filter((one) => !isAction(one, input))
    if (left.length === snapshot.scheduledActions.length) {
      throw new FakeFailure('ObjectNotFoundException', `No scheduled action found: ${input['ScheduledActionName']}`)
    }
    snapshot.scheduledActions = left
    return {}
  },
  PutScalingPolicy: (input, {snapshot}) => {
    checkRegistered(input, snapshot.scalableTargets)
    const tracking = input['TargetTrackingScalingPolicyConfiguration'] as AwsObject | undefined
    if (input['PolicyType'] === 'TargetTrackingScaling' && tracking === undefined) {
      throw new FakeFailure('ValidationException', 'TargetTrackingScalingPolicyConfiguration must be given')
    }
    const metric = (tracking?.['PredefinedMetricSpecification'] as AwsObject | undefined)?.['PredefinedMetricType']
    if (String(metric).endsWith('HighResolution')) checkResolution(input, snapshot.services, String(metric))
    const PolicyARN = `arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:${input['PolicyName']}`
    const isOwn = (one: AwsObject) =>
      one['ResourceId'] === input['ResourceId'] && one['PolicyName'] === input['PolicyName']
    // The whole of it is new: what is not said is not kept.
    snapshot.scalingPolicies = [...snapshot.scalingPolicies.filter((one) => !isOwn(one)), {...input, PolicyARN}]
    return {PolicyARN, Alarms: []}
  },
}

/** A service outside of its target's limits is moved into them. */
export function moveIntoLimits({ResourceId, MinCapacity, MaxCapacity}: AwsObject, services: AwsObject[]): void {
  const service = serviceOf(ResourceId, services)
  if (service === undefined) return
  const most = Math.min(Number(service['desiredCount']), Number(MaxCapacity))
  service['desiredCount'] = Math.max(most, Number(MinCapacity))
}

function serviceOf(ResourceId: unknown, services: AwsObject[]): AwsObject | undefined {
  const [, cluster, name] = /^service\/([^/]+)\/(.+)$/.exec(String(ResourceId)) ?? []
  return services.find((one) => one['serviceName'] === name && String(one['clusterArn']).endsWith(`/${cluster}`))
}

/** A policy can hold a metric of 20 seconds only where the service publishes it. */
function checkResolution({ResourceId}: AwsObject, services: AwsObject[], metric: string): void {
  const monitoring = serviceOf(ResourceId, services)?.['monitoring'] as AwsObject | undefined
  const wanted = metric.includes('Memory') ? 'MemoryUtilization' : 'CPUUtilization'
  const isPublished = ((monitoring?.['metricConfigurations'] ?? []) as AwsObject[]).some(
    ({metricNames, resolutionSeconds}) => (metricNames as string[]).includes(wanted) && resolutionSeconds === 20,
  )
  if (!isPublished) throw new FakeFailure('ValidationException', `${metric} needs a service with 20-second metrics`)
}

const isAction = (one: AwsObject, other: AwsObject) =>
  one['ResourceId'] === other['ResourceId'] && one['ScheduledActionName'] === other['ScheduledActionName']

function checkRegistered({ResourceId}: AwsObject, targets: AwsObject[]): void {
  if (targets.some((target) => target['ResourceId'] === ResourceId)) return
  throw new FakeFailure('ObjectNotFoundException', `No scalable target registered for ${ResourceId}`)
}

function checkCapacities({MinCapacity, MaxCapacity}: AwsObject): void {
  if (MinCapacity === undefined && MaxCapacity === undefined) {
    throw new FakeFailure('ValidationException', 'MinCapacity or MaxCapacity must be given')
  }
  if (MinCapacity !== undefined && MaxCapacity !== undefined && Number(MinCapacity) > Number(MaxCapacity)) {
    throw new FakeFailure('ValidationException', 'Maximum capacity cannot be less than minimum capacity')
  }
}

/** `at(yyyy-mm-ddThh:mm:ss)`, `rate(n unit)` or a cron of six fields. Times in zones other than UTC are not compared. */
function checkSchedule(schedule: string, timezone: unknown, now: string): void {
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(schedule)?.[1]
  const isKnown =
    at !== undefined || /^rate\(\d+ (minute|hour|day)s?\)$/.test(schedule) || /^cron\((\S+ ){5}\S+\)$/.test(schedule)
  if (!isKnown) throw new FakeFailure('ValidationException', `Schedule expression ${schedule} is not valid`)
  const isUtc = timezone === undefined || timezone === 'UTC'
  if (at !== undefined && isUtc && Date.parse(`${at}Z`) <= Date.parse(now)) {
    throw new FakeFailure('ValidationException', 'Scheduled action time is in the past')
  }
}
