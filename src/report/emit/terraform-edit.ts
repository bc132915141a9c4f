import type {AwsRequest, Fields, Patch} from '../../documents/patch.js'
import {type HclItem, hclOf, snakeCase} from './hcl.js'
import {databaseNames, groupPolicyNames, servicePolicyNames, terraformResource} from './terraform-resource.js'

/** What to write in a block that the team has already: its type, and the members that change with what they were. */
export type TerraformEdit = {type: string; now: HclItem[]; was: HclItem[]; keep: HclItem[]; note: string | null}

type Rule = {
  type: string
  names?: Readonly<Record<string, string>>
  /** The fields as the provider nests them, where that is not as AWS does. */
  shape?: (fields: Fields) => Fields
  keep?: HclItem[]
  note?: string
}

const ignore = (...names: string[]): HclItem => ({
  block: 'lifecycle',
  body: [{attribute: 'ignore_changes', value: {expression: `[${names.join(', ')}]`}}],
})

/** The policies and the scheduled minima write these; a configuration that holds them would put them back. */
const groupKeep = [ignore('desired_capacity', 'min_size')]
const targetKeep = [ignore('min_capacity')]
const databaseKeep: HclItem[] = [{attribute: 'apply_immediately', value: true}]

const rules: Readonly<Record<string, Rule>> = {
  'autoscaling:UpdateAutoScalingGroup': {type: 'aws_autoscaling_group', keep: groupKeep},
  'autoscaling:PutWarmPool': {type: 'aws_autoscaling_group', keep: groupKeep},
  'autoscaling:EnableMetricsCollection': {
    type: 'aws_autoscaling_group',
    keep: groupKeep,
    note: 'Add them to those that its list has.',
  },
  'autoscaling:PutScheduledUpdateGroupAction': {
    type: 'aws_autoscaling_schedule',
    shape: ({ScheduledAction}) => ScheduledAction as Fields,
  },
  'autoscaling:PutScalingPolicy': {type: 'aws_autoscaling_policy', names: groupPolicyNames},
  'application-autoscaling:RegisterScalableTarget': {type: 'aws_appautoscaling_target', keep: targetKeep},
  'application-autoscaling:PutScheduledAction': {
    type: 'aws_appautoscaling_scheduled_action',
    shape: ({ScheduledAction}) => ScheduledAction as Fields,
  },
  'application-autoscaling:PutScalingPolicy': {type: 'aws_appautoscaling_policy', names: servicePolicyNames},
  'ecs:UpdateCapacityProvider': {
    type: 'aws_ecs_capacity_provider',
    shape: ({autoScalingGroupProvider, ...fields}) => ({
      auto_scaling_group_provider: autoScalingGroupProvider ?? fields,
    }),
  },
  'elasticloadbalancing:ModifyCapacityReservation': {type: 'aws_lb'},
  'rds:ModifyDBInstance': {type: 'aws_db_instance', names: databaseNames, keep: databaseKeep},
  'rds:ModifyDBCluster': {type: 'aws_rds_cluster', names: databaseNames, keep: databaseKeep},
}

/**
 * What a patch changes of a resource that is there, as the lines of its block; null where it makes one anew, or where no
 * block of the provider is known to hold it.
 */
export function terraformEdit(patch: Patch): TerraformEdit | null {
  const {request, before, after} = patch
  const rule = rules[keyOf(request)]
  if (rule === undefined || terraformResource(patch) !== null) return null
  const {type, names = {}, shape = (fields: Fields) => fields, keep = [], note = null} = rule
  const changed = Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  const pick = (fields: Fields) => Object.fromEntries(changed.map((field) => [field, fields[field] ?? null]))
  const itemsOf = (fields: Fields) => hclOf(shape(pick(fields)) ?? {}, names)
  return {type, now: itemsOf(after), was: itemsOf(before), keep, note}
}

const keyOf = ({service, operation}: AwsRequest) => `${service}:${operation}`

/** `web-max-size` → `ecom_plan_web_max_size`: a name of Terraform that no other of `taken` has; it is then taken. */
export function terraformName(id: string, taken: Set<string>): string {
  const plain = `ecom_plan_${snakeCase(id).replaceAll(/[^a-z0-9_]+/g, '_')}`
  let name = plain
  for (let i = 2; taken.has(name); i++) name = `${plain}_${i}`
  taken.add(name)
  return name
}
