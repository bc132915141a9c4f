import type {AwsObject} from '../../src/documents/snapshot.js'
import {type Handler, names, pageOf} from './estate.js'

const isAbout = (input: AwsObject) => (element: AwsObject) =>
  element['ServiceNamespace'] === input['ServiceNamespace'] &&
  (input['ResourceId'] === undefined || element['ResourceId'] === input['ResourceId'])

export const handleApplicationAutoScaling: Record<string, Handler> = {
  DescribeScalableTargets: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScalableTargets',
      elements: snapshot.scalableTargets.filter((target) => names(input['ResourceIds'], target['ResourceId'])),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeScalingPolicies: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScalingPolicies',
      elements: snapshot.scalingPolicies.filter(isAbout(input)),
      token: input['NextToken'],
      // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html: ten at most.
      size: Math.min(pageSize, 10),
    }),
  DescribeScheduledActions: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'ScheduledActions',
      elements: snapshot.scheduledActions.filter(isAbout(input)),
      token: input['NextToken'],
      size: pageSize,
    }),
}
