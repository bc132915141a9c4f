import type {RegisteredHost, Subnet} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {type AwsElement, countAt, elementsOf, objectsAt, optionalTextAt, textAt} from './aws-field.js'
import {byName} from './by-name.js'

/** The subnets of a snapshot with their zones and free addresses. Throws SNAPSHOT_INVALID. */
export function mapSubnets(snapshot: Snapshot): Subnet[] {
  return elementsOf('subnets', snapshot.subnets)
    .map((subnet) => ({
      id: textAt(subnet, 'SubnetId'),
      zone: textAt(subnet, 'AvailabilityZone'),
      freeAddressCount: countAt(subnet, 'AvailableIpAddressCount'),
    }))
    .sort((a, b) => byName({name: a.id}, {name: b.id}))
}

/**
 * What hosts of each capacity provider and type registered for tasks; of several the smallest, so that what fits it
 * fits all. Hosts of no capacity provider are left out. Throws SNAPSHOT_INVALID.
 */
export function mapRegisteredHosts(snapshot: Snapshot): RegisteredHost[] {
  const smallest = new Map<string, RegisteredHost>()
  for (const host of elementsOf('containerInstances', snapshot.containerInstances)) {
    const capacityProvider = optionalTextAt(host, 'capacityProviderName')
    const type = objectsAt(host, 'attributes').find((one) => textAt(one, 'name') === 'ecs.instance-type')
    const instanceType = type && optionalTextAt(type, 'value')
    if (capacityProvider === null || !instanceType) continue
    const key = `${capacityProvider} ${instanceType}`
    const known = smallest.get(key)
    const here = {cpuUnitCount: registered(host, 'CPU'), memoryMib: registered(host, 'MEMORY')}
    // A host whose agent has not connected yet registered nothing.
    if (here.cpuUnitCount === 0 || here.memoryMib === 0) continue
    smallest.set(key, {
      capacityProvider,
      instanceType,
      cpuUnitCount: Math.min(here.cpuUnitCount, known?.cpuUnitCount ?? here.cpuUnitCount),
      memoryMib: Math.min(here.memoryMib, known?.memoryMib ?? here.memoryMib),
    })
  }
  return [...smallest.entries()].sort(([a], [b]) => byName({name: a}, {name: b})).map(([, host]) => host)
}

/** CPU units or MiB that a host registered; 0 where it names none of it. */
function registered(host: AwsElement, name: string): number {
  const resource = objectsAt(host, 'registeredResources').find((one) => textAt(one, 'name') === name)
  return resource === undefined ? 0 : countAt(resource, 'integerValue')
}
