import type {AutoScalingGroup, InstanceType, Inventory} from '../../documents/inventory.js'
import {inventoryFor, placeName, placeOfTier} from '../inventory/place.js'
import {assessEcsHosts, type Placed} from '../tiers/ecs-hosts.js'
import type {Setting} from '../tiers/tier-finding.js'
import {at, type Evidence, type Found, placed, unmodelled} from './tier-evidence.js'

/** What AWS says of the type, else what the catalogue does. */
export function instanceTypeOf(group: AutoScalingGroup, inventory: Inventory, setting: Setting): InstanceType | null {
  const name = group.instanceType
  if (name === null) return null
  const live = inventory.instanceTypes.find((type) => type.name === name)
  const known = setting.catalog.ec2Instance(name)
  return (
    live ??
    (known ? {name, vcpuCount: known.vcpuCount, memoryGib: known.memoryGib, maxEniCount: known.maxEniCount} : null)
  )
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
  const instanceType = group === undefined ? null : instanceTypeOf(group, inventory, setting)
  if (provider === undefined || group === undefined || instanceType === null) {
    return unmodelled(
      name ?? 'capacity provider',
      'the Auto Scaling group or instance type under the capacity provider is not known',
    )
  }
  return assessEcsHosts({provider, group, instanceType, placed: here, setting})
}
