import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {makeClients} from '../../src/aws/clients.js'
import {readWatch} from '../../src/aws/read-watch.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'

const place = {capturedAt: '2026-11-02T06:00:00Z', account: '123456789012', region: 'eu-west-1'}
const alarm = (AlarmName: string, given: object = {}) => ({
  AlarmName,
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{Name: 'AutoScalingGroupName', Value: 'web'}],
  StateValue: 'OK',
  StateReason: 'Threshold Crossed: host 10.0.0.1 wrote this',
  ActionsEnabled: true,
  ...given,
})
const asked = {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A', DesiredValue: 400, Status: 'PENDING'}
const snapshot = snapshotSchema.parse({
  schema: 'ecom-plan.snapshot/v1',
  ...place,
  alarms: [
    alarm('web-cpu'),
    alarm('web-mem'),
    {AlarmName: 'web', AlarmRule: 'ALARM("web-cpu")', StateValue: 'OK', AlarmActions: ['arn:aws:sns:eu-west-1:1:peak']},
  ],
  natGateways: [
    {NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', State: 'available'},
    {NatGatewayId: 'nat-2', VpcId: 'vpc-1', SubnetId: 'subnet-2', State: 'deleted'},
    {NatGatewayId: 'nat-3', VpcId: 'vpc-1', SubnetId: 'subnet-3', State: 'available'},
  ],
  natSubnets: [1, 2, 3].map((i) => ({SubnetId: `subnet-${i}`, AvailabilityZone: `eu-west-1${'abc'[i - 1]}`})),
})
const estate = makeEstate({snapshot, pageSize: 1, quotaRequests: [asked]})
let aws: FakeAws

beforeAll(async () => {
  aws = await startFakeAws({estate})
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
})
afterAll(() => aws.close())
beforeEach(() => {
  estate.allowed = null
})

const read = () => readWatch(makeClients({region: 'eu-west-1', endpointUrl: aws.url, retryDelayMs: 0}))

test('alarms of both kinds, NAT gateways that are there with their zones, and quota requests, over pages of one', async () => {
  const {watch, warnings} = await read()
  expect(warnings).toEqual([])
  expect(watch.alarms?.map((one) => one['AlarmName'])).toEqual(['web-cpu', 'web-mem', 'web'])
  expect(watch.alarms?.[2]).toMatchObject({
    AlarmRule: 'ALARM("web-cpu")',
    AlarmActions: ['arn:aws:sns:eu-west-1:1:peak'],
  })
  expect(watch.natGateways?.map((one) => one['NatGatewayId'])).toEqual(['nat-1', 'nat-3'])
  expect(watch.natSubnets?.map((one) => one['AvailabilityZone'])).toEqual(['eu-west-1a', 'eu-west-1c'])
  expect(watch.quotaRequests).toMatchObject([asked])
  expect(JSON.stringify(watch)).not.toContain('10.0.0.1')
})

test('a permission that is missing leaves its list out, with a warning: what is not read is not an empty list', async () => {
  estate.allowed = ['ec2:DescribeNatGateways', 'ec2:DescribeSubnets']
  const {watch, warnings} = await read()
  expect(Object.keys(watch).sort()).toEqual(['natGateways', 'natSubnets'])
  expect(warnings.map(({code}) => code)).toEqual(['ACCESS_DENIED', 'ACCESS_DENIED'])
})
