import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {SeenWaiver} from '../../documents/config-waiver.js'
import type {Inventory} from '../../documents/inventory.js'
import type {NotModelled} from '../../documents/plan.js'
import {placeName, placeOfTier} from '../inventory/place.js'

/**
 * All that nothing sizes: tiers of the config that could not be sized (`found`), and what the estate holds and no tier
 * names. A tier's own `waived` and the config's `waive` are put beside what they cover.
 *
 * Seen are Auto Scaling groups, ECS services, RDS instances and clusters of the estate as it was read: a snapshot of `init` has
 * all of a Region, a live reading only what the config names and what hangs on it, such as replicas.
 */
export function notModelledOf({
  config,
  inventory,
  found,
}: {
  config: Config
  inventory: Inventory
  found: readonly NotModelled[]
}): NotModelled[] {
  const waive = config.waive ?? []
  const tiers = found.map((one) => {
    const tier = config.tiers[one.tier]
    const waived = tier === undefined ? waiverFor(one.tier, waive) : tier.waived
    return waived === undefined ? one : {...one, waived}
  })
  const seen = [inventory, ...(inventory.elsewhere ?? [])].flatMap((here) =>
    seenIn({config, here}).map(({kind, name}) => {
      const where = here === inventory ? '' : ` of account ${here.account} in ${here.region}`
      const waived = waiverFor(name, waive)
      return {
        tier: name,
        why: `${kind}${where} that was seen and is in no tier`,
        ...(waived === undefined ? {} : {waived}),
      }
    }),
  )
  return [...tiers, ...seen]
}

function seenIn({config, here}: {config: Config; here: Inventory}): {kind: string; name: string}[] {
  const tiers = Object.values(config.tiers).filter(
    (tier) => placeName(placeOfTier(config.aws, tier)) === placeName(here),
  )
  const isNamed = (kind: TierConfig['kind'], name: string) =>
    tiers.some((tier) =>
      tier.kind === 'dependency' ? matches(tier.resource ?? '', name) : tier.kind === kind && tier.resource === name,
    )
  const services = here.ecsServices.map((service) => ({...service, full: `${service.cluster}/${service.name}`}))
  // The hosts under a service are sized with it.
  const providers = services.filter(({full}) => isNamed('ecs', full)).map(({capacityProvider}) => capacityProvider)
  const hosts = here.capacityProviders
    .filter(({name}) => providers.includes(name))
    .map(({autoScalingGroup}) => autoScalingGroup)
  return [
    ...here.autoScalingGroups
      .filter(({name, maxCount}) => maxCount > 0 && !isNamed('asg', name) && !hosts.includes(name))
      .map(({name}) => ({kind: 'Auto Scaling group', name})),
    ...services
      // A daemon is part of its host, and is taken off what the host has left.
      .filter(({isDaemon}) => !isDaemon)
      .filter(({full, desiredCount, maxCount}) => Math.max(desiredCount, maxCount ?? 0) > 0 && !isNamed('ecs', full))
      .map(({full}) => ({kind: 'ECS service', name: full})),
    ...here.databases
      .filter(({id, cluster}) => cluster === undefined && !isNamed('rds', id))
      .map(({id}) => ({kind: 'RDS instance', name: id})),
    ...clustersIn(here)
      .filter(
        (id) =>
          !isNamed('aurora', id) &&
          !isNamed('rds-cluster', id) &&
          !members(here, id).some((one) => isNamed('rds', one)),
      )
      .map((id) => ({kind: 'database cluster', name: id})),
  ]
}

/** Clusters are known by themselves or by their instances. */
function clustersIn({databaseClusters = [], databases}: Inventory): string[] {
  return [
    ...new Set([...databaseClusters.map(({id}) => id), ...databases.flatMap(({cluster}) => cluster ?? [])]),
  ].sort()
}

const members = ({databases}: Inventory, id: string) =>
  databases.flatMap((database) => (database.cluster === id ? [database.id] : []))

function waiverFor(name: string, waive: readonly SeenWaiver[]): NotModelled['waived'] {
  const found = waive.find(({resource}) => matches(resource, name))
  return found === undefined ? undefined : {by: found.by, why: found.why}
}

/** Whether a name fits a pattern in which * stands for any text. Its parts are looked for in order, each once. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === name
  if (!name.startsWith(first)) return false
  let from = first.length
  for (const part of rest) {
    const foundAt = name.indexOf(part, from)
    if (foundAt < 0) return false
    from = foundAt + part.length
  }
  return name.length - last.length >= from && name.endsWith(last)
}
