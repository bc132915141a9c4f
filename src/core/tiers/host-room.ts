import type {AutoScalingGroup, CapacityProvider, EcsService, RegisteredHost} from '../../documents/inventory.js'
import {counted, figure} from '../figure.js'
import type {Fleet} from './fleet.js'
import type {HostSize} from './pack-tasks.js'
import type {Setting} from './tier-finding.js'

/** What decides how much of a host is left for tasks. */
export type HostInput = {
  provider: CapacityProvider
  group: AutoScalingGroup
  fleet: Fleet
  /** What hosts registered, where they were read. */
  registeredHosts: readonly RegisteredHost[]
  /** Services of the cluster that run one task on every host. */
  daemons: readonly EcsService[]
  /** awsvpc tasks that run on the hosts now. */
  interfaceTaskCount: number
  setting: Setting
}

/**
 * What one host has left for tasks once the system, the agent and the cluster's daemons have taken theirs; of several
 * types the least of each, since a task that fits the smallest fits all.
 *
 * CPU and memory are what hosts of the type registered; where none was read, the type's own less our judgement. Whether
 * ENI trunking is on cannot be read here: it is taken to be on when more awsvpc tasks run than the plain interfaces of
 * the hosts allow.
 */
export function hostRoom(input: HostInput): {size: HostSize; notes: string[]} {
  const whole = wholeHost(input)
  const {interfaceCount, note} = interfacesOf(input)
  const taken = input.daemons.reduce(
    (sum, daemon) => ({
      cpuUnitCount: sum.cpuUnitCount + daemon.cpuUnitCount,
      memoryMib: sum.memoryMib + daemon.memoryMib,
      interfaceCount: sum.interfaceCount + (daemon.networkMode === 'awsvpc' ? 1 : 0),
    }),
    {cpuUnitCount: 0, memoryMib: 0, interfaceCount: 0},
  )
  const notes = [
    whole.note,
    ...(input.daemons.length === 0
      ? []
      : [
          `${counted(input.daemons.length, 'daemon')} on every host (${input.daemons.map(({name}) => name).join(', ')}) ` +
            `take ${figure(taken.cpuUnitCount)} CPU units and ${figure(taken.memoryMib)} MiB of it`,
        ]),
    note,
  ]
  return {
    size: {
      cpuUnitCount: Math.max(0, whole.cpuUnitCount - taken.cpuUnitCount),
      memoryMib: Math.max(0, whole.memoryMib - taken.memoryMib),
      interfaceCount: Math.max(0, interfaceCount - taken.interfaceCount),
    },
    notes,
  }
}

function wholeHost({provider, fleet, registeredHosts, setting}: HostInput) {
  const registered = registeredHosts.filter(({capacityProvider}) => capacityProvider === provider.name)
  const sizes = fleet.types.map(({type}) => {
    const read = registered.find(({instanceType}) => instanceType === type.name)
    return (
      read ?? {
        cpuUnitCount: Math.floor(type.vcpuCount * 1024),
        memoryMib: Math.floor(type.memoryGib * 1024 - setting.judgement('hostReserveMemoryMib')),
      }
    )
  })
  const cpuUnitCount = Math.min(...sizes.map((size) => size.cpuUnitCount))
  const memoryMib = Math.min(...sizes.map((size) => size.memoryMib))
  const isRead = fleet.types.every(({type}) => registered.some(({instanceType}) => instanceType === type.name))
  const origin = isRead
    ? 'as the hosts registered'
    : `${figure(setting.judgement('hostReserveMemoryMib'))} MiB left to system and agent (our judgement)`
  const which = fleet.types.length > 1 ? ', the least of its types' : ''
  return {
    cpuUnitCount,
    memoryMib,
    note: `a host has ${figure(cpuUnitCount)} CPU units and ${figure(memoryMib)} MiB for tasks, ${origin}${which}`,
  }
}

function interfacesOf({group, fleet, interfaceTaskCount, setting}: HostInput): {interfaceCount: number; note: string} {
  const plain = Math.max(0, Math.min(...fleet.types.map(({type}) => type.maxEniCount)) - 1)
  const branch = Math.min(...fleet.types.map(({type}) => setting.catalog.ec2Instance(type.name)?.branchEniCount ?? 0))
  const isTrunking = branch > 0 && interfaceTaskCount > plain * Math.max(1, group.desiredCount)
  if (!isTrunking) {
    return {
      interfaceCount: plain,
      note: `${figure(plain)} interfaces a host for awsvpc tasks: nothing shows that ENI trunking is on`,
    }
  }
  for (const {type} of fleet.types) setting.cite(`ec2.${type.name}.branchEniCount`)
  return {
    interfaceCount: branch,
    note: `ENI trunking is on: ${figure(interfaceTaskCount)} awsvpc tasks run on ${counted(group.desiredCount, 'host')} of ${figure(plain)} plain interfaces each`,
  }
}
