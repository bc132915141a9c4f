import {describe, expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {alarmsOf, natGatewaysOf, quotaRequestsOf} from '../../../src/core/readiness/alarms-of.js'
import {factsOf} from '../../../src/core/readiness/facts-of.js'
import {readinessFactsSchema} from '../../../src/documents/readiness-facts.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'
import {readDocument} from '../../../src/files/read-document.js'
import {readCheckedConfig} from '../../../src/shell/read-checked-config.js'
import {exampleFolder} from '../../example-run.js'

const topic = 'arn:aws:sns:us-east-1:123456789012:peak'
const cpu = {
  AlarmName: 'web-cpu',
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{Name: 'AutoScalingGroupName', Value: 'shop-web'}],
  StateValue: 'OK',
  ActionsEnabled: true,
  AlarmActions: [topic],
}

describe('alarms', () => {
  test('of one metric and of metric maths, with all metrics that they are made from', () => {
    const maths = {
      AlarmName: 'web-5xx',
      StateValue: 'INSUFFICIENT_DATA',
      Metrics: [
        {Id: 'e1', Expression: '100 * m1 / m2'},
        {Id: 'm1', MetricStat: {Metric: {Namespace: 'AWS/ApplicationELB', MetricName: 'HTTPCode_Target_5XX_Count'}}},
      ],
    }
    expect(alarmsOf({alarms: [cpu, maths]})).toEqual([
      {
        name: 'web-cpu',
        metrics: [{namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: {AutoScalingGroupName: 'shop-web'}}],
        state: 'OK',
        tellsSomebody: true,
      },
      {
        name: 'web-5xx',
        metrics: [{namespace: 'AWS/ApplicationELB', name: 'HTTPCode_Target_5XX_Count', dimensions: {}}],
        state: 'INSUFFICIENT_DATA',
        tellsSomebody: false,
      },
    ])
  })

  test.each([
    ['with its actions off', {ActionsEnabled: false}],
    ['that only scales', {AlarmActions: ['arn:aws:autoscaling:us-east-1:1:scalingPolicy:x']}],
    ['without an action', {AlarmActions: []}],
  ])('one %s tells nobody', (_name, given) => {
    expect(alarmsOf({alarms: [{...cpu, ...given}]})?.[0]?.tellsSomebody).toBe(false)
  })

  test('a composite alarm tells somebody in the place of those that it names', () => {
    const composite = {
      AlarmName: 'web',
      AlarmRule: 'ALARM("web-cpu") OR ALARM(web-mem)',
      AlarmActions: [topic],
      StateValue: 'OK',
    }
    const silent = {...cpu, AlarmActions: []}
    const all = [silent, {...silent, AlarmName: 'web-mem'}, {...silent, AlarmName: 'web'}, composite]
    expect(alarmsOf({alarms: all})?.map(({tellsSomebody}) => tellsSomebody)).toEqual([true, true, false])
  })
})

test('a NAT gateway lies in the zone of its subnet, a regional one in all; a request is the latest of its quota', () => {
  const natGateways = [
    {NatGatewayId: 'n1', VpcId: 'v', SubnetId: 's1'},
    {NatGatewayId: 'n2', VpcId: 'v', SubnetId: 's2'},
    {NatGatewayId: 'n3', VpcId: 'v', AvailabilityMode: 'regional'},
  ]
  const natSubnets = [{SubnetId: 's1', AvailabilityZone: 'us-east-1a'}]
  expect(natGatewaysOf({natGateways, natSubnets})?.map(({zone, isRegional}) => [zone, isRegional])).toEqual([
    ['us-east-1a', false],
    [null, false],
    [null, true],
  ])
  const asked = {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A', DesiredValue: 400}
  const quotaRequests = [
    {...asked, Status: 'APPROVED', Created: '2026-11-20T00:00:00Z'},
    {...asked, Status: 'DENIED', Created: '2026-10-01T00:00:00Z'},
  ]
  expect(quotaRequestsOf({quotaRequests})).toMatchObject([{status: 'APPROVED', wantedCount: 400}])
})

test('what an older snapshot lacks is not known, and what it has is told of every tier', async () => {
  const folder = exampleFolder('bright-friday')
  const {config} = await readCheckedConfig(`${folder}ecom-plan.yaml`)
  const snapshot = await readDocument({path: `${folder}estate.json`, schema: snapshotSchema})
  const {alarms: _alarms, natGateways: _nat, quotaRequests: _requests, ...old} = snapshot
  const inventory = mapInventory(snapshot)
  const asked = {config, inventory, receipts: null, timezone: 'America/New_York', migrations: null}
  const facts = factsOf({...asked, snapshot: old})
  expect(readinessFactsSchema.parse(facts)).toEqual(facts)
  expect(facts).toMatchObject({alarms: null, natGateways: null, quotaRequests: null, scheduled: null, drifted: null})
  expect(facts.watched?.map(({tier, resource}) => [tier, resource])).toEqual([
    ['web', 'shop-web'],
    ['catalog', 'shop/catalog'],
    ['cart', 'shop/cart'],
    ['checkout', 'shop/checkout'],
    ['orders-db', 'shop-db'],
    ['orders-replica', 'shop-db-replica'],
  ])
  expect(facts.databases?.map(({tier, hasStandby, isReplica}) => [tier, hasStandby, isReplica])).toEqual([
    ['orders-db', true, false],
    ['orders-replica', false, true],
  ])
  expect(facts.watched?.[0]?.targetGroups[0]?.loadBalancers).toHaveLength(1)
  const elsewhere = [{...old, region: 'eu-west-1'}]
  const other = factsOf({...asked, snapshot: {...old, alarms: [cpu], natGateways: [], elsewhere}})
  expect(other).toMatchObject({alarms: null, natGateways: null})
})
