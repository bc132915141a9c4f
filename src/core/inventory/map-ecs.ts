import type {CapacityProvider, EcsService} from '../../documents/inventory.js'
import type {ScalingPolicy, ScheduledAction} from '../../documents/scaling-policy.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {autoScalingGroupName, clusterName, targetGroupName} from './arn.js'
import {
  type AwsElement,
  countAt,
  elementsOf,
  invalid,
  objectsAt,
  optionalCountAt,
  optionalNumberAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from './aws-field.js'
import {byName} from './by-name.js'
import {mapTargetTracking} from './map-target-tracking.js'
import {mapTaskSize} from './map-task-size.js'

/** ECS lets a deployment start as many tasks again as it wants running when nothing else is said. */
const defaultMaximumPercent = 200

/** Managed scaling where nothing else is said: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html */
const defaultMinimumStep = 1
const defaultMaximumStep = 10_000
const defaultWarmupS = 300

/** The ECS services of a snapshot with the size of their tasks and their limits. Throws SNAPSHOT_INVALID. */
export function mapEcsServices(snapshot: Snapshot): EcsService[] {
  const providers = elementsOf('capacityProviders', snapshot.capacityProviders)
  const tasks = new Map(
    elementsOf('taskDefinitions', snapshot.taskDefinitions).map((task) => [textAt(task, 'taskDefinitionArn'), task]),
  )
  return elementsOf('services', snapshot.services)
    .map((service) => {
      const task = tasks.get(textAt(service, 'taskDefinition'))
      if (!task) throw invalid(service, 'taskDefinition', 'the snapshot lacks the task definition that it names')
      return mapService({service, task, providers, snapshot})
    })
    .sort((a, b) => byName({name: `${a.cluster}/${a.name}`}, {name: `${b.cluster}/${b.name}`}))
}

/** The capacity providers that steer an Auto Scaling group; Fargate's own two are left out. Throws SNAPSHOT_INVALID. */
export function mapCapacityProviders(snapshot: Snapshot): CapacityProvider[] {
  return elementsOf('capacityProviders', snapshot.capacityProviders)
    .flatMap((provider) => {
      const group = optionalObjectAt(provider, 'autoScalingGroupProvider')
      if (group === null) return []
      const scaling = optionalObjectAt(group, 'managedScaling')
      return [
        {
          name: textAt(provider, 'name'),
          autoScalingGroup: autoScalingGroupName(group, 'autoScalingGroupArn', textAt(group, 'autoScalingGroupArn')),
          targetCapacityRatio: ((scaling && optionalNumberAt(scaling, 'targetCapacity')) ?? 100) / 100,
          isManaged: scaling !== null && textAt(scaling, 'status') === 'ENABLED',
          minimumStepCount: (scaling && optionalCountAt(scaling, 'minimumScalingStepSize')) ?? defaultMinimumStep,
          maximumStepCount: (scaling && optionalCountAt(scaling, 'maximumScalingStepSize')) ?? defaultMaximumStep,
          warmupS: (scaling && optionalNumberAt(scaling, 'instanceWarmupPeriod')) ?? defaultWarmupS,
        },
      ]
    })
    .sort(byName)
}

function mapService({
  service,
  task,
  providers,
  snapshot,
}: {
  service: AwsElement
  task: AwsElement
  providers: AwsElement[]
  snapshot: Snapshot
}): EcsService {
  const cluster = clusterName(service, 'clusterArn', textAt(service, 'clusterArn'))
  const name = textAt(service, 'serviceName')
  const isOurs = (element: AwsElement) =>
    textAt(element, 'ResourceId') === `service/${cluster}/${name}` &&
    textAt(element, 'ScalableDimension') === 'ecs:service:DesiredCount'
  const target = elementsOf('scalableTargets', snapshot.scalableTargets).find(isOurs)
  const deployment = optionalObjectAt(service, 'deploymentConfiguration')
  return {
    cluster,
    name,
    ...computeOf(service, providers),
    spotRatio: spotRatioOf(service),
    isDaemon: optionalTextAt(service, 'schedulingStrategy') === 'DAEMON',
    desiredCount: countAt(service, 'desiredCount'),
    runningCount: countAt(service, 'runningCount'),
    ...mapTaskSize(task),
    networkMode: optionalTextAt(task, 'networkMode') ?? 'bridge',
    subnets: subnetsOf(service),
    deploymentMaximumRatio:
      ((deployment && optionalNumberAt(deployment, 'maximumPercent')) ?? defaultMaximumPercent) / 100,
    minCount: target ? countAt(target, 'MinCapacity') : null,
    maxCount: target ? countAt(target, 'MaxCapacity') : null,
    targetGroups: objectsAt(service, 'loadBalancers')
      .flatMap((balancer) => optionalTextAt(balancer, 'targetGroupArn') ?? [])
      .map((arn) => targetGroupName(service, 'loadBalancers', arn))
      .sort(),
    policies: elementsOf('scalingPolicies', snapshot.scalingPolicies).filter(isOurs).map(mapPolicy).sort(byName),
    scheduledActions: elementsOf('scheduledActions', snapshot.scheduledActions)
      .filter(isOurs)
      .map(mapScheduledAction)
      .sort(byName),
  }
}

function subnetsOf(service: AwsElement): string[] {
  const network = optionalObjectAt(service, 'networkConfiguration')
  const own = network && optionalObjectAt(network, 'awsvpcConfiguration')
  return own === null ? [] : textsAt(own, 'subnets')
}

/** Weight of Fargate Spot among the weights of the strategy; what lies on its base is not counted. */
function spotRatioOf(service: AwsElement): number {
  const strategy = objectsAt(service, 'capacityProviderStrategy').map((item) => ({
    name: textAt(item, 'capacityProvider'),
    weight: optionalNumberAt(item, 'weight') ?? 0,
  }))
  const total = strategy.reduce((sum, {weight}) => sum + weight, 0)
  const spot = strategy.filter(({name}) => name === 'FARGATE_SPOT').reduce((sum, {weight}) => sum + weight, 0)
  return total > 0 ? spot / total : 0
}

const launchTypes: Readonly<Record<string, EcsService['compute']>> = {
  FARGATE: 'fargate',
  EC2: 'ec2',
  EXTERNAL: 'external',
  MANAGED_INSTANCES: 'managed-instances',
}

/** On what a service's tasks run. A capacity provider strategy stands in place of the launch type. */
function computeOf(service: AwsElement, providers: AwsElement[]): Pick<EcsService, 'compute' | 'capacityProvider'> {
  const strategy = objectsAt(service, 'capacityProviderStrategy').map((item) => textAt(item, 'capacityProvider'))
  const [first] = strategy
  if (first === undefined) {
    const launchType = optionalTextAt(service, 'launchType') ?? 'EC2'
    const compute = launchTypes[launchType]
    if (!compute) throw invalid(service, 'launchType', `no kind of compute is called ${launchType}`)
    return {compute, capacityProvider: null}
  }
  if (strategy.every((name) => name === 'FARGATE' || name === 'FARGATE_SPOT')) {
    return {compute: 'fargate', capacityProvider: null}
  }
  const provider = providers.find((candidate) => textAt(candidate, 'name') === first)
  if (!provider) {
    throw invalid(service, 'capacityProviderStrategy', `the snapshot lacks capacity provider ${first}`)
  }
  const steersGroup = optionalObjectAt(provider, 'autoScalingGroupProvider') !== null
  return {compute: steersGroup ? 'ec2' : 'managed-instances', capacityProvider: first}
}

function mapPolicy(policy: AwsElement): ScalingPolicy {
  return {
    name: textAt(policy, 'PolicyName'),
    type: textAt(policy, 'PolicyType'),
    ...mapTargetTracking(optionalObjectAt(policy, 'TargetTrackingScalingPolicyConfiguration')),
  }
}

function mapScheduledAction(action: AwsElement): ScheduledAction {
  const change = optionalObjectAt(action, 'ScalableTargetAction')
  return {
    name: textAt(action, 'ScheduledActionName'),
    schedule: textAt(action, 'Schedule'),
    timezone: optionalTextAt(action, 'Timezone'),
    minCount: change && optionalCountAt(change, 'MinCapacity'),
    maxCount: change && optionalCountAt(change, 'MaxCapacity'),
    desiredCount: null,
  }
}
