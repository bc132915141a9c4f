import type {AutoScalingGroup, CapacityProvider, EcsService, InstanceType} from '../../documents/inventory.js'
import type {Change, Limit} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, percent} from '../figure.js'
import {type HostSize, packTasks, type TaskSize} from './pack-tasks.js'
import {nothingFound, type Setting, type TierFinding} from './tier-finding.js'

/** Services that run on one EC2 capacity provider, with the tasks that each needs. */
export type Placed = {
  tier: string
  service: EcsService
  /** Tasks that run now, at the current maximum, and at the planned maximum. */
  todayCount: number
  plannedCount: number
}

/**
 * Assesses the hosts under ECS services: how many the planned tasks fill, against the group's maximum.
 *
 * The group belongs to the capacity provider's managed scaling, so the maximum is recommended and never written, and
 * no minimum is scheduled: raising the services' minima early makes managed scaling bring the hosts. Whether ENI
 * trunking is on cannot be read here: it is taken to be on when more awsvpc tasks run than the plain interfaces of
 * the hosts allow, and the derivation says which was assumed.
 */
export function assessEcsHosts({
  provider,
  group,
  instanceType,
  placed,
  setting,
}: {
  provider: CapacityProvider
  group: AutoScalingGroup
  instanceType: InstanceType
  placed: readonly Placed[]
  setting: Setting
}): TierFinding {
  const host = hostSize({group, instanceType, placed, setting})
  const zones = Math.max(1, group.zones.length)
  const hostsFor = (count: (service: Placed) => number): number | null => {
    const packed = packTasks({
      tasks: placed.map((service) => taskSize(service.service, count(service))),
      host: host.size,
    })
    if (packed === null) return null
    return Math.ceil(Math.ceil(packed / provider.targetCapacityRatio) / zones) * zones
  }
  const today = hostsFor((service) => service.todayCount)
  const planned = hostsFor((service) => service.plannedCount)
  if (today === null || planned === null) {
    return {
      ...nothingFound,
      blockers: [
        {
          severity: 'block',
          code: 'TASK_TOO_LARGE',
          message: `a task of ${placed.map(({tier}) => tier).join(' or ')} fits on no empty ${instanceType.name} of ${group.name}.`,
          next: 'use a larger instance type for the capacity provider, or smaller tasks',
        },
      ],
    }
  }
  const plannedMax = Math.max(group.maxCount, planned)
  const limit = limitOf({provider, group, instanceType, planned, plannedMax, placed, note: host.note})
  return {
    limits: [limit],
    changes: planned > group.maxCount ? [changeOf({provider, group, instanceType, planned, setting, limit})] : [],
    patches: [],
    blockers: [],
    uses: [
      {
        tier: provider.name,
        unitCount: plannedMax,
        vcpuCount: planned * instanceType.vcpuCount,
        compute: 'ec2',
      },
    ],
  }
}

function hostSize({
  group,
  instanceType,
  placed,
  setting,
}: {
  group: AutoScalingGroup
  instanceType: InstanceType
  placed: readonly Placed[]
  setting: Setting
}): {size: HostSize; note: string} {
  const plain = Math.max(0, instanceType.maxEniCount - 1)
  const branch = setting.catalog.ec2Instance(instanceType.name)?.branchEniCount ?? 0
  const running = placed.reduce(
    (sum, {service}) => sum + (service.networkMode === 'awsvpc' ? service.runningCount : 0),
    0,
  )
  const isTrunking = branch > 0 && running > plain * Math.max(1, group.desiredCount)
  if (isTrunking) setting.cite(`ec2.${instanceType.name}.branchEniCount`)
  return {
    size: {
      cpuUnitCount: Math.floor(instanceType.vcpuCount * 1024),
      memoryMib: Math.floor(instanceType.memoryGib * 1024 - setting.judgement('hostReserveMemoryMib')),
      interfaceCount: isTrunking ? branch : plain,
    },
    note: isTrunking
      ? `ENI trunking is on: ${figure(running)} awsvpc tasks run on ${counted(group.desiredCount, 'host')} of ${figure(plain)} plain interfaces each`
      : `${figure(plain)} interfaces a host for awsvpc tasks: nothing shows that ENI trunking is on`,
  }
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

function limitOf({
  provider,
  group,
  instanceType,
  planned,
  plannedMax,
  placed,
  note,
}: {
  provider: CapacityProvider
  group: AutoScalingGroup
  instanceType: InstanceType
  planned: number
  plannedMax: number
  placed: readonly Placed[]
  note: string
}): Limit {
  const share = (max: number) => {
    const ratio = planned / Math.max(1, max)
    return {p50Ratio: ratio, p90Ratio: ratio, p99Ratio: ratio}
  }
  return {
    tier: provider.name,
    kind: 'hosts',
    resource: group.name,
    measure: 'hosts',
    today: `${figure(group.maxCount)} × ${instanceType.name}`,
    planned: `${figure(plannedMax)} × ${instanceType.name}`,
    now: share(group.maxCount),
    after: share(plannedMax),
    shortS: 0,
    afterShortS: 0,
    verdict: planned > group.maxCount ? 'short' : 'ok',
    breaksAtRps: null,
    plannedBreaksAtRps: null,
    drivers: [],
    derivation: [
      `${placed.map(({tier, plannedCount}) => `${tier} ${figure(plannedCount)}`).join(' + ')} planned tasks fill ` +
        `${counted(planned, `${instanceType.name} host`)} (first fit, rounded up to whole zones, managed scaling target ` +
        `${percent(provider.targetCapacityRatio)})`,
      note,
    ],
  }
}

function changeOf({
  provider,
  group,
  instanceType,
  planned,
  setting,
  limit,
}: {
  provider: CapacityProvider
  group: AutoScalingGroup
  instanceType: InstanceType
  planned: number
  setting: Setting
  limit: Limit
}): Change {
  const more = planned - group.maxCount
  const price = knownPrice(`ec2.${instanceType.name}.usdPerHour`, setting)
  const cost = price === null ? null : more * setting.windowHours * price
  return {
    id: `${provider.name}-hosts-max`,
    tier: provider.name,
    resource: group.name,
    setting: 'max-size',
    from: figure(group.maxCount),
    to: figure(planned),
    because: `The planned tasks fill ${counted(planned, 'host')}; with ${figure(group.maxCount)} the rest stay PENDING.`,
    evidence: [
      ...limit.derivation,
      `${group.name} belongs to ${group.owner ?? provider.name}, so ecom-plan does not write it`,
    ],
    after: limit.after,
    cost: {
      windowUsd: cost,
      monthUsd: null,
      because:
        price === null || cost === null
          ? `${figure(more)} more hosts; the price of ${instanceType.name} in ${setting.region} is not known here`
          : `${figure(more)} more × ${figure(setting.windowHours)} h × $${price} = ${dollars(cost)} at most`,
    },
    leadTimeS: setting.judgement('hostStartupS'),
    latestAt: new Date((setting.windowStartS - 3600) * 1000).toISOString(),
    downtime: null,
    route: 'manual',
    rejected: [],
    patchIds: [],
  }
}
