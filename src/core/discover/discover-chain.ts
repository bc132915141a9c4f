import type {Snapshot} from '../../documents/snapshot.js'
import {PlanError} from '../../errors.js'
import {chooseDatabases} from './choose-databases.js'
import {chooseDistribution} from './choose-distribution.js'
import {chooseEntry, requireTag} from './choose-entry.js'
import {chooseTiers} from './choose-tiers.js'
import type {Discovery, NotChosen, Tag} from './discovery.js'
import {type LinkedEstate, linkedEstate, type Network} from './linked-estate.js'
import {type NamedTier, nameTiers} from './name-tiers.js'

/**
 * What carries the shop: CloudFront, load balancers, tiers and the databases that they share, each with what says so.
 *
 * `snapshot` holds a whole region; `network` what security groups admit, empty where it is not known (links then rest
 * on the environment of tasks, and on the VPC as a guess that says so). `tag`, `loadBalancer`, `distribution` and
 * `named` are answers of a person. Where the entry cannot be told the discovery comes back without a chain and with
 * the choice in it.
 *
 * Throws NOTHING_FOUND with what was looked at, TAG_NOT_FOUND, TIER_UNKNOWN, TIER_INVALID, RESOURCE_NOT_FOUND and
 * SNAPSHOT_INVALID. It sees one region and one account, and only what a load balancer sends to.
 */
export function discoverChain({
  snapshot,
  network = {securityGroups: [], instances: []},
  tag,
  loadBalancer,
  distribution: wanted,
  named = [],
}: {
  snapshot: Snapshot
  network?: Network
  tag?: Tag | undefined
  loadBalancer?: string | undefined
  distribution?: string | undefined
  named?: readonly NamedTier[]
}): Discovery {
  const {account, region, capturedAt} = snapshot
  const place = {account, region}
  const estate = linkedEstate({snapshot, network})
  if (tag !== undefined) requireTag(estate, tag)
  const entry = chooseEntry({estate, place, tag, loadBalancer})
  const base = {...place, capturedAt}
  if (entry.choices.length > 0) {
    const {choices, notChosen} = entry
    return {...base, distribution: null, loadBalancers: [], tiers: [], databases: [], notChosen, choices}
  }
  if (entry.chosen.length === 0) throw nothingFound({snapshot, estate, notChosen: entry.notChosen})
  const front = chooseDistribution({estate, place, entry: entry.chosen, candidates: entry.candidates, wanted})
  const {chosen, candidates, found} = entry
  const chain = chooseTiers({estate, entry: chosen, entries: candidates, entryFound: found, tag})
  const taken = chain.tiers.map(({name}) => name)
  const shared = chooseDatabases({estate, units: chain.units, entry: chosen, entries: candidates, tag, taken})
  const parts = nameTiers({
    estate,
    found: {
      tiers: chain.tiers,
      databases: shared.databases,
      notChosen: [...front.notChosen, ...entry.notChosen, ...chain.notChosen, ...shared.notChosen],
    },
    named,
    entryName: chosen[0]?.name ?? null,
  })
  if (parts.tiers.length === 0) throw nothingFound({snapshot, estate, notChosen: parts.notChosen})
  const hasDatabase = parts.databases.length > 0
  return {
    ...base,
    distribution: front.distribution,
    loadBalancers: chain.balancers,
    ...parts,
    choices: [...front.choices, ...(hasDatabase ? [] : shared.choices)],
  }
}

function nothingFound({
  snapshot,
  estate,
  notChosen,
}: {
  snapshot: Snapshot
  estate: LinkedEstate
  notChosen: readonly NotChosen[]
}): PlanError {
  const {account, region, loadBalancers, targetGroups, autoScalingGroups, services, dbInstances} = snapshot
  const counts = [
    `${loadBalancers.length} load balancers`,
    `${targetGroups.length} target groups`,
    `${autoScalingGroups.length} Auto Scaling groups`,
    `${services.length} ECS services`,
    `${dbInstances.length} databases`,
    `${snapshot.distributions.length} CloudFront distributions`,
  ]
  const owned = estate.units.find(({owner, targets}) => owner !== null && targets.length > 0)
  const left = notChosen
    .filter(({kind}) => kind !== 'distribution' && kind !== 'database')
    .slice(0, 3)
    .map(({resource, because}) => `${resource} (${because})`)
  return new PlanError(
    'data',
    'NOTHING_FOUND',
    `no shop was found in account ${account}, ${region}: looked for an Application Load Balancer that visitors or CloudFront reach and that sends to an Auto Scaling group or ECS service of the shop's own, among ${counts.join(', ')}${left.length > 0 ? `; left out: ${left.join('; ')}` : ''}`,
    {
      suggestions: [
        ...(owned === undefined
          ? []
          : [`size it all the same, without ever writing it: --tier nodes=${owned.resource}`]),
        'look elsewhere: ecom-plan init --region REGION --profile PROFILE',
        'or copy the ecom-plan.yaml of an example and name your own resources in it',
      ],
    },
  )
}
