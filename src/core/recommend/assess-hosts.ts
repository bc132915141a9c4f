import type {InstanceType, Inventory} from '../../documents/inventory.js'
import {inventoryFor, placeName, placeOfTier} from '../inventory/place.js'
import {assessEcsHosts} from '../tiers/ecs-hosts.js'
import {fleetOf} from '../tiers/fleet.js'
import type {Placed} from '../tiers/placed.js'
import type {Setting} from '../tiers/tier-finding.js'
import {at, type Evidence, type Found, placed, unmodelled} from './tier-evidence.js'

/** What AWS says of a type, else what the catalogue does; null where neither knows it. */
export function typeLookUp(inventory: Inventory, setting: Setting): (name: string) => InstanceType | null {
  return (name) => {
    const live = inventory.instanceTypes.find((type) => type.name === name)
    const known = setting.catalog.ec2Instance(name)
    return (
      live ??
      (known ? {name, vcpuCount: known.vcpuCount, memoryGib: known.memoryGib, maxEniCount: known.maxEniCount} : null)
    )
  }
}

/** Hosts under the ECS services, by capacity provider and by where the services are. */
export function assessHosts(evidence: Evidence, placedServices: readonly Placed[]): Found[] {
  const {config, inventory} = evidence
  const onHosts = placedServices.filter(({service}) => service.compute === 'ec2')
  const tierOf = ({tier}: Placed) => config.tiers[tier]
  const hosts = new Map<string, Placed[]>()
  for (const one of onHosts) {
    const tier = tierOf(one)
    const key = `${tier === undefined ? '' : placeName(placeOfTier(config.aws, tier))} ${one.service.capacityProvider}`
    hosts.set(key, [...(hosts.get(key) ?? []), one])
  }
  return [...hosts.values()].flatMap((here) => {
    const [first] = here
    const tier = first && tierOf(first)
    if (first === undefined || tier === undefined) return []
    const estate = inventoryFor({tierName: first.tier, tier, inventory})
    return [
      placed(evidence, tier, assessHost({evidence: at(evidence, first.tier, tier), inventory: estate, here, first})),
    ]
  })
}

function assessHost({
  evidence: {setting},
  inventory,
  here,
  first,
}: {
  evidence: Evidence
  inventory: Inventory
  here: readonly Placed[]
  first: Placed
}): Found {
  const name = first.service.capacityProvider
  const provider = inventory.capacityProviders.find((candidate) => candidate.name === name)
  const group = inventory.autoScalingGroups.find((candidate) => candidate.name === provider?.autoScalingGroup)
  const tier = name ?? 'capacity provider'
  if (provider === undefined || group === undefined) {
    return unmodelled(tier, 'the capacity provider, or the Auto Scaling group under it, is not known')
  }
  const fleet = fleetOf(group, typeLookUp(inventory, setting))
  if ('missing' in fleet) return unmodelled(tier, typeMissing(group.name, fleet.missing))
  const clusters = new Set(here.map(({service}) => service.cluster))
  const ours = new Set(here.map(({service}) => service))
  const others = inventory.ecsServices.filter((service) => clusters.has(service.cluster) && !ours.has(service))
  return assessEcsHosts({
    provider,
    group,
    fleet,
    registeredHosts: inventory.registeredHosts,
    daemons: others.filter(({isDaemon}) => isDaemon),
    neighbours: others.filter(({isDaemon, capacityProvider}) => !isDaemon && capacityProvider === provider.name),
    placed: here,
    setting,
  })
}

/** Why a group of unknown types cannot be sized. */
export function typeMissing(group: string, missing: string | null): string {
  return missing === null
    ? `no instance of ${group} runs, and neither its launch template nor its policy names a type`
    : `nothing is known of ${missing}, a type of ${group}`
}
