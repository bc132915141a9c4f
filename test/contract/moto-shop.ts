import {
  ApplicationAutoScalingClient,
  PutScheduledActionCommand,
  PutScalingPolicyCommand as PutServicePolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling'
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
} from '@aws-sdk/client-auto-scaling'
import {CloudWatchClient, PutMetricDataCommand} from '@aws-sdk/client-cloudwatch'
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {CreateClusterCommand, CreateServiceCommand, ECSClient, RegisterTaskDefinitionCommand} from '@aws-sdk/client-ecs'
import {
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {CreateDBInstanceCommand, RDSClient} from '@aws-sdk/client-rds'
import type {AwsClients} from '../../src/aws/clients.js'

/** The first minute that is measured, and for how many. */
export const measuredFrom = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000)
export const minuteCount = 30

/** Makes a small shop in the account that the clients reach: of each kind that ecom-plan reads, with settings of its own. */
export async function makeShop(clients: AwsClients): Promise<void> {
  await makeGroups(clients)
  await makeServices(clients)
  await makeBalancers(clients)
  await makeDatabases(clients)
  await measure(clients)
}

async function makeGroups(clients: AwsClients): Promise<void> {
  const client = clients.of(AutoScalingClient)
  const LaunchConfigurationName = 'web'
  const image = {ImageId: 'ami-12345678', InstanceType: 'c7g.xlarge'}
  await client.send(new CreateLaunchConfigurationCommand({LaunchConfigurationName, ...image}))
  for (const [i, AutoScalingGroupName] of ['shop-web', 'shop-search', 'shop-images'].entries()) {
    const group = {AutoScalingGroupName, MinSize: 0, MaxSize: 10 + i, AvailabilityZones: ['us-east-1a']}
    await client.send(new CreateAutoScalingGroupCommand({...group, LaunchConfigurationName}))
  }
  const AutoScalingGroupName = 'shop-web'
  await client.send(
    new PutScalingPolicyCommand({
      AutoScalingGroupName,
      PolicyName: 'cpu-50',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: {PredefinedMetricType: 'ASGAverageCPUUtilization'},
      },
    }),
  )
  const action = {AutoScalingGroupName, ScheduledActionName: 'evening', MinSize: 4, Recurrence: '0 17 * * *'}
  await client.send(new PutScheduledUpdateGroupActionCommand(action))
}

async function makeServices(clients: AwsClients): Promise<void> {
  const ecs = clients.of(ECSClient)
  await ecs.send(new CreateClusterCommand({clusterName: 'shop'}))
  const container = {name: 'app', image: 'shop/app:1', cpu: 256, memory: 512, essential: true}
  const task = {family: 'checkout', containerDefinitions: [container], cpu: '256', memory: '512'}
  await ecs.send(new RegisterTaskDefinitionCommand(task))
  for (const serviceName of ['checkout', 'cart', 'search']) {
    const service = {cluster: 'shop', serviceName, taskDefinition: 'checkout:1', desiredCount: 2}
    await ecs.send(new CreateServiceCommand(service))
  }
  const scaling = clients.of(ApplicationAutoScalingClient)
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/checkout',
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const
  await scaling.send(new RegisterScalableTargetCommand({...target, MinCapacity: 2, MaxCapacity: 40}))
  await scaling.send(
    new PutServicePolicyCommand({
      ...target,
      PolicyName: 'cpu-60',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        PredefinedMetricSpecification: {PredefinedMetricType: 'ECSServiceAverageCPUUtilization'},
      },
    }),
  )
  const ScalableTargetAction = {MinCapacity: 8}
  const action = {...target, ScheduledActionName: 'evening', Schedule: 'cron(0 17 * * ? *)', ScalableTargetAction}
  await scaling.send(new PutScheduledActionCommand(action))
}

async function makeBalancers(clients: AwsClients): Promise<void> {
  const ec2 = clients.of(EC2Client)
  const subnets = (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? []
  const [group] = (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? []
  const GroupId = group?.GroupId
  const ingress = {IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{CidrIp: '0.0.0.0/0'}]}
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({GroupId, IpPermissions: [ingress]}))
  const client = clients.of(ElasticLoadBalancingV2Client)
  const Subnets = subnets.slice(0, 2).flatMap(({SubnetId}) => SubnetId ?? [])
  for (const Name of ['shop', 'shop-internal']) await client.send(new CreateLoadBalancerCommand({Name, Subnets}))
  for (const Name of ['shop-web', 'shop-checkout', 'shop-cart']) {
    const VpcId = subnets[0]?.VpcId
    await client.send(new CreateTargetGroupCommand({Name, Protocol: 'HTTP', Port: 80, VpcId}))
  }
}

async function makeDatabases(clients: AwsClients): Promise<void> {
  const own = {Engine: 'mysql', MasterUsername: 'root', MasterUserPassword: 'example-password'}
  const storage = {AllocatedStorage: 400, StorageType: 'gp3', Iops: 12_000, MultiAZ: true}
  for (const DBInstanceIdentifier of ['shop-db', 'shop-cms']) {
    const database = {...own, ...storage, DBInstanceIdentifier, DBInstanceClass: 'db.r6g.2xlarge'}
    await clients.of(RDSClient).send(new CreateDBInstanceCommand(database))
  }
}

/** One series, so that moto's reading of several as one does not matter. */
async function measure(clients: AwsClients): Promise<void> {
  const Dimensions = [{Name: 'LoadBalancer', Value: 'app/shop/1'}]
  const MetricData = Array.from({length: minuteCount}, (_, i) => ({
    MetricName: 'RequestCount',
    Dimensions,
    Timestamp: new Date(measuredFrom.getTime() + i * 60_000),
    Value: 100 + ((i * 37) % 50),
  }))
  await clients.of(CloudWatchClient).send(new PutMetricDataCommand({Namespace: 'AWS/ApplicationELB', MetricData}))
}
