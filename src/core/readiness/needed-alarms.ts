import type {DraftAlarm, AlarmMetric as Metric} from '../../documents/alarm-drafts.js'
import type {Alarm, Watched} from '../../documents/readiness-facts.js'

/** An alarm that a resource should have: any alarm on one of the metrics counts; best first. */
export type Need = {
  need: DraftAlarm['need']
  tier: string
  resource: string
  accepts: Metric[]
}

/**
 * Alarms that each watched resource should have: CPU and memory of what has them, IOPS and queue of what has a volume,
 * maximum reached of what scales, 5xx of what a load balancer sends requests to.
 *
 * Memory of instances is known to CloudWatch only where its agent runs, so a group needs no alarm on it.
 */
export function neededAlarms(watched: readonly Watched[]): Need[] {
  return watched.flatMap((one): Need[] => {
    const named = {tier: one.tier, resource: one.resource}
    const of = (need: Need['need'], accepts: readonly Metric[]): Need[] =>
      accepts.length === 0 ? [] : [{...named, need, accepts: withOthers(one, accepts)}]
    const own = (namespace: string, name: string): Metric => ({namespace, name, dimensions: one.dimensions})
    return [
      ...of('cpu', cpuOf(one, own)),
      ...of('memory', memoryOf(one, own)),
      ...of('iops', one.kind === 'rds' ? [own('AWS/RDS', 'WriteIOPS'), own('AWS/RDS', 'ReadIOPS')] : []),
      ...of('disk-queue', one.kind === 'rds' ? [own('AWS/RDS', 'DiskQueueDepth')] : []),
      ...of('max', maximumOf(one, own)),
      ...of('5xx', errorsOf(one)),
    ]
  })
}

/** The same metrics of the instances of a cluster, behind those of the cluster itself. */
function withOthers({dimensions, otherDimensions}: Watched, accepts: readonly Metric[]): Metric[] {
  const own = accepts.filter((metric) => metric.dimensions === dimensions)
  return [...accepts, ...otherDimensions.flatMap((other) => own.map((metric) => ({...metric, dimensions: other})))]
}

type Own = (namespace: string, name: string) => Metric

function cpuOf({kind}: Watched, own: Own): Metric[] {
  if (kind === 'asg') return [own('AWS/EC2', 'CPUUtilization')]
  if (kind === 'ecs') return [own('AWS/ECS', 'CPUUtilization'), own('ECS/ContainerInsights', 'CpuUtilized')]
  return [own('AWS/RDS', 'CPUUtilization')]
}

function memoryOf({kind}: Watched, own: Own): Metric[] {
  if (kind === 'asg') return []
  if (kind === 'ecs') return [own('AWS/ECS', 'MemoryUtilization'), own('ECS/ContainerInsights', 'MemoryUtilized')]
  return [own('AWS/RDS', 'FreeableMemory')]
}

function maximumOf({kind}: Watched, own: Own): Metric[] {
  if (kind === 'asg') {
    return ['GroupInServiceInstances', 'GroupDesiredCapacity', 'GroupInServiceCapacity', 'GroupTotalInstances'].map(
      (name) => own('AWS/AutoScaling', name),
    )
  }
  return kind === 'ecs'
    ? ['RunningTaskCount', 'DesiredTaskCount'].map((name) => own('ECS/ContainerInsights', name))
    : []
}

function errorsOf({targetGroups}: Watched): Metric[] {
  const of = (name: string, dimensions: Record<string, string>): Metric => ({
    namespace: 'AWS/ApplicationELB',
    name,
    dimensions,
  })
  return [
    ...targetGroups.flatMap(({dimension, loadBalancers}) =>
      loadBalancers.map((LoadBalancer) => of('HTTPCode_Target_5XX_Count', {TargetGroup: dimension, LoadBalancer})),
    ),
    ...targetGroups.flatMap(({loadBalancers}) =>
      loadBalancers.map((LoadBalancer) => of('HTTPCode_Target_5XX_Count', {LoadBalancer})),
    ),
  ]
}

/** Alarms of people, without those that Auto Scaling made for itself and that tell nobody. */
export function alarmsOfPeople(alarms: readonly Alarm[]): Alarm[] {
  return alarms.filter(({name}) => !name.startsWith('TargetTracking-'))
}

/** Whether an alarm watches one of the metrics that would do; it may have dimensions beside those. */
export function covers(alarm: Alarm, {accepts}: Pick<Need, 'accepts'>): boolean {
  return alarm.metrics.some((metric) =>
    accepts.some(
      ({namespace, name, dimensions}) =>
        metric.namespace === namespace &&
        metric.name === name &&
        Object.entries(dimensions).every(([key, value]) => metric.dimensions[key] === value),
    ),
  )
}
