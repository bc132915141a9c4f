import type {Fields, Patch} from '../../documents/patch.js'
import {cloudFormationResource} from './cloudformation-resource.js'
import {yamlLines} from './yaml-lines.js'

/** Lines of a team's own template: of which type, and what goes (`-`), comes (`+`) and stands around it. */
export type CloudFormationEdit = {type: string; lines: string[]}

type Rule = {
  type: string
  /** The properties that hold the fields, where they are not spelled as the fields are. */
  shape?: (fields: Fields, patch: Patch) => Fields
  policy?: Fields
}

/**
 * A stack update that leaves the sizes as they were would put them back over what a schedule has set.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */
const keepSizes = {AutoScalingScheduledAction: {IgnoreUnmodifiedGroupSizeProperties: true}}
const group: Rule = {type: 'AWS::AutoScaling::AutoScalingGroup', policy: keepSizes}

const rules: Readonly<Record<string, Rule>> = {
  // MinSize and MaxSize are texts in CloudFormation.
  'autoscaling:UpdateAutoScalingGroup': {...group, shape: (fields) => mapValues(fields, sizeText)},
  'autoscaling:EnableMetricsCollection': {
    ...group,
    shape: (_, {request}) => ({
      MetricsCollection: [{Granularity: request.input['Granularity'], Metrics: request.input['Metrics']}],
    }),
  },
  'autoscaling:PutWarmPool': {type: 'AWS::AutoScaling::WarmPool'},
  'autoscaling:PutScheduledUpdateGroupAction': {type: 'AWS::AutoScaling::ScheduledAction', shape: actionOf},
  'autoscaling:PutScalingPolicy': {type: 'AWS::AutoScaling::ScalingPolicy'},
  'application-autoscaling:RegisterScalableTarget': {type: 'AWS::ApplicationAutoScaling::ScalableTarget'},
  'application-autoscaling:PutScheduledAction': {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    shape: ({ScheduledAction}, {request}) => ({
      ScheduledActions:
        ScheduledAction === null
          ? null
          : [{ScheduledActionName: request.input['ScheduledActionName'], ...(ScheduledAction as Fields)}],
    }),
  },
  'application-autoscaling:PutScalingPolicy': {type: 'AWS::ApplicationAutoScaling::ScalingPolicy'},
  'ecs:UpdateCapacityProvider': {
    type: 'AWS::ECS::CapacityProvider',
    shape: (fields) => ({AutoScalingGroupProvider: capitalized(fields)}),
  },
  'elasticloadbalancing:ModifyCapacityReservation': {type: 'AWS::ElasticLoadBalancingV2::LoadBalancer'},
  'rds:ModifyDBInstance': {type: 'AWS::RDS::DBInstance', shape: (fields) => mapValues(fields, storageText)},
  'rds:ModifyDBCluster': {type: 'AWS::RDS::DBCluster'},
}

/**
 * What a patch changes in a template that has the resource; null where it makes one anew, or where CloudFormation has no
 * property for it.
 */
export function cloudFormationEdit(patch: Patch): CloudFormationEdit | null {
  const {request, before, after} = patch
  const rule = rules[`${request.service}:${request.operation}`]
  if (rule === undefined || cloudFormationResource(patch) !== null) return null
  const {type, shape = (fields: Fields) => fields, policy} = rule
  const changed = Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  const pick = (fields: Fields) => Object.fromEntries(changed.map((field) => [field, fields[field] ?? null]))
  const gone = yamlLines(shape(pick(before), patch))
  const come = yamlLines(shape(pick(after), patch))
  return {
    type,
    lines: [
      ...(policy === undefined ? [] : ['  UpdatePolicy:', ...yamlLines(policy).map((line) => `+   ${line}`)]),
      '  Properties:',
      ...gone.map((line) => `-   ${line}`),
      ...come.map((line) => `+   ${line}`),
    ],
  }
}

const mapValues = (fields: Fields, change: (name: string, value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(name, value)]))
const sizeText = (name: string, value: unknown) => (/^(Min|Max)Size$/.test(name) ? String(value) : value)
const storageText = (name: string, value: unknown) =>
  name === 'AllocatedStorage' && value !== null ? String(value) : value

function actionOf({ScheduledAction}: Fields): Fields {
  return (ScheduledAction ?? {}) as Fields
}

/** ECS spells its members small in calls and with a capital in templates. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toUpperCase() + name.slice(1), capitalized(member)]),
  )
}
