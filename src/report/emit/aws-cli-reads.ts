import type {AwsRequest, Fields} from '../../documents/patch.js'

/** A read of AWS: which call, with what, and what of its answer counts (JMESPath). */
export type AwsRead = {
  service: AwsRequest['service']
  operation: string
  input: Record<string, unknown>
  query: string
}

/** A field of a resource: how to read it, and what it holds before and after a call, as the CLI prints it. */
export type FieldRead = {field: string; read: AwsRead; from: string; to: string}

type Source = (input: Record<string, unknown>) => AwsRead

/** Where the fields of a resource stand that a call changes; its query is what the field's own name follows. */
const fieldSources: Readonly<Record<string, Source>> = {
  'autoscaling:UpdateAutoScalingGroup': ({AutoScalingGroupName}) => ({
    service: 'autoscaling',
    operation: 'DescribeAutoScalingGroups',
    input: {AutoScalingGroupNames: [AutoScalingGroupName]},
    query: 'AutoScalingGroups[0]',
  }),
  'autoscaling:PutScalingPolicy': ({AutoScalingGroupName, PolicyName}) => ({
    service: 'autoscaling',
    operation: 'DescribePolicies',
    input: {AutoScalingGroupName, PolicyNames: [PolicyName]},
    query: 'ScalingPolicies[0]',
  }),
  'application-autoscaling:RegisterScalableTarget': ({ServiceNamespace, ResourceId, ScalableDimension}) => ({
    service: 'application-autoscaling',
    operation: 'DescribeScalableTargets',
    input: {ServiceNamespace, ResourceIds: [ResourceId], ScalableDimension},
    query: 'ScalableTargets[0]',
  }),
  'application-autoscaling:PutScalingPolicy': ({ServiceNamespace, ResourceId, ScalableDimension, PolicyName}) => ({
    service: 'application-autoscaling',
    operation: 'DescribeScalingPolicies',
    input: {ServiceNamespace, ResourceId, ScalableDimension, PolicyNames: [PolicyName]},
    query: 'ScalingPolicies[0]',
  }),
  'autoscaling:PutWarmPool': ({AutoScalingGroupName}) => ({
    service: 'autoscaling',
    operation: 'DescribeWarmPool',
    input: {AutoScalingGroupName},
    query: '',
  }),
  'elasticloadbalancing:ModifyCapacityReservation': ({LoadBalancerArn}) => ({
    service: 'elasticloadbalancing',
    operation: 'DescribeCapacityReservation',
    input: {LoadBalancerArn},
    query: '',
  }),
  'rds:ModifyDBInstance': ({DBInstanceIdentifier}) => ({
    service: 'rds',
    operation: 'DescribeDBInstances',
    input: {DBInstanceIdentifier},
    query: 'DBInstances[0]',
  }),
  'rds:ModifyDBCluster': ({DBClusterIdentifier}) => ({
    service: 'rds',
    operation: 'DescribeDBClusters',
    input: {DBClusterIdentifier},
    query: 'DBClusters[0]',
  }),
}

/**
 * The fields that can be compared as text before a call is sent: of an Auto Scaling group, a scalable target, a policy,
 * a database or a cluster. Empty for all other calls, and for what is made anew.
 */
export function fieldReads({request, from, to}: {request: AwsRequest; from: Fields; to: Fields}): FieldRead[] {
  const source = fieldSources[`${request.service}:${request.operation}`]
  if (source === undefined) return []
  const read = source(request.input)
  const [before, after] = [flat(from), flat(to)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [was, next] = [textAt(before, field), textAt(after, field)]
    if (was === null || next === null || (was === next && was === 'None')) return []
    return [{field, read: {...read, query: read.query === '' ? field : `${read.query}.${field}`}, from: was, to: next}]
  })
}

/** What a field holds as text; within a structure that is none it is none, too. Null where nothing says. */
function textAt(fields: ReadonlyMap<string, string>, field: string): string | null {
  const own = fields.get(field)
  if (own !== undefined) return own
  const names = field.split('.')
  return names.some((_, i) => fields.get(names.slice(0, i).join('.')) === 'None') ? 'None' : null
}

/** Each scalar with its dotted path, as the CLI prints it as text; lists and texts of more than a line are left out. */
function flat(fields: Fields, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value) || /\p{Cc}/u.test(String(value))) continue
    if (typeof value !== 'object' || value === null) found.set(path + name, printed(value))
    else for (const [inner, text] of flat(value as Fields, `${path}${name}.`)) found.set(inner, text)
  }
  return found
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}

/**
 * What must fit under a maximum that a call sets, as numbers in one line: AWS cuts a fleet to a lowered maximum at once.
 * Null where the call sets no maximum, `unknown` where nothing here tells what is in use.
 */
