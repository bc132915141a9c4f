import type {EcsService, Inventory} from '../../documents/inventory.js'
import {counted} from '../figure.js'
import {assumedZones, type Zones} from './ecs-service.js'

/**
 * The zones that the tasks of a service spread over: those of its subnets; for tasks without an interface of their own
 * those of the hosts' group; three where neither was read, and said so.
 */
export function zonesOf(service: EcsService, inventory: Inventory): Zones {
  const subnets = inventory.subnets.filter(({id}) => service.subnets.includes(id))
  const zones = new Set(subnets.map(({zone}) => zone))
  if (subnets.length > 0 && subnets.length === service.subnets.length) {
    return {
      zoneCount: zones.size,
      because: `${counted(zones.size, 'zone')}: those of its ${counted(subnets.length, 'subnet')}`,
    }
  }
  const provider = inventory.capacityProviders.find(({name}) => name === service.capacityProvider)
  const hosts = inventory.autoScalingGroups.find(({name}) => name === provider?.autoScalingGroup)
  if (hosts === undefined || hosts.zones.length === 0) return assumedZones
  return {zoneCount: hosts.zones.length, because: `${counted(hosts.zones.length, 'zone')}: those of its hosts`}
}
