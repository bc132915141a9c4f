import type {EcsService} from '../../documents/inventory.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import {counted, figure, percent} from '../figure.js'
import {surgeOf} from './ecs-service.js'
import {fleetText, mostOf, overMaxCount} from './fleet.js'
import {hostsChange} from './host-changes.js'
import {hostRoom} from './host-room.js'
import {stepsOf} from './host-steps.js'
import {type HostSize, packTasks, type TaskSize} from './pack-tasks.js'
import type {HostsInput, Placed} from './placed.js'
import {spotBlockers} from './spot-share.js'
import {nothingFound, type TierFinding} from './tier-finding.js'

/**
 * Assesses the hosts under ECS services: how many the planned tasks fill in every zone, against the group's maximum.
 *
 * Tasks spread evenly over the zones, so a zone's share is packed on its own and the zones are alike. The group belongs
 * to the capacity provider's managed scaling, so the maximum is recommended and never written, and no minimum is
 * scheduled: raising the services' minima early makes managed scaling bring the hosts, in steps. A rolling deployment at
 * the peak starts tasks on top; where the hosts do not hold those of the largest, a warning says so.
 */
export function assessEcsHosts(input: HostsInput): TierFinding {
  const {provider, group, fleet, setting} = input
  const room = hostRoom({...input, interfaceTaskCount: interfaceTasks(input)})
  const tooLarge = tooLargeBlockers(input, room.size)
  const today = hostsFor(input, room.size, ({todayCount}) => todayCount)
  const planned = hostsFor(input, room.size, ({plannedCount}) => plannedCount)
  if (today === null || planned === null) return {...nothingFound, blockers: tooLarge}
  const plannedMax = Math.max(group.maxCount, planned)
  const resting = hostsFor(input, room.size, ({service}) => service.minCount ?? service.desiredCount) ?? 0
  const steps = stepsOf({...input, fromCount: Math.max(group.minCount, resting), toCount: planned})
  const limit = limitOf({input, planned, plannedMax, notes: [...room.notes, ...steps.notes]})
  const over = overMaxCount(group, planned, setting)
  const most = mostOf(fleet, planned + over)
  return {
    limits: [limit],
    changes: planned > group.maxCount ? [hostsChange({provider, group, fleet, planned, setting, limit})] : [],
    patches: [],
    blockers: [
      ...spotBlockers({tier: provider.name, fleet, sizeCount: plannedMax}),
      ...steps.blockers,
      ...deployBlockers(input, room.size, plannedMax),
    ],
    uses: [
      {
        tier: provider.name,
        unitCount: plannedMax,
        vcpuCount: most.onDemandVcpuCount,
        compute: 'ec2',
        addresses: {
          subnets: group.subnets,
          addedCount: Math.max(0, most.instanceCount - group.desiredCount),
          surgeCount: 0,
        },
      },
    ],
  }
}

/** Hosts for so many tasks of each service, in whole zones and with the spare that managed scaling keeps. */
function hostsFor(input: HostsInput, host: HostSize, count: (service: Placed) => number): number | null {
  const zones = Math.max(1, input.group.zones.length)
  const inZone = (taskCount: number) => Math.ceil(taskCount / zones)
  const packed = packTasks({
    tasks: [
      ...input.placed.map((one) => taskSize(one.service, inZone(count(one)))),
      ...input.neighbours.map((service) => taskSize(service, inZone(runningTasks(service)))),
    ],
    host,
  })
  return packed === null ? null : Math.ceil(packed / input.provider.targetCapacityRatio - 1e-9) * zones
}

const runningTasks = ({runningCount, desiredCount}: EcsService) => Math.max(runningCount, desiredCount)

function interfaceTasks({placed, neighbours, daemons}: HostsInput): number {
  return [...placed.map(({service}) => service), ...neighbours, ...daemons].reduce(
    (sum, {networkMode, runningCount}) => sum + (networkMode === 'awsvpc' ? runningCount : 0),
    0,
  )
}

function taskSize(service: EcsService, taskCount: number): TaskSize {
  return {
    name: service.name,
    cpuUnitCount: service.cpuUnitCount,
    memoryMib: service.memoryMib,
    needsInterface: service.networkMode === 'awsvpc',
    taskCount,
  }
}

function tooLargeBlockers({provider, group, fleet, placed}: HostsInput, host: HostSize): Blocker[] {
  return placed
    .filter(({service}) => packTasks({tasks: [taskSize(service, 1)], host}) === null)
    .map(({tier, service}) => ({
      severity: 'block',
      code: 'TASK_TOO_LARGE',
      message:
        `a task of ${tier} (${figure(service.cpuUnitCount)} CPU units, ${figure(service.memoryMib)} MiB) fits on no empty ` +
        `${fleetText(fleet)} of ${group.name}, which has ${figure(host.cpuUnitCount)} and ${figure(host.memoryMib)} left for tasks: it stays PENDING.`,
      next: `use a larger instance type for ${provider.name}, or smaller tasks`,
    }))
}

/** The deployment that would wait for hosts at the peak: that of the service which starts the most on top. */
function deployBlockers(input: HostsInput, host: HostSize, plannedMax: number): Blocker[] {
  const needs = input.placed.map((deployed) => {
    const surgeCount = surgeOf(deployed.service, deployed.plannedCount)
    const hosts = hostsFor(input, host, (one) => one.plannedCount + (one === deployed ? surgeCount : 0)) ?? 0
    return {tier: deployed.tier, surgeCount, hosts}
  })
  const [worst] = needs.sort((a, b) => b.hosts - a.hosts)
  if (worst === undefined || worst.hosts <= plannedMax) return []
  return [
    {
      severity: 'warn',
      code: 'DEPLOY_AT_PEAK',
      message:
        `A deployment of ${worst.tier} at the peak starts up to ${counted(worst.surgeCount, 'task')} beside those that serve, which ` +
        `fill ${counted(worst.hosts, 'host')} where ${figure(plannedMax)} are allowed: it would wait for room.`,
      next: `freeze deployments over the event, or let ${input.group.name} have ${worst.hosts} hosts`,
    },
  ]
}

function limitOf({
  input: {provider, group, fleet, placed, neighbours},
  planned,
  plannedMax,
  notes,
}: {
  input: HostsInput
  planned: number
  plannedMax: number
  notes: string[]
}): Limit {
  const share = (max: number) => {
    const ratio = planned / Math.max(1, max)
    return {p50Ratio: ratio, p90Ratio: ratio, p99Ratio: ratio}
  }
  const others = neighbours.map((service) => `${service.name} ${figure(runningTasks(service))}`)
  return {
    tier: provider.name,
    kind: 'hosts',
    resource: group.name,
    measure: 'hosts',
    today: `${figure(group.maxCount)} × ${fleetText(fleet)}`,
    planned: `${figure(plannedMax)} × ${fleetText(fleet)}`,
    now: share(group.maxCount),
    after: share(plannedMax),
    shortS: 0,
    afterShortS: 0,
    verdict: planned > group.maxCount ? 'short' : 'ok',
    breaksAtRps: null,
    plannedBreaksAtRps: null,
    drivers: [],
    derivation: [
      `${placed.map(({tier, plannedCount}) => `${tier} ${figure(plannedCount)}`).join(' + ')} planned tasks` +
        `${others.length === 0 ? '' : `, and ${others.join(' + ')} of no tier,`} fill ` +
        `${counted(planned, `${fleetText(fleet)} host`)} (first fit in each of ${counted(Math.max(1, group.zones.length), 'zone')}, ` +
        `managed scaling target ${percent(provider.targetCapacityRatio)})`,
      ...notes,
    ],
  }
}
