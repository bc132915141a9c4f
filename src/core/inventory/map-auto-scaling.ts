import type {AutoScalingGroup, ScalingPolicy, ScheduledAction} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {targetGroupName} from './arn.js'
import {
  type AwsElement,
  countAt,
  elementsOf,
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

type Providers = ReadonlyMap<string, string>

/** The Auto Scaling groups of a snapshot with their policies, schedules and owners. Throws SNAPSHOT_INVALID. */
export function mapAutoScalingGroups(snapshot: Snapshot): AutoScalingGroup[] {
  const policies = elementsOf('autoScalingPolicies', snapshot.autoScalingPolicies)
  const actions = elementsOf('autoScalingScheduledActions', snapshot.autoScalingScheduledActions)
  const providers: Providers = new Map(
    elementsOf('capacityProviders', snapshot.capacityProviders).flatMap((provider) => {
      const group = optionalObjectAt(provider, 'autoScalingGroupProvider')
      return group === null ? [] : [[textAt(group, 'autoScalingGroupArn'), textAt(provider, 'name')] as const]
    }),
  )
  return elementsOf('autoScalingGroups', snapshot.autoScalingGroups)
    .map((group) => {
      const name = textAt(group, 'AutoScalingGroupName')
      const isOurs = (element: AwsElement) => textAt(element, 'AutoScalingGroupName') === name
      const tags = tagsOf(group)
      return {
        name,
        minCount: countAt(group, 'MinSize'),
        maxCount: countAt(group, 'MaxSize'),
        desiredCount: countAt(group, 'DesiredCapacity'),
        instanceType: instanceTypeOf(group),
        zones: textsAt(group, 'AvailabilityZones').sort(),
        targetGroups: textsAt(group, 'TargetGroupARNs')
          .map((arn) => targetGroupName(group, 'TargetGroupARNs', arn))
          .sort(),
        warmupS: optionalNumberAt(group, 'DefaultInstanceWarmup'),
        policies: policies.filter(isOurs).map(mapPolicy).sort(byName),
        scheduledActions: actions.filter(isOurs).map(mapScheduledAction).sort(byName),
        owner: ownerOf(group, tags, providers),
        stack: tags.get('aws:cloudformation:stack-name') ?? null,
      }
    })
    .sort(byName)
}

/** The one type of the running instances; else what a mixed group prefers; null when the launch template alone knows. */
function instanceTypeOf(group: AwsElement): string | null {
  const running = new Set(objectsAt(group, 'Instances').map((instance) => textAt(instance, 'InstanceType')))
  const [only] = running
  if (running.size === 1 && only !== undefined) return only
  const mixed = optionalObjectAt(group, 'MixedInstancesPolicy')
  const template = mixed && optionalObjectAt(mixed, 'LaunchTemplate')
  const [preferred] = template ? objectsAt(template, 'Overrides') : []
  return preferred === undefined ? null : optionalTextAt(preferred, 'InstanceType')
}

function tagsOf(group: AwsElement): Map<string, string> {
  return new Map(objectsAt(group, 'Tags').map((tag) => [textAt(tag, 'Key'), optionalTextAt(tag, 'Value') ?? '']))
}

function ownerOf(group: AwsElement, tags: ReadonlyMap<string, string>, providers: Providers): string | null {
  const provider = providers.get(optionalTextAt(group, 'AutoScalingGroupARN') ?? '')
  if (provider !== undefined) return `ecs capacity provider ${provider}`
  if (tags.has('AmazonECSManaged')) return 'ecs capacity provider'
  if (tags.has('eks:cluster-name')) return 'eks'
  return tags.has('elasticbeanstalk:environment-name') ? 'elastic beanstalk' : null
}

function mapPolicy(policy: AwsElement): ScalingPolicy {
  return {
    name: textAt(policy, 'PolicyName'),
    type: textAt(policy, 'PolicyType'),
    ...mapTargetTracking(optionalObjectAt(policy, 'TargetTrackingConfiguration')),
  }
}

function mapScheduledAction(action: AwsElement): ScheduledAction {
  return {
    name: textAt(action, 'ScheduledActionName'),
    schedule: optionalTextAt(action, 'Recurrence') ?? textAt(action, 'StartTime'),
    timezone: optionalTextAt(action, 'TimeZone'),
    minCount: optionalCountAt(action, 'MinSize'),
    maxCount: optionalCountAt(action, 'MaxSize'),
    desiredCount: optionalCountAt(action, 'DesiredCapacity'),
  }
}
