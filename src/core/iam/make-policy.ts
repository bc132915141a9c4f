import type {IamAction} from '../../catalog/iam-action.js'
import {type AwsOperation, iamActionOf} from '../../catalog/iam-actions.js'
import type {Config} from '../../documents/config.js'
import type {IamPolicy, IamPurpose, IamStatement} from '../../documents/iam-policy.js'
import {metricNamespace} from '../../documents/readiness-metric.js'
import {configUses} from './config-uses.js'
import {neededOperations} from './needed-operations.js'
import {clusterArns, resourceArns, scalingRole} from './resource-arns.js'

/** What a statement is called: by service, and by whether it only reads. */
const titles: Record<string, readonly [read: string, write: string]> = {
  'application-autoscaling': ['ReadServiceScaling', 'ChangeServiceScaling'],
  athena: ['ReadQueryResults', 'RunQueries'],
  autoscaling: ['ReadAutoScalingGroups', 'ChangeAutoScalingGroups'],
  cloudfront: ['ListDistributions', ''],
  cloudwatch: ['ReadMetrics', 'LetScalingKeepItsAlarms'],
  ec2: ['ReadInstances', 'ReserveInstances'],
  ecs: ['ReadServices', 'LetScalingUpdateServices'],
  elasticloadbalancing: ['ReadLoadBalancers', 'ReserveLoadBalancers'],
  iam: ['ReadAccountAlias', 'LetScalingMakeItsRole'],
  pi: ['ReadStatementLoad', ''],
  pricing: ['ReadPrices', ''],
  rds: ['ReadDatabases', 'ChangeDatabases'],
  s3: ['ReadArchive', 'WriteArchive'],
  secretsmanager: ['ReadSecrets', ''],
  servicequotas: ['ReadQuotas', 'AskForQuotas'],
  sns: ['', 'TellTopics'],
  ssm: ['ReadParameters', ''],
}

/** Actions that other resources than the rest of their service need, and so a statement of their own. */
const ownTitles: Record<string, string> = {
  'cloudwatch:DescribeAlarms': 'LetScalingKeepItsAlarms',
  'cloudwatch:PutMetricData': 'PutReadinessMetrics',
  'ecs:UpdateCapacityProvider': 'ChangeCapacityProviders',
  'rds:AddTagsToResource': 'TakeReplicasAway',
  'rds:CreateDBInstanceReadReplica': 'MakeReplicas',
  'rds:DeleteDBInstance': 'TakeReplicasAway',
  'ecs:DescribeCapacityProviders': 'ReadCapacityProviders',
  'ecs:DescribeClusters': 'ReadClusters',
  'ecs:DescribeContainerInstances': 'ReadHosts',
  'ecs:ListContainerInstances': 'ReadClusters',
  'ecs:DescribeServiceRevisions': 'ReadServiceRevisions',
  'ecs:DescribeTaskDefinition': 'ReadTaskDefinitions',
  'rds:CreateDBInstance': 'MakeReaders',
  'rds:DescribeDBClusters': 'ReadDatabaseClusters',
  'rds:DescribeDBProxies': 'ReadDatabaseProxies',
  'rds:DescribeDBProxyTargetGroups': 'ReadDatabaseProxies',
  'rds:DescribeDBProxyTargets': 'ReadDatabaseProxies',
  'rds:FailoverDBCluster': 'ChangeDatabaseClusters',
  'rds:ModifyDBCluster': 'ChangeDatabaseClusters',
  'rds:DescribeDBParameters': 'ReadDatabaseParameters',
  'iam:SimulatePrincipalPolicy': 'AskWhatIsAllowed',
  'rds:DescribeEvents': 'ReadDatabaseOffers',
  'rds:DescribeOrderableDBInstanceOptions': 'ReadDatabaseOffers',
  'rds:DescribePendingMaintenanceActions': 'ReadDatabaseOffers',
  'ecs:ListClusters': 'ListServices',
  'ecs:ListServices': 'ListServices',
  's3:ListBucket': 'ListArchive',
}

type Allowed = {statement: string; action: string; resources: string[]; condition: IamStatement['Condition']}

