import {CloudWatchClient, paginateDescribeAlarms} from '@aws-sdk/client-cloudwatch'
import {EC2Client, paginateDescribeNatGateways} from '@aws-sdk/client-ec2'
import type {AwsObject, Watch} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {readPages} from './read-pages.js'
import {textOf} from './snapshot-fields.js'

/** What could not be read for want of a permission. */
type WatchWarning = {code: string; message: string}

/** Quotas whose requests are looked at: those that a plan with more units runs into. */
const asked = [
  {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A'},
  {ServiceCode: 'fargate', QuotaCode: 'L-3032A538'},
]

/**
 * What only a readiness report looks at: alarms, NAT gateways with their subnets, and what was asked for of quotas. A
 * list that a missing permission kept back is left out, so that its checks are unknown and not passed; every other
 * failure is thrown as `explainFailure` words it.
 */
export async function readWatch(clients: AwsClients): Promise<{watch: Watch; warnings: WatchWarning[]}> {
  const warnings: WatchWarning[] = []
  const watch: Watch = {}
  const optional = async (read: () => Promise<Watch>): Promise<void> => {
    try {
      Object.assign(watch, await read())
    } catch (error) {
      if (!(error instanceof PlanError) || error.code !== 'ACCESS_DENIED') throw error
      warnings.push({code: error.code, message: `${error.message}, so its readiness checks are not known`})
    }
  }
  await optional(async () => ({alarms: await readAlarms(clients)}))
  await optional(async () => readNatGateways(clients))
  await optional(async () => ({quotaRequests: await readRequests(clients)}))
  return {watch, warnings}
}

/** Metric alarms, and the composite ones that may tell somebody in their place, without what nobody looks at. */
async function readAlarms(clients: AwsClients): Promise<AwsObject[]> {
  const doing = {service: 'cloudwatch', operation: 'DescribeAlarms', resource: 'all alarms'}
  const pages = paginateDescribeAlarms(
    {client: clients.of(CloudWatchClient)},
    {AlarmTypes: ['MetricAlarm', 'CompositeAlarm']},
  )
  const all = await readPages(clients, doing, pages, ({MetricAlarms = [], CompositeAlarms = []}) => [
    ...MetricAlarms,
    ...CompositeAlarms,
  ])
  return all.map((alarm) => Object.fromEntries(Object.entries(alarm).filter(([key]) => kept.has(key))))
}

const kept = new Set([
  'AlarmName',
  'AlarmRule',
  'AlarmActions',
  'ActionsEnabled',
  'StateValue',
  'Namespace',
  'MetricName',
  'Dimensions',
  'Metrics',
])

async function readNatGateways(clients: AwsClients): Promise<Watch> {
  const doing = {service: 'ec2', operation: 'DescribeNatGateways', resource: 'all NAT gateways'}
  const natGateways = await readPages(
    clients,
    doing,
    paginateDescribeNatGateways(
      {client: clients.of(EC2Client)},
      {Filter: [{Name: 'state', Values: ['pending', 'available']}]},
    ),
    (page) => page.NatGateways,
  )
  const subnets = [...new Set(natGateways.map((one) => textOf(one, 'SubnetId')))].filter((id) => id !== '')
  if (subnets.length === 0) return {natGateways, natSubnets: []}
  const {readSubnets} = await import('./read-network.js')
  return {natGateways, natSubnets: await readSubnets(clients, subnets)}
}

async function readRequests(clients: AwsClients): Promise<AwsObject[]> {
  const {readQuotaRequests} = await import('./read-quota-requests.js')
  const found: AwsObject[] = []
  for (const quota of asked) found.push(...(await readQuotaRequests(clients, quota)))
  return found
}
