import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler} from './estate.js'

/**
 * Changes of groups and of services' limits, as strict as AWS's guides say; moto lets most of it pass.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 * @source https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
const actionsPerGroup = 125

export const writeAutoScaling: Record<string, Handler> = {
  PutScheduledUpdateGroupAction: (input, estate) => {
    const group = groupOf(input, estate)
    const sizes = [input['MinSize'], input['MaxSize'], input['DesiredCapacity']]
    if (sizes.every((size) => size === undefined)) {
      refuse('At least one of MinSize, MaxSize or DesiredCapacity must be specified.')
    }
    checkSizes({...sizesOf(group), ...sizesOf(input)}, input)
    checkTimes(input, estate)
    const {snapshot} = estate
    const isOwn = (action: AwsObject) => action['AutoScalingGroupName'] === input['AutoScalingGroupName']
    const others = snapshot.autoScalingScheduledActions.filter(
      (action) => !(isOwn(action) && action['ScheduledActionName'] === input['ScheduledActionName']),
    )
    const own = others.filter(isOwn)
    if (own.length >= actionsPerGroup) throw new FakeFailure('LimitExceeded', `More than ${actionsPerGroup} actions.`)
    const start = timeOf(input['StartTime'])
    if (start !== null && own.some((action) => timeOf(action['StartTime']) === start)) {
      throw new FakeFailure('AlreadyExists', 'There is an action of the group at that time.')
    }
    snapshot.autoScalingScheduledActions = [...others, {...input}]
    return {}
  },
  DeleteScheduledAction: (input, {snapshot}) => {
    const left = snapshot.autoScalingScheduledActions.filter(
      (action) =>
        action['AutoScalingGroupName'] !== input['AutoScalingGroupName'] ||
        action['ScheduledActionName'] !== input['ScheduledActionName'],
    )
    if (left.length === snapshot.autoScalingScheduledActions.length) refuse('Scheduled action name not found')
    snapshot.autoScalingScheduledActions = left
    return {}
  },
  UpdateAutoScalingGroup: (input, estate) => {
    const group = groupOf(input, estate)
    const next = {...sizesOf(group), ...sizesOf(input)}
    checkSizes(next, input)
    // A fleet outside of new limits is moved into them at once.
    const desired = Math.min(
      Math.max(Number(next['DesiredCapacity']), Number(next['MinSize'])),
      Number(next['MaxSize']),
    )
    Object.assign(group, input, {DesiredCapacity: desired})
    return {}
  },
  SetDesiredCapacity: (input, estate) => {
    const group = groupOf(input, estate)
    checkSizes({...sizesOf(group), DesiredCapacity: input['DesiredCapacity']}, input)
    group['DesiredCapacity'] = input['DesiredCapacity']
    return {}
  },
}

export const writeApplicationAutoScaling: Record<string, Handler> = {
  RegisterScalableTarget: (input, {snapshot}) => {
    const known = snapshot.scalableTargets.find((target) => target['ResourceId'] === input['ResourceId'])
    checkCapacities({...known, ...input})
    if (known) Object.assign(known, input)
    else snapshot.scalableTargets.push({...input})
    return {}
  },
  PutScheduledAction: (input, {snapshot, now}) => {
    const isOwn = (action: AwsObject) =>
      action['ResourceId'] === input['ResourceId'] && action['ScheduledActionName'] === input['ScheduledActionName']
    if (!snapshot.scalableTargets.some((target) => target['ResourceId'] === input['ResourceId'])) {
      throw new FakeFailure('ObjectNotFoundException', `No scalable target registered for ${input['ResourceId']}`)
    }
    checkCapacities((input['ScalableTargetAction'] ?? {}) as AwsObject)
    checkSchedule(String(input['Schedule']), input['Timezone'], now)
    snapshot.scheduledActions = [...snapshot.scheduledActions.filter((action) => !isOwn(action)), {...input}]
    return {}
  },
}

function groupOf(input: AwsObject, {snapshot}: FakeEstate): AwsObject {
  const name = input['AutoScalingGroupName']
  const group = snapshot.autoScalingGroups.find((one) => one['AutoScalingGroupName'] === name)
  if (!group) throw new FakeFailure('ValidationError', `AutoScalingGroup name not found - no such group: ${name}`)
  return group
}

const sizeNames = ['MinSize', 'MaxSize', 'DesiredCapacity']

function sizesOf(element: AwsObject): AwsObject {
  return Object.fromEntries(sizeNames.flatMap((name) => (element[name] === undefined ? [] : [[name, element[name]]])))
}

/** A desired size that nobody asked for is AWS's to move; one that was asked for must fit. */
function checkSizes(sizes: AwsObject, input: AwsObject): void {
  const [min, max, desired] = sizeNames.map((name) => Number(sizes[name])) as [number, number, number]
  if (min > max) refuse(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`)
  if (input['DesiredCapacity'] === undefined || (desired >= min && desired <= max)) return
  refuse(`Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`)
}

function checkTimes(input: AwsObject, {now}: FakeEstate): void {
  const [start, end] = [timeOf(input['StartTime']), timeOf(input['EndTime'])]
  if (start !== null && start <= Date.parse(now)) refuse('Given start time is in the past')
  if (end !== null && end <= (start ?? Date.parse(now)))
    refuse('Given end time is before the start time, or in the past')
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

const timeOf = (value: unknown) => (value === undefined ? null : new Date(value as string | Date).getTime())

function refuse(message: string): void {
  throw new FakeFailure('ValidationError', message)
}
