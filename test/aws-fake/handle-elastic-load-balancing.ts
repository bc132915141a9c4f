import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler, names, pageOf} from './estate.js'

export const handleElasticLoadBalancing: Record<string, Handler> = {
  DescribeLoadBalancers: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'LoadBalancers',
      elements: named({
        elements: snapshot.loadBalancers,
        wanted: {LoadBalancerName: input['Names'], LoadBalancerArn: input['LoadBalancerArns']},
        code: 'LoadBalancerNotFound',
      }),
      token: input['Marker'],
      tokenName: 'NextMarker',
      size: pageSize,
    }),
  DescribeCapacityReservation: (input, {snapshot}) => {
    const arn = input['LoadBalancerArn']
    if (!snapshot.loadBalancers.some((one) => one['LoadBalancerArn'] === arn)) {
      throw new FakeFailure('LoadBalancerNotFound', `'${arn}' not found`)
    }
    return snapshot.capacityReservations.find((one) => one['LoadBalancerArn'] === arn) ?? {}
  },
  DescribeTargetGroups: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'TargetGroups',
      elements: named({
        elements: snapshot.targetGroups,
        wanted: {TargetGroupName: input['Names'], TargetGroupArn: input['TargetGroupArns']},
        code: 'TargetGroupNotFound',
      }),
      token: input['Marker'],
      tokenName: 'NextMarker',
      size: pageSize,
    }),
}

/** Unlike a filter, a name that does not exist is an error here. */
function named({
  elements,
  wanted,
  code,
}: {
  elements: AwsObject[]
  wanted: Record<string, unknown>
  code: string
}): AwsObject[] {
  for (const [field, list] of Object.entries(wanted)) {
    const missing = ((list ?? []) as string[]).find((name) => !elements.some((element) => element[field] === name))
    if (missing !== undefined) throw new FakeFailure(code, `'${missing}' not found`)
  }
  return elements.filter((element) => Object.entries(wanted).every(([field, list]) => names(list, element[field])))
}
