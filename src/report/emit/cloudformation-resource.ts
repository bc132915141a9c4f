import type {Patch} from '../../documents/patch.js'
import {utcIso} from '../time.js'

/** A resource of CloudFormation that stands alone. */
export type CloudFormationResource = {Type: string; DeletionPolicy?: string; Properties: Record<string, unknown>}

type Maker = {
  type: string
  /** The members of the call that are properties, too; a call with any other is not written as a resource. */
  properties: readonly string[]
  /** Members that CloudFormation sets itself. */
  own?: readonly string[]
  deletionPolicy?: string
}

/**
 * What a call makes, as CloudFormation knows it. Names of scheduled actions and of a group's policies are made by
 * CloudFormation.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const makers: Readonly<Record<string, Maker>> = {
  'autoscaling:PutScheduledUpdateGroupAction': {
    type: 'AWS::AutoScaling::ScheduledAction',
    properties: ['AutoScalingGroupName', 'StartTime', 'EndTime', 'Recurrence', 'TimeZone', 'MinSize', 'MaxSize'],
    own: ['ScheduledActionName'],
  },
  'autoscaling:PutScalingPolicy': {
    type: 'AWS::AutoScaling::ScalingPolicy',
    properties: [
      'AutoScalingGroupName',
      'PolicyType',
      'EstimatedInstanceWarmup',
      'TargetTrackingConfiguration',
      'PredictiveScalingConfiguration',
    ],
    own: ['PolicyName'],
  },
  'autoscaling:PutWarmPool': {
    type: 'AWS::AutoScaling::WarmPool',
    properties: ['AutoScalingGroupName', 'PoolState', 'MinSize', 'MaxGroupPreparedCapacity', 'InstanceReusePolicy'],
  },
  'application-autoscaling:PutScalingPolicy': {
    type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    properties: [
      'PolicyName',
      'PolicyType',
      'ServiceNamespace',
      'ResourceId',
      'ScalableDimension',
      'TargetTrackingScalingPolicyConfiguration',
      'PredictiveScalingPolicyConfiguration',
    ],
  },
  'ec2:CreateCapacityReservation': {
    type: 'AWS::EC2::CapacityReservation',
    properties: [
      'InstanceType',
      'InstancePlatform',
      'AvailabilityZone',
      'InstanceCount',
      'InstanceMatchCriteria',
      'EbsOptimized',
      'Tenancy',
      'EndDateType',
      'EndDate',
      'TagSpecifications',
    ],
    own: ['ClientToken'],
  },
  'rds:CreateDBInstance': {
    type: 'AWS::RDS::DBInstance',
    properties: [
      'DBInstanceIdentifier',
      'DBClusterIdentifier',
      'DBInstanceClass',
      'Engine',
      'AvailabilityZone',
      'PromotionTier',
      'Tags',
    ],
    deletionPolicy: 'Delete',
  },
  // A replica is deleted without a snapshot, and has none to keep.
  'rds:CreateDBInstanceReadReplica': {
    type: 'AWS::RDS::DBInstance',
    properties: ['DBInstanceIdentifier', 'SourceDBInstanceIdentifier', 'DBInstanceClass', 'AvailabilityZone', 'Tags'],
    deletionPolicy: 'Delete',
  },
}

/**
 * What a patch makes anew, as a resource; null where it changes what is there, since a resource would make another, and
 * where CloudFormation has no such resource or not all that the call says.
 */
export function cloudFormationResource({request, before}: Patch): CloudFormationResource | null {
  const maker = makers[`${request.service}:${request.operation}`]
  if (maker === undefined || Object.values(before).some((value) => value !== null)) return null
  const members = Object.entries(request.input).filter(([name]) => !maker.own?.includes(name))
  if (members.some(([name]) => !maker.properties.includes(name)) || isReference(members)) return null
  return {
    Type: maker.type,
    ...(maker.deletionPolicy === undefined ? {} : {DeletionPolicy: maker.deletionPolicy}),
    Properties: Object.fromEntries(members.map(([name, value]) => [name, timed(name, value)])),
  }
}

/** Text of this form anywhere in a template is looked up by CloudFormation, and nothing escapes it. */
const isReference = (members: unknown) => JSON.stringify(members).includes('{{resolve:')

const timed = (name: string, value: unknown) =>
  typeof value === 'string' && /^(Start|End)(Time|Date)$/.test(name) ? utcIso(value) : value
