import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {loadBalancerRequests} from '../../src/core/inventory/metric-ids.js'
import {metricsSchema} from '../../src/documents/metrics.js'
import type {MetricSeries} from '../../src/documents/series.js'
import {type AwsObject, type Snapshot, snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {exampleFolder} from '../example-run.js'
import {exampleDemand} from './example-demand.js'

const example = exampleFolder('bright-friday')
const asOf = '2026-11-02T06:10:00Z'
/** Of the requests at the example's edge, those that reach its load balancer. */
const originRatio = 0.15

/**
 * What a small shop has in AWS: one Auto Scaling group, two ECS services on Fargate, one database, no CDN, no load test,
 * and what CloudWatch keeps of thirteen months with one Black Friday in them.
 */
export async function startSmallShop(): Promise<{
  aws: FakeAws
  estate: FakeEstate
  folder: string
  env: Record<string, string>
  close: () => Promise<void>
}> {
  const snapshot = smallEstate(await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema}))
  const metrics = await readDocument({path: join(example, 'metrics.json.gz'), schema: metricsSchema})
  const balancer = String(snapshot.loadBalancers[0]?.['LoadBalancerArn']).split('loadbalancer/')[1] ?? ''
  const series = [
    {...loadBalancerRequests(balancer), windows: await originWindows()},
    ...metrics.series.filter(
      ({metricName, dimensions}) => metricName !== 'RequestCount' || 'TargetGroup' in dimensions,
    ),
  ]
  const estate = makeEstate({snapshot, series, now: asOf, pagePoints: 100_800, pageSize: 50})
  const aws = await startFakeAws({estate})
  const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-small-'))
  return {
    aws,
    estate,
    folder,
    env: {
      HOME: folder,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_EC2_METADATA_DISABLED: 'true',
      ECOM_PLAN_AS_OF: asOf,
    },
    close: async () => {
      await aws.close()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

async function originWindows(): Promise<MetricSeries['windows']> {
  const atEdge = await exampleDemand()
  return atEdge.map(({values, ...grid}) => ({
    ...grid,
    values: values.map((value) => (value === null ? null : Math.round(value * originRatio))),
  }))
}

function smallEstate(whole: Snapshot): Snapshot {
  const about = (list: AwsObject[], ...names: string[]) =>
    list.filter((one) => names.some((name) => JSON.stringify(one).includes(name)))
  const services = about(whole.services, 'service/shop/cart', 'service/shop/checkout').map((service) => ({
    ...service,
    capacityProviderStrategy: [],
    launchType: 'FARGATE',
  }))
  return {
    ...whole,
    distributions: [],
    autoScalingGroups: about(whole.autoScalingGroups, 'autoScalingGroupName/shop-web'),
    targetGroups: about(whole.targetGroups, 'shop-web', 'shop-cart', 'shop-checkout'),
    services,
    taskDefinitions: about(whole.taskDefinitions, 'cart', 'checkout').map((task) => ({
      ...task,
      requiresCompatibilities: ['FARGATE'],
    })),
    capacityProviders: [],
    scalableTargets: about(whole.scalableTargets, 'cart', 'checkout'),
    scalingPolicies: about(whole.scalingPolicies, 'cart', 'checkout'),
    dbInstances: whole.dbInstances
      .filter((one) => one['DBInstanceIdentifier'] === 'shop-db')
      .map((one) => ({...one, ReadReplicaDBInstanceIdentifiers: []})),
  }
}
