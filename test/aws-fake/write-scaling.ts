import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler} from './estate.js'
import {groupOf, writeGroupPolicies} from './write-group-policies.js'

/**
 * Changes of groups, as strict as AWS's guides say; moto lets most of it pass.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
const actionsPerGroup = 125

export const writeAutoScaling: Record<string, Handler> = {
  ...writeGroupPolicies,
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
    if (input['DefaultInstanceWarmup'] === -1) delete group['DefaultInstanceWarmup']
    return {}
  },
  SetDesiredCapacity: (input, estate) => {
    const group = groupOf(input, estate)
    checkSizes({...sizesOf(group), DesiredCapacity: input['DesiredCapacity']}, input)
    group['DesiredCapacity'] = input['DesiredCapacity']
    return {}
  },
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

const timeOf = (value: unknown) => (value === undefined ? null : new Date(value as string | Date).getTime())

function refuse(message: string): void {
  throw new FakeFailure('ValidationError', message)
}
