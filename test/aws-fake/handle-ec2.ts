import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler, names, pageOf} from './estate.js'
import {reservationsOf} from './write-reservations.js'

export const handleEc2: Record<string, Handler> = {
  DescribeInstanceTypes: (input, {snapshot, pageSize}) => {
    const known = new Set(snapshot.instanceTypes.map((type) => type['InstanceType']))
    const strange = ((input['InstanceTypes'] ?? []) as string[]).filter((name) => !known.has(name))
    if (strange.length > 0) {
      const message = `The following supplied instance types do not exist: [${strange.join(', ')}]`
      throw new FakeFailure('InvalidInstanceType', message)
    }
    return pageOf({
      list: 'InstanceTypes',
      elements: snapshot.instanceTypes.filter(
        (type) =>
          names(input['InstanceTypes'], type['InstanceType']) &&
          matches(filterOf(input, 'instance-type'), String(type['InstanceType'])),
      ),
      token: input['NextToken'],
      size: pageSize,
    })
  },
  DescribeRegions: (_input, {snapshot, elsewhere}) => ({
    Regions: [...new Set([snapshot.region, ...Object.keys(elsewhere)])].map((RegionName) => ({RegionName})),
  }),
  DescribeSecurityGroups: (input, {securityGroups, pageSize}) =>
    pageOf({
      list: 'SecurityGroups',
      elements: securityGroups.filter((group) => names(filterOf(input, 'group-id'), group['GroupId'])),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeNatGateways: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'NatGateways',
      elements: (snapshot.natGateways ?? []).filter((one) =>
        names((input['Filter'] as AwsObject[] | undefined)?.[0]?.['Values'], one['State']),
      ),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeSubnets: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'Subnets',
      elements: [...snapshot.subnets, ...(snapshot.natSubnets ?? [])].filter((subnet) =>
        names(filterOf(input, 'subnet-id'), subnet['SubnetId']),
      ),
      token: input['NextToken'],
      size: pageSize,
    }),
  DescribeLaunchTemplateVersions: (input, {snapshot, pageSize}) => {
    const versions = (input['Versions'] ?? []) as string[]
    const id = input['LaunchTemplateId']
    if (id === undefined && versions.some((version) => !version.startsWith('$'))) {
      throw new FakeFailure('InvalidParameterValue', 'Without a template only $Latest and $Default can be asked for.')
    }
    return pageOf({
      list: 'LaunchTemplateVersions',
      elements: snapshot.launchTemplates.filter(
        (one) =>
          (id === undefined || one['LaunchTemplateId'] === id) &&
          (versions.includes(String(one['VersionNumber'])) || versions.some((version) => version.startsWith('$'))),
      ),
      token: input['NextToken'],
      size: Math.min(pageSize, 200),
    })
  },
  DescribeCapacityReservations: (input, estate) =>
    pageOf({
      list: 'CapacityReservations',
      elements: reservationsOf((input['Filters'] ?? []) as AwsObject[], estate),
      token: input['NextToken'],
      size: estate.pageSize,
    }),
  DescribeInstances: (input, {instances, pageSize}) => {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
    if (input['InstanceIds'] !== undefined && input['MaxResults'] !== undefined) {
      throw new FakeFailure('InvalidParameterCombination', 'InstanceIds and MaxResults exclude each other.')
    }
    return pageOf({
      list: 'Reservations',
      elements: instances
        .filter((instance) => names(filterOf(input, 'instance-id'), instance['InstanceId']))
        .map((instance) => ({ReservationId: `r-${instance['InstanceId']}`, Instances: [instance]})),
      token: input['NextToken'],
      size: pageSize,
    })
  },
}

/** Whether a filter has a value that the name is, or that it is like: `c7g.*`. */
function matches(values: unknown, name: string): boolean {
  if (!Array.isArray(values)) return true
  return values.some((value) =>
    String(value).endsWith('*') ? name.startsWith(String(value).slice(0, -1)) : value === name,
  )
}

function filterOf(input: AwsObject, name: string): unknown {
  const filters = (input['Filters'] ?? []) as AwsObject[]
  return filters.find((filter) => filter['Name'] === name)?.['Values']
}
