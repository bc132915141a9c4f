import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler, names, pageOf} from './estate.js'

export const handleEcs: Record<string, Handler> = {
  DescribeServices: (input, {snapshot}) => {
    const wanted = input['services'] as string[]
    const here = servicesOf(snapshot.services, input['cluster'])
    const isTagged = names([...((input['include'] ?? []) as string[]), ''], 'TAGS')
    return {
      services: here
        .filter((service) => wanted.includes(String(service['serviceName'])))
        // Tags are told only where they are asked for.
        .map((service) => (isTagged ? service : {...service, tags: undefined}))
        .map((service) =>
          service['monitoring'] === undefined
            ? service
            : {...service, currentServiceRevisions: [{arn: revisionArn(service)}]},
        ),
      failures: wanted
        .filter((name) => !here.some((service) => service['serviceName'] === name))
        .map((name) => ({arn: name, reason: 'MISSING'})),
    }
  },
  // How often metrics are published is said of a revision, and not by DescribeServices.
  DescribeServiceRevisions: (input, {snapshot}) => ({
    serviceRevisions: snapshot.services
      .filter((service) => names(input['serviceRevisionArns'], revisionArn(service)))
      .map(({monitoring, serviceArn, createdAt, ...service}) => ({
        serviceRevisionArn: revisionArn({...service, serviceArn}),
        serviceArn,
        createdAt,
        monitoring,
      })),
    failures: [],
  }),
  ListServices: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'serviceArns',
      elements: servicesOf(snapshot.services, input['cluster'])
        .filter((service) => service['status'] === 'ACTIVE')
        .map((service) => service['serviceArn']),
      token: input['nextToken'],
      tokenName: 'nextToken',
      size: pageSize,
    }),
  DescribeClusters: (input, {snapshot}) => {
    const wanted = (input['clusters'] ?? []) as string[]
    if (wanted.length > 100) throw new FakeFailure('InvalidParameterException', 'Clusters cannot exceed 100.')
    return {clusters: snapshot.clusters.filter((one) => wanted.includes(String(one['clusterArn']))), failures: []}
  },
  ListContainerInstances: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'containerInstanceArns',
      elements: hostsOf(snapshot.containerInstances, input['cluster']).map((host) => host['containerInstanceArn']),
      token: input['nextToken'],
      tokenName: 'nextToken',
      size: Math.min(pageSize, Number(input['maxResults'] ?? 100)),
    }),
  DescribeContainerInstances: (input, {snapshot}) => {
    const wanted = (input['containerInstances'] ?? []) as string[]
    if (wanted.length > 100) throw new FakeFailure('InvalidParameterException', 'Instances cannot exceed 100.')
    return {
      containerInstances: hostsOf(snapshot.containerInstances, input['cluster']).filter((host) =>
        wanted.includes(String(host['containerInstanceArn'])),
      ),
      failures: [],
    }
  },
  ListClusters: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'clusterArns',
      elements: [...new Set(snapshot.services.map((service) => service['clusterArn']))],
      token: input['nextToken'],
      tokenName: 'nextToken',
      size: pageSize,
    }),
  DescribeTaskDefinition: (input, {snapshot}) => {
    const taskDefinition = snapshot.taskDefinitions.find(
      (task) => task['taskDefinitionArn'] === input['taskDefinition'],
    )
    if (!taskDefinition) throw new FakeFailure('ClientException', 'Unable to describe task definition.')
    return {taskDefinition}
  },
  DescribeCapacityProviders: (input, {snapshot, pageSize}) => {
    const named = snapshot.capacityProviders.filter((one) => names(input['capacityProviders'], one['name']))
    if (input['capacityProviders'] !== undefined) return {capacityProviders: named}
    return pageOf({
      list: 'capacityProviders',
      elements: named,
      token: input['nextToken'],
      tokenName: 'nextToken',
      size: Math.min(10, pageSize),
    })
  },
}

const revisionArn = ({serviceArn}: AwsObject) =>
  `${String(serviceArn).replace(':service/', ':service-revision/')}/4980306466373577095`

/** `container-instance/CLUSTER/ID` */
function hostsOf(hosts: AwsObject[], cluster: unknown): AwsObject[] {
  return hosts.filter((host) => String(host['containerInstanceArn']).split('/').at(-2) === cluster)
}

function servicesOf(services: AwsObject[], cluster: unknown): AwsObject[] {
  const here = services.filter((service) => String(service['clusterArn']).endsWith(`:cluster/${cluster}`))
  if (here.length === 0) throw new FakeFailure('ClusterNotFoundException', 'Cluster not found.')
  return here
}
