import type {AwsObject} from '../../src/documents/snapshot.js'
import {type Handler, names, pageOf} from './estate.js'

export const handleEc2: Record<string, Handler> = {
  DescribeInstanceTypes: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'InstanceTypes',
      elements: snapshot.instanceTypes.filter((type) => names(input['InstanceTypes'], type['InstanceType'])),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeSecurityGroups: (input, {securityGroups, pageSize}) =>
    pageOf({
      list: 'SecurityGroups',
      elements: securityGroups.filter((group) => names(filterOf(input, 'group-id'), group['GroupId'])),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeInstances: (input, {instances, pageSize}) =>
    pageOf({
      list: 'Reservations',
      elements: instances
        .filter((instance) => names(filterOf(input, 'instance-id'), instance['InstanceId']))
        .map((instance) => ({ReservationId: `r-${instance['InstanceId']}`, Instances: [instance]})),
      token: input['NextToken'],
      size: pageSize,
    }),
}

function filterOf(input: AwsObject, name: string): unknown {
  const filters = (input['Filters'] ?? []) as AwsObject[]
  return filters.find((filter) => filter['Name'] === name)?.['Values']
}
