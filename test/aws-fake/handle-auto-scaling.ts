import {type Handler, names, pageOf} from './estate.js'

export const handleAutoScaling: Record<string, Handler> = {
  DescribeAutoScalingGroups: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'AutoScalingGroups',
      elements: snapshot.autoScalingGroups.filter((group) =>
        names(input['AutoScalingGroupNames'], group['AutoScalingGroupName']),
      ),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribePolicies: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScalingPolicies',
      elements: snapshot.autoScalingPolicies.filter(
        (policy) => policy['AutoScalingGroupName'] === input['AutoScalingGroupName'],
      ),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeScheduledActions: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScheduledUpdateGroupActions',
      elements: snapshot.autoScalingScheduledActions.filter(
        (action) => action['AutoScalingGroupName'] === input['AutoScalingGroupName'],
      ),
      token: input['NextToken'],
      size: pageSize,
    }),
}
