import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse, stringify} from 'yaml'
import {type AwsObject, type Snapshot, snapshotSchema} from '../../src/documents/snapshot.ts'

const example = new URL('../../fixtures/bright-friday/', import.meta.url).pathname

/** How many of each kind of tier. */
export type TierCounts = {groups: number; services: number; databases: number}

/** A load balancer sends to 100 target groups at most. */
const targetsPerBalancer = 50

type Clone = (text: string, i: number) => string

/**
 * The estate of bright-friday with its groups, services and databases many times over, each under a name of its own,
 * and a config that names them all. Its metrics are the fake's to make.
 */
export function manyTiers({groups, services, databases}: TierCounts): {snapshot: Snapshot; config: string} {
  const own = snapshotSchema.parse(JSON.parse(readFileSync(join(example, 'estate.json'), 'utf8')))
  const copies = (list: AwsObject[], count: number, rename: Clone): AwsObject[] =>
    Array.from({length: count}, (_, i) => list.map((one) => JSON.parse(rename(JSON.stringify(one), i)))).flat()
  const onlyNamed = (list: AwsObject[], name: string) => list.filter((one) => JSON.stringify(one).includes(name))
  const balancerOf = (text: string, i: number) =>
    text.replaceAll('app/shop/', `app/shop-${i}/`).replaceAll('"shop"', `"shop-${i}"`)
  const behind = (i: number) => `loadbalancer/app/shop-${Math.floor(i / targetsPerBalancer)}/50dc6c495c0c9188`
  const sentBy = (text: string, i: number) => text.replaceAll(/loadbalancer\/app\/[^"]+/g, behind(i))
  const web: Clone = (text, i) => sentBy(text, i).replaceAll('shop-web', `shop-web-${i}`)
  const checkout: Clone = (text, i) => sentBy(text, groups + i).replaceAll('checkout', `checkout-${i}`)
  const database: Clone = (text, i) => text.replaceAll('shop-db', `shop-db-${i}`)
  const balancerCount = Math.ceil((groups + services) / targetsPerBalancer) || 1
  const primary = own.dbInstances
    .filter((one) => one['DBInstanceIdentifier'] === 'shop-db')
    .map((one) => ({...one, ReadReplicaDBInstanceIdentifiers: []}))
  const snapshot: Snapshot = {
    ...own,
    loadBalancers: copies(
      own.loadBalancers.filter((one) => one['LoadBalancerName'] === 'shop'),
      balancerCount,
      balancerOf,
    ),
    targetGroups: [
      ...copies(onlyNamed(own.targetGroups, 'shop-web'), groups, web),
      ...copies(onlyNamed(own.targetGroups, 'checkout'), services, checkout),
    ],
    autoScalingGroups: copies(onlyNamed(own.autoScalingGroups, 'autoScalingGroupName/shop-web'), groups, web),
    autoScalingPolicies: copies(own.autoScalingPolicies, groups, web),
    services: copies(onlyNamed(own.services, 'service/shop/checkout'), services, checkout),
    taskDefinitions: copies(onlyNamed(own.taskDefinitions, 'checkout'), services, checkout),
    capacityProviders: [],
    scalableTargets: copies(onlyNamed(own.scalableTargets, 'checkout'), services, checkout),
    scalingPolicies: copies(onlyNamed(own.scalingPolicies, 'checkout'), services, checkout),
    dbInstances: copies(primary, databases, database),
  }
  return {snapshot, config: configOf({groups, services, databases})}
}

function configOf({groups, services, databases}: TierCounts): string {
  const own = parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8'))
  const named = <T>(count: number, name: string, tier: (i: number) => T): [string, T][] =>
    Array.from({length: count}, (_, i) => [`${name}-${i}`, tier(i)])
  const tiers = Object.fromEntries([
    ...named(groups, 'web', (i) => ({kind: 'asg', resource: `shop-web-${i}`})),
    ...named(services, 'checkout', (i) => ({kind: 'ecs', resource: `shop/checkout-${i}`})),
    ...named(databases, 'orders-db', (i) => ({kind: 'rds', resource: `shop-db-${i}`})),
  ])
  const demand = {...own.demand, level: 'origin', sources: [{kind: 'cloudwatch'}]}
  const live = {inventory: {source: 'aws'}, metrics: {source: 'aws'}, loadBalancer: 'shop-0', cdn: undefined}
  return stringify({...own, ...live, demand, tiers, loadTests: []})
}