/**
 * The smallest policy with which a command does all it does with this config. Without a config, or with
 * `isScoped: false`, every statement is for `*`. Statements, actions and resources are sorted, so that the same config
 * gives the same bytes.
 */
export function makePolicy({
  purpose,
  config,
  isScoped,
  withManual = false,
}: {
  purpose: IamPurpose
  config: Config | null
  isScoped: boolean
  withManual?: boolean
}): IamPolicy {
  // init looks for what no config names yet.
  const scope = isScoped && purpose !== 'init' ? config : null
  const uses = configUses(config)
  const operations = neededOperations({purpose, uses, withManual})
  const scaled = [...(uses.services ? [services] : []), ...(uses.clusters ? [readers] : [])]
  const allowed = operations.flatMap(({operation}) => allowedBy(operation, {scope, scaled, purpose}))
  const groups = new Map<string, Allowed[]>()
  for (const one of allowed) {
    const key = JSON.stringify([one.statement, one.resources, one.condition ?? {}])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return {Version: '2012-10-17', Statement: named([...groups.values()].flatMap(statementOf))}
}

/** What Application Auto Scaling scales: tasks of services; readers of Aurora. */
type Scaled = {namespace: string; dimension: string}
const services: Scaled = {namespace: 'ecs', dimension: 'ecs:service:DesiredCount'}
const readers: Scaled = {namespace: 'rds', dimension: 'rds:cluster:ReadReplicaCount'}

type Asked = {scope: Config | null; scaled: readonly Scaled[]; purpose: IamPurpose}

function allowedBy(operation: AwsOperation, {scope, scaled, purpose}: Asked): Allowed[] {
  const found = iamActionOf(operation)
  if (found === undefined || found.isFree === true) return []
  const prefix = found.name.split(':')[0] ?? ''
  const statement = ownTitles[found.name] ?? titles[prefix]?.[found.access === 'read' ? 0 : 1] ?? ''
  const resources = scope === null || found.resource === null ? ['*'] : arnsOf(found, scope, purpose)
  return [{statement, action: found.name, resources, condition: conditionOf(found, scope, scaled)}]
}

function arnsOf({resource, access}: IamAction, config: Config, purpose: IamPurpose): string[] {
  return resource === null ? ['*'] : resourceArns({kind: resource, access, config, purpose})
}

function conditionOf(
  found: IamAction & {name: string},
  scope: Config | null,
  scaled: readonly Scaled[],
): IamStatement['Condition'] {
  if (found.resource === 'scalable-target') {
    return {
      StringEquals: {
        'application-autoscaling:scalable-dimension': scaled.map(({dimension}) => dimension),
        'application-autoscaling:service-namespace': scaled.map(({namespace}) => namespace),
      },
    }
  }
  if (found.resource === 'service-linked-role') return {StringEquals: {'iam:AWSServiceName': [scalingRole.service]}}
  if (found.name === 'cloudwatch:PutMetricData') return {StringEquals: {'cloudwatch:namespace': [metricNamespace]}}
  if (found.name === 'ecs:ListServices' && scope !== null) return {ArnEquals: {'ecs:cluster': clusterArns(scope)}}
  return undefined
}

function statementOf(group: readonly Allowed[]): IamStatement[] {
  const [first] = group
  if (first === undefined) return []
  return [
    {
      Sid: first.statement,
      Effect: 'Allow',
      Action: [...new Set(group.map(({action}) => action))].sort(),
      Resource: first.resources,
      ...(first.condition === undefined ? {} : {Condition: first.condition}),
    },
  ]
}

/** Sorted by name; of several statements on one service the further ones are numbered, since a Sid stands once. */
function named(statements: readonly IamStatement[]): IamStatement[] {
  const sorted = [...statements].sort((a, b) => compare(a.Sid, b.Sid) || compare(a.Action.join(), b.Action.join()))
  return sorted.map((statement, i) => {
    const nth = sorted.slice(0, i).filter(({Sid}) => Sid === statement.Sid).length
    return nth === 0 ? statement : {...statement, Sid: `${statement.Sid}${nth + 1}`}
  })
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
