import type {AwsRequest} from '../documents/patch.js'
import {PlanError} from '../errors.js'
import type {ClientSettings} from './clients.js'

/** A command of the SDK carries the schema of its operation. */
export type Command = {readonly schema?: unknown}
type CommandClass = new (input: never) => Command
type Client = {send(command: never): Promise<{$metadata: {requestId?: string | undefined}}>}
type ClientClass = new (settings: ClientSettings) => Client

type WriteService = {client: ClientClass; commands: Readonly<Record<string, CommandClass>>}

/**
 * Every change that ecom-plan can make, by service: what is not here is never sent, whatever a plan's file says. There
 * is no SetDesiredCapacity among them, and each client is loaded when its service is first written to.
 */
const services: Readonly<Record<AwsRequest['service'], () => Promise<WriteService>>> = {
  autoscaling: async () => {
    const {
      AutoScalingClient,
      DeletePolicyCommand,
      DeleteScheduledActionCommand,
      DeleteWarmPoolCommand,
      DisableMetricsCollectionCommand,
      EnableMetricsCollectionCommand,
      PutScalingPolicyCommand,
      PutScheduledUpdateGroupActionCommand,
      PutWarmPoolCommand,
      UpdateAutoScalingGroupCommand,
    } = await import('@aws-sdk/client-auto-scaling')
    return {
      client: AutoScalingClient,
      commands: {
        DeletePolicy: DeletePolicyCommand,
        DeleteScheduledAction: DeleteScheduledActionCommand,
        DeleteWarmPool: DeleteWarmPoolCommand,
        DisableMetricsCollection: DisableMetricsCollectionCommand,
        EnableMetricsCollection: EnableMetricsCollectionCommand,
        PutScalingPolicy: PutScalingPolicyCommand,
        PutScheduledUpdateGroupAction: PutScheduledUpdateGroupActionCommand,
        PutWarmPool: PutWarmPoolCommand,
        UpdateAutoScalingGroup: UpdateAutoScalingGroupCommand,
      },
    }
  },
  'application-autoscaling': async () => {
    const {
      ApplicationAutoScalingClient,
      DeleteScheduledActionCommand,
      PutScalingPolicyCommand,
      PutScheduledActionCommand,
      RegisterScalableTargetCommand,
    } = await import('@aws-sdk/client-application-auto-scaling')
    return {
      client: ApplicationAutoScalingClient,
      commands: {
        DeleteScheduledAction: DeleteScheduledActionCommand,
        PutScalingPolicy: PutScalingPolicyCommand,
        PutScheduledAction: PutScheduledActionCommand,
        RegisterScalableTarget: RegisterScalableTargetCommand,
      },
    }
  },
  ec2: async () => {
    const {CancelCapacityReservationCommand, CreateCapacityReservationCommand, EC2Client} = await import(
      '@aws-sdk/client-ec2'
    )
    return {
      client: EC2Client,
      commands: {
        CancelCapacityReservation: CancelCapacityReservationCommand,
        CreateCapacityReservation: CreateCapacityReservationCommand,
      },
    }
  },
  ecs: async () => {
    const {ECSClient, UpdateCapacityProviderCommand, UpdateServiceCommand} = await import('@aws-sdk/client-ecs')
    return {
      client: ECSClient,
      commands: {UpdateCapacityProvider: UpdateCapacityProviderCommand, UpdateService: UpdateServiceCommand},
    }
  },
  elasticloadbalancing: async () => {
    const {ElasticLoadBalancingV2Client, ModifyCapacityReservationCommand} = await import(
      '@aws-sdk/client-elastic-load-balancing-v2'
    )
    return {
      client: ElasticLoadBalancingV2Client,
      commands: {ModifyCapacityReservation: ModifyCapacityReservationCommand},
    }
  },
  rds: async () => {
    const {
      CreateDBInstanceCommand,
      CreateDBInstanceReadReplicaCommand,
      DeleteDBInstanceCommand,
      ModifyDBClusterCommand,
      ModifyDBInstanceCommand,
      RDSClient,
    } = await import('@aws-sdk/client-rds')
    return {
      client: RDSClient,
      commands: {
        CreateDBInstance: CreateDBInstanceCommand,
        CreateDBInstanceReadReplica: CreateDBInstanceReadReplicaCommand,
        DeleteDBInstance: DeleteDBInstanceCommand,
        ModifyDBCluster: ModifyDBClusterCommand,
        ModifyDBInstance: ModifyDBInstanceCommand,
      },
    }
  },
  servicequotas: async () => {
    const {RequestServiceQuotaIncreaseCommand, ServiceQuotasClient} = await import('@aws-sdk/client-service-quotas')
    return {client: ServiceQuotasClient, commands: {RequestServiceQuotaIncrease: RequestServiceQuotaIncreaseCommand}}
  },
}

/** The client and the commands of a service that is written to. */
export const writeService = (service: AwsRequest['service']): Promise<WriteService> => services[service]()

/** The command class of a request and its client. Throws PATCH_UNKNOWN for an operation that is never sent. */
export async function writeCommand({
  service,
  operation,
}: Pick<AwsRequest, 'service' | 'operation'>): Promise<{client: ClientClass; command: CommandClass}> {
  const {client, commands} = await writeService(service)
  const command = Object.hasOwn(commands, operation) ? commands[operation] : undefined
  if (command !== undefined) return {client, command}
  throw new PlanError('refused', 'PATCH_UNKNOWN', `ecom-plan never calls ${service}:${operation}`, {
    suggestions: ['make the plan anew with this version of ecom-plan'],
  })
}
