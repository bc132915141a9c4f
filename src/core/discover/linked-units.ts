import type {AwsObject, Snapshot} from '../../documents/snapshot.js'
import {autoScalingGroupName, clusterName} from '../inventory/arn.js'
import {
  type AwsElement,
  elementsOf,
  objectsAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from '../inventory/aws-field.js'

/** A target group as a load balancer sends to it. */
export type LinkedTargets = {name: string; arn: string; balancerArns: string[]; vpc: string | null}

/** What may be a tier: an Auto Scaling group or an ECS service. */
export type LinkedUnit = {
  kind: 'asg' | 'ecs'
  /** As the config names it: the group's name, or cluster/service. */
  resource: string
  arn: string
  targets: LinkedTargets[]
  tags: ReadonlyMap<string, string>
  securityGroups: string[]
  vpc: string | null
  /** Who else steers it; such a group is named and never chosen by itself. */
  owner: string | null
  /** Values of the environment of its containers, in lower case: they name what the service talks to. */
  environment: string[]
}

/** The Auto Scaling groups and ECS services of a snapshot. `instances` are one or more of each group, where known. */
export function linkedUnits({
  snapshot,
  instances,
}: {
  snapshot: Snapshot
  instances: readonly AwsObject[]
}): LinkedUnit[] {
  const targets = new Map(
    elementsOf('targetGroups', snapshot.targetGroups).map((group) => [
      textAt(group, 'TargetGroupArn'),
      targetsOf(group),
    ]),
  )
  const hosts = new Map(elementsOf('instances', instances).map((one) => [textAt(one, 'InstanceId'), one]))
  const providers = elementsOf('capacityProviders', snapshot.capacityProviders).flatMap((provider) => {
    const group = optionalObjectAt(provider, 'autoScalingGroupProvider')
    const arn = group && textAt(group, 'autoScalingGroupArn')
    return group === null || arn === null
      ? []
      : [{name: textAt(provider, 'name'), group: autoScalingGroupName(group, 'autoScalingGroupArn', arn)}]
  })
  const known = (arns: string[]) => arns.flatMap((arn) => targets.get(arn) ?? [])
  const groups = elementsOf('autoScalingGroups', snapshot.autoScalingGroups).map((group): LinkedUnit => {
    const host = objectsAt(group, 'Instances').flatMap((one) => hosts.get(textAt(one, 'InstanceId')) ?? [])[0]
    const ours = known(textsAt(group, 'TargetGroupARNs'))
    const tags = tagsOf(objectsAt(group, 'Tags'), 'Key', 'Value')
    const resource = textAt(group, 'AutoScalingGroupName')
    return {
      kind: 'asg',
      resource,
      arn: optionalTextAt(group, 'AutoScalingGroupARN') ?? '',
      targets: ours,
      tags,
      securityGroups: host ? objectsAt(host, 'SecurityGroups').map((one) => textAt(one, 'GroupId')) : [],
      vpc: (host && optionalTextAt(host, 'VpcId')) ?? ours[0]?.vpc ?? null,
      owner: ownerOf(tags, providers.find((provider) => provider.group === resource)?.name),
      environment: [],
    }
  })
  const groupOf = (service: AwsElement) => {
    const names = objectsAt(service, 'capacityProviderStrategy').map((item) => textAt(item, 'capacityProvider'))
    const host = providers.find(({name}) => names.includes(name))?.group
    return groups.find(({resource}) => resource === host)
  }
  const environments = environmentsOf(snapshot)
  const services = elementsOf('services', snapshot.services).map((service): LinkedUnit => {
    const arns = objectsAt(service, 'loadBalancers').flatMap((one) => optionalTextAt(one, 'targetGroupArn') ?? [])
    const ours = known(arns)
    const own = ownSecurityGroups(service)
    return {
      kind: 'ecs',
      resource: `${clusterName(service, 'clusterArn', textAt(service, 'clusterArn'))}/${textAt(service, 'serviceName')}`,
      arn: optionalTextAt(service, 'serviceArn') ?? '',
      targets: ours,
      tags: tagsOf(objectsAt(service, 'tags'), 'key', 'value'),
      // In bridge and host mode tasks share the interface of their host.
      securityGroups: own.length > 0 ? own : (groupOf(service)?.securityGroups ?? []),
      vpc: ours[0]?.vpc ?? groupOf(service)?.vpc ?? null,
      owner: null,
      environment: environments.get(optionalTextAt(service, 'taskDefinition') ?? '') ?? [],
    }
  })
  return [...groups, ...services]
}

function targetsOf(group: AwsElement): LinkedTargets {
  return {
    name: textAt(group, 'TargetGroupName'),
    arn: textAt(group, 'TargetGroupArn'),
    balancerArns: textsAt(group, 'LoadBalancerArns'),
    vpc: optionalTextAt(group, 'VpcId'),
  }
}

function tagsOf(tags: AwsElement[], key: string, value: string): Map<string, string> {
  return new Map(tags.map((tag) => [textAt(tag, key), optionalTextAt(tag, value) ?? '']))
}

function ownerOf(tags: ReadonlyMap<string, string>, provider: string | undefined): string | null {
  if (provider !== undefined) return `the ECS capacity provider ${provider}`
  if (tags.has('AmazonECSManaged')) return 'an ECS capacity provider'
  const cluster = [...tags.keys()].find((key) => key.startsWith('kubernetes.io/cluster/'))
  const eks = tags.get('eks:cluster-name') ?? cluster?.slice('kubernetes.io/cluster/'.length)
  if (eks !== undefined) return `the Kubernetes cluster ${eks}`
  const beanstalk = tags.get('elasticbeanstalk:environment-name')
  return beanstalk === undefined ? null : `the Elastic Beanstalk environment ${beanstalk}`
}

function ownSecurityGroups(service: AwsElement): string[] {
  const configuration = optionalObjectAt(service, 'networkConfiguration')
  const network = configuration && optionalObjectAt(configuration, 'awsvpcConfiguration')
  return network ? textsAt(network, 'securityGroups') : []
}

function environmentsOf(snapshot: Snapshot): Map<string, string[]> {
  return new Map(
    elementsOf('taskDefinitions', snapshot.taskDefinitions).map((task) => [
      textAt(task, 'taskDefinitionArn'),
      objectsAt(task, 'containerDefinitions')
        .flatMap((container) => objectsAt(container, 'environment'))
        .flatMap((variable) => optionalTextAt(variable, 'value')?.toLowerCase() ?? []),
    ]),
  )
}
