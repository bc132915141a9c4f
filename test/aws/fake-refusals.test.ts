import {ApplicationAutoScalingClient, DescribeScalingActivitiesCommand} from '@aws-sdk/client-application-auto-scaling'
import {AutoScalingClient, SetDesiredCapacityCommand} from '@aws-sdk/client-auto-scaling'
import {CloudWatchClient, GetMetricDataCommand} from '@aws-sdk/client-cloudwatch'
import {ModifyDBInstanceCommand, RDSClient} from '@aws-sdk/client-rds'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {connect} from './connect.js'

let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect()
})
afterEach(() => fake.aws.close())

test('a change is refused, and seen', async () => {
  const call = new ModifyDBInstanceCommand({DBInstanceIdentifier: 'corner-db', Iops: 24000})
  await expect(fake.clients.of(RDSClient).send(call)).rejects.toMatchObject({name: 'AccessDenied'})
  const desired = new SetDesiredCapacityCommand({AutoScalingGroupName: 'corner-web', DesiredCapacity: 9})
  await expect(fake.clients.of(AutoScalingClient).send(desired)).rejects.toMatchObject({name: 'AccessDenied'})
  expect(fake.aws.calls.filter((one) => one.isMutating)).toMatchObject([
    {service: 'rds', operation: 'ModifyDBInstance', input: {DBInstanceIdentifier: 'corner-db', Iops: 24000}},
    {service: 'autoscaling', operation: 'SetDesiredCapacity'},
  ])
})

test('an operation that the fake does not play answers 501', async () => {
  const call = new DescribeScalingActivitiesCommand({ServiceNamespace: 'ecs'})
  await expect(fake.clients.of(ApplicationAutoScalingClient).send(call)).rejects.toMatchObject({
    name: 'NotImplemented',
    $metadata: {httpStatusCode: 501},
  })
})

test('CloudWatch refuses more than it can answer', async () => {
  const window = {StartTime: new Date('2026-11-20T10:00:00Z'), EndTime: new Date('2026-11-20T11:00:00Z')}
  const query = (index: number) => ({
    Id: `m${index}`,
    MetricStat: {Metric: {Namespace: 'AWS/EC2', MetricName: 'CPUUtilization'}, Period: 300, Stat: 'Average'},
  })
  const send = (count: number, MaxDatapoints: number) =>
    fake.clients.of(CloudWatchClient).send(
      new GetMetricDataCommand({
        ...window,
        MaxDatapoints,
        MetricDataQueries: Array.from({length: count}, (_, index) => query(index)),
      }),
    )
  await expect(send(501, 100_800)).rejects.toThrow(/501 is not between 1 and 500/)
  await expect(send(1, 100_801)).rejects.toThrow(/100801 is not between 1 and 100800/)
  await expect(send(500, 100_800)).resolves.toMatchObject({MetricDataResults: {length: 500}})
})