export function needRead({service, operation, input}: AwsRequest): {read: AwsRead; most: number} | 'unknown' | null {
  const most = input[service === 'autoscaling' ? 'MaxSize' : 'MaxCapacity']
  if (operation !== 'UpdateAutoScalingGroup' && operation !== 'RegisterScalableTarget') return null
  if (typeof most !== 'number') return null
  const read = service === 'autoscaling' ? groupNeed(input) : targetNeed(input)
  return read === null ? 'unknown' : {read, most}
}

const groupNeed = ({AutoScalingGroupName}: Record<string, unknown>): AwsRead => ({
  service: 'autoscaling',
  operation: 'DescribeAutoScalingGroups',
  input: {AutoScalingGroupNames: [AutoScalingGroupName]},
  query: 'AutoScalingGroups[0].[MinSize, DesiredCapacity]',
})

function targetNeed({ServiceNamespace, ResourceId}: Record<string, unknown>): AwsRead | null {
  const id = String(ResourceId)
  const [, cluster, service] = /^service\/([^/]+)\/(.+)$/.exec(id) ?? []
  if (ServiceNamespace === 'ecs' && cluster !== undefined && service !== undefined) {
    const query = 'services[0].desiredCount'
    return {service: 'ecs', operation: 'DescribeServices', input: {cluster, services: [service]}, query}
  }
  if (ServiceNamespace !== 'rds' || !id.startsWith('cluster:')) return null
  const DBClusterIdentifier = id.slice('cluster:'.length)
  const query = 'length(DBClusters[0].DBClusterMembers[?!IsClusterWriter])'
  return {service: 'rds', operation: 'DescribeDBClusters', input: {DBClusterIdentifier}, query}
}

/** Whether what a call takes away is still there: a count or an id, 0 or None where it is gone. */
const groupAction: Source = ({AutoScalingGroupName, ScheduledActionName}) => ({
  service: 'autoscaling',
  operation: 'DescribeScheduledActions',
  input: {AutoScalingGroupName, ScheduledActionNames: [ScheduledActionName]},
  query: 'length(ScheduledUpdateGroupActions)',
})
const targetAction: Source = ({ServiceNamespace, ResourceId, ScalableDimension, ScheduledActionName}) => ({
  service: 'application-autoscaling',
  operation: 'DescribeScheduledActions',
  input: {ServiceNamespace, ResourceId, ScalableDimension, ScheduledActionNames: [ScheduledActionName]},
  query: 'length(ScheduledActions)',
})

const existenceSources: Readonly<Record<string, Source>> = {
  'autoscaling:DeleteScheduledAction': groupAction,
  // Taken back to what it was, where it has not run yet.
  'autoscaling:PutScheduledUpdateGroupAction': groupAction,
  'application-autoscaling:DeleteScheduledAction': targetAction,
  'application-autoscaling:PutScheduledAction': targetAction,
  'autoscaling:DeletePolicy': ({AutoScalingGroupName, PolicyName}) => ({
    service: 'autoscaling',
    operation: 'DescribePolicies',
    input: {AutoScalingGroupName, PolicyNames: [PolicyName]},
    query: 'length(ScalingPolicies)',
  }),
  'autoscaling:DeleteWarmPool': ({AutoScalingGroupName}) => ({
    service: 'autoscaling',
    operation: 'DescribeWarmPool',
    input: {AutoScalingGroupName},
    query: 'WarmPoolConfiguration.MinSize',
  }),
  'application-autoscaling:DeleteScalingPolicy': ({PolicyName, ...target}) => ({
    service: 'application-autoscaling',
    operation: 'DescribeScalingPolicies',
    input: {...target, PolicyNames: [PolicyName]},
    query: 'length(ScalingPolicies)',
  }),
  // Known by its tag alone: the id is AWS's, and comes with the answer.
  'ec2:CancelCapacityReservation': ({CapacityReservationId}) => ({
    service: 'ec2',
    operation: 'DescribeCapacityReservations',
    input: {
      Filters: [tagFilter(String(CapacityReservationId)), {Name: 'state', Values: ['active', 'pending', 'scheduled']}],
    },
    query: 'CapacityReservations[0].CapacityReservationId',
  }),
  'rds:DeleteDBInstance': ({DBInstanceIdentifier}) => ({
    service: 'rds',
    operation: 'DescribeDBInstances',
    input: {Filters: [{Name: 'db-instance-id', Values: [DBInstanceIdentifier]}]},
    query: 'length(DBInstances)',
  }),
}

/** `tag:ecom-plan=p-1` → the filter of what carries that tag; an id of its own is looked up as it is. */
function tagFilter(id: string): {Name: string; Values: string[]} {
  const [, name, value] = /^(tag:[^=]+)=(.*)$/s.exec(id) ?? []
  return name === undefined || value === undefined
    ? {Name: 'capacity-reservation-id', Values: [id]}
    : {Name: name, Values: [value]}
}

/** How to tell whether what an undo takes away is still there; null for one that takes nothing away. */
export function existenceRead({service, operation, input}: AwsRequest): AwsRead | null {
  return existenceSources[`${service}:${operation}`]?.(input) ?? null
}
