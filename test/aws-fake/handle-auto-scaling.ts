import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler, names, pageOf} from './estate.js'

export const handleAutoScaling: Record<string, Handler> = {
  DescribeAutoScalingGroups: (input, {snapshot, pageSize}) => {
    // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html
    const most = Number(input['MaxRecords'] ?? 50)
    if (((input['AutoScalingGroupNames'] ?? []) as unknown[]).length > most) {
      throw new FakeFailure(
        'ValidationError',
        `AutoScalingGroupNames: more than the ${most} that MaxRecords lets there be.`,
      )
    }
    return pageOf({
      list: 'AutoScalingGroups',
      elements: snapshot.autoScalingGroups.filter((group) =>
        names(input['AutoScalingGroupNames'], group['AutoScalingGroupName']),
      ),
      token: input['NextToken'],
      size: pageSize,
    })
  },
  DescribePolicies: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScalingPolicies',
      elements: snapshot.autoScalingPolicies.filter(isOf(input)),
      token: input['NextToken'],
      size: Math.min(pageSize, Number(input['MaxRecords'] ?? 50)),
    }),
  DescribeScheduledActions: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScheduledUpdateGroupActions',
      elements: snapshot.autoScalingScheduledActions
        .filter(isOf(input))
        .filter((action) => names(input['ScheduledActionNames'], action['ScheduledActionName'])),
      token: input['NextToken'],
      size: Math.min(pageSize, Number(input['MaxRecords'] ?? 50)),
    }),
  DescribeScalingActivities: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'Activities',
      elements: snapshot.scalingActivities.filter(isOf(input)),
      token: input['NextToken'],
      size: Math.min(pageSize, Number(input['MaxRecords'] ?? 100)),
    }),
  DescribeWarmPool: (input, {snapshot}) => {
    const pool = snapshot.warmPools.find(isOf(input))
    return {WarmPoolConfiguration: pool?.['WarmPoolConfiguration'], Instances: pool?.['Instances'] ?? []}
  },
}

/** An input without a group's name is about all groups. */
const isOf = (input: AwsObject) => (element: AwsObject) =>
  input['AutoScalingGroupName'] === undefined || element['AutoScalingGroupName'] === input['AutoScalingGroupName']
