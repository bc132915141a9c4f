import type {Patch} from '../../documents/patch.js'
import {utcIso} from '../time.js'
import {type HclItem, type HclValue, hclOf, hclQuoted} from './hcl.js'

/** A resource of the AWS provider that stands alone, beside what it is for. */
export type TerraformResource = {type: string; body: HclItem[]}

type Input = Readonly<Record<string, unknown>>

/**
 * What a patch makes anew, as a resource of Terraform; null where it changes what is there, which belongs to a block
 * that the team has already.
 *
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export function terraformResource({request, before}: Patch): TerraformResource | null {
  if (Object.values(before).some((value) => value !== null)) return null
  return makers[`${request.service}:${request.operation}`]?.(request.input) ?? null
}

const attributes = (values: Readonly<Record<string, unknown>>): HclItem[] =>
  Object.entries(values).flatMap(([attribute, value]) =>
    value === undefined || value === null ? [] : [{attribute, value: value as HclValue}],
  )

const timeText = (at: unknown) => (typeof at === 'string' ? utcIso(at) : undefined)

const makers: Readonly<Record<string, (input: Input) => TerraformResource>> = {
  // A size that is left out is 0 to this resource, and -1 is one that is not touched.
  'autoscaling:PutScheduledUpdateGroupAction': (input) => ({
    type: 'aws_autoscaling_schedule',
    body: attributes({
      scheduled_action_name: input['ScheduledActionName'],
      autoscaling_group_name: input['AutoScalingGroupName'],
      start_time: timeText(input['StartTime']),
      end_time: timeText(input['EndTime']),
      recurrence: input['Recurrence'],
      time_zone: input['TimeZone'],
      min_size: input['MinSize'] ?? -1,
      max_size: input['MaxSize'] ?? -1,
      desired_capacity: -1,
    }),
  }),
  'application-autoscaling:PutScheduledAction': ({ScalableTargetAction, ...input}) => ({
    type: 'aws_appautoscaling_scheduled_action',
    body: [
      ...attributes({
        name: input['ScheduledActionName'],
        service_namespace: input['ServiceNamespace'],
        resource_id: input['ResourceId'],
        scalable_dimension: input['ScalableDimension'],
        schedule: input['Schedule'],
        timezone: input['Timezone'] ?? 'UTC',
        start_time: timeText(input['StartTime']),
        end_time: timeText(input['EndTime']),
      }),
      {block: 'scalable_target_action', body: hclOf(ScalableTargetAction as Record<string, unknown>)},
    ],
  }),
  'autoscaling:PutScalingPolicy': ({PolicyName, ...input}) => ({
    type: 'aws_autoscaling_policy',
    body: [...attributes({name: PolicyName}), ...hclOf(input, groupPolicyNames)],
  }),
  'application-autoscaling:PutScalingPolicy': ({PolicyName, ...input}) => ({
    type: 'aws_appautoscaling_policy',
    body: [...attributes({name: PolicyName}), ...hclOf(input, servicePolicyNames)],
  }),
  'ec2:CreateCapacityReservation': ({ClientToken: _, TagSpecifications, ...input}) => ({
    type: 'aws_ec2_capacity_reservation',
    body: [...hclOf(input), ...tagsOf(TagSpecifications)],
  }),
  'servicequotas:RequestServiceQuotaIncrease': ({ServiceCode, QuotaCode, DesiredValue}) => ({
    type: 'aws_servicequotas_service_quota',
    body: attributes({service_code: ServiceCode, quota_code: QuotaCode, value: DesiredValue}),
  }),
  'rds:CreateDBInstance': ({Tags, ...input}) => ({
    type: 'aws_rds_cluster_instance',
    body: [...hclOf(input, databaseNames), ...tagsOf([{Tags}])],
  }),
  'rds:CreateDBInstanceReadReplica': ({Tags, ...input}) => ({
    type: 'aws_db_instance',
    body: [...hclOf(input, databaseNames), ...attributes({skip_final_snapshot: true}), ...tagsOf([{Tags}])],
  }),
}

/** Lists of AWS that Terraform knows in the singular or by another name. */
export const groupPolicyNames = {
  AutoScalingGroupName: 'autoscaling_group_name',
  MetricSpecifications: 'metric_specification',
  Dimensions: 'metric_dimension',
  StepAdjustments: 'step_adjustment',
}
export const servicePolicyNames = {MetricSpecifications: 'metric_specification', StepAdjustments: 'step_adjustment'}

/** What RDS's members are called there. */
export const databaseNames = {
  DBInstanceIdentifier: 'identifier',
  DBClusterIdentifier: 'cluster_identifier',
  SourceDBInstanceIdentifier: 'replicate_source_db',
  DBInstanceClass: 'instance_class',
  DBClusterInstanceClass: 'db_cluster_instance_class',
  ServerlessV2ScalingConfiguration: 'serverlessv2_scaling_configuration',
}

/** Tags as a map, which Terraform writes as an attribute; in one line, as `terraform fmt` leaves them. */
function tagsOf(specifications: unknown): HclItem[] {
  const lists = Array.isArray(specifications) ? specifications : []
  const tags = lists.flatMap((one: {Tags?: {Key: string; Value?: string}[]}) => one.Tags ?? [])
  if (tags.length === 0) return []
  const pairs = tags.map(({Key, Value}) => `${hclQuoted(Key)} = ${hclQuoted(Value ?? '')}`)
  return [{attribute: 'tags', value: {expression: `{ ${pairs.join(', ')} }`}}]
}
