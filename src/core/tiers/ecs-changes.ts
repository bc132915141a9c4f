import type {EcsService} from '../../documents/inventory.js'
import type {Change, Cost} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, percent} from '../figure.js'
import {scheduledUnitHours, scheduleInWords, scheduleOf} from '../recommend/min-schedule.js'
import type {Sizing} from './scaled-tier.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** The higher maximum of a scalable target. */
export function maxCapacityChange({
  tier,
  service,
  sizing,
  setting,
  patchId,
}: {
  tier: string
  service: EcsService
  sizing: Sizing
  setting: Setting
  patchId: string
}): Change {
  return {
    id: `${tier}-max`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    setting: 'max-capacity',
    from: figure(service.maxCount ?? 0),
    to: figure(sizing.plannedMaxCount),
    because:
      `The ${setting.target.toUpperCase()} peak takes ${percent(ratioAt(sizing.limit.now, setting.target))} of what ` +
      `${counted(service.maxCount ?? 0, 'task')} carry; ${figure(sizing.need.unitCount)} are needed.`,
    evidence: sizing.need.because,
    after: sizing.limit.after,
    cost: {windowUsd: 0, monthUsd: null, because: 'a higher maximum costs nothing until it is used'},
    leadTimeS: 0,
    latestAt: new Date(setting.windowStartS * 1000).toISOString(),
    downtime: null,
    route: 'automatic',
    rejected: [],
    patchIds: [patchId],
  }
}

/** The scheduled minima of a scalable target, with what the lead of each is made of. */
export function minCapacityChange({
  tier,
  service,
  sizing,
  setting,
  leadS,
  evidence,
  patchIds,
}: {
  tier: string
  service: EcsService
  sizing: Sizing
  setting: Setting
  leadS: number
  evidence: string[]
  patchIds: string[]
}): Change {
  return {
    id: `${tier}-min`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    setting: `scheduled min ×${sizing.steps.length}`,
    from: figure(service.minCount ?? 0),
    to: scheduleInWords(sizing.steps),
    because: 'Service scaling waits minutes for its alarms, so the tasks are there before the load is.',
    evidence,
    after: sizing.limit.after,
    cost: taskCost({service, sizing, setting}),
    leadTimeS: leadS,
    latestAt: new Date((setting.windowStartS - leadS) * 1000).toISOString(),
    downtime: null,
    route: 'automatic',
    schedule: scheduleOf({
      steps: sizing.steps,
      unit: 'task',
      restingCount: service.minCount ?? 0,
      maxCount: sizing.plannedMaxCount,
    }),
    rejected: [],
    patchIds,
  }
}

function taskCost({service, sizing, setting}: {service: EcsService; sizing: Sizing; setting: Setting}): Cost {
  const hours = scheduledUnitHours(sizing.steps, service.minCount ?? 0)
  const hoursText = `${figure(Math.round(hours))} task-hours above today's minimum of ${figure(service.minCount ?? 0)}`
  if (service.compute !== 'fargate')
    return {windowUsd: 0, monthUsd: null, because: `${hoursText}; the hosts are what costs${hostsOf(service)}`}
  const kind = service.architecture === 'arm64' ? 'Arm' : 'X86'
  const vcpuUsd = knownPrice(`prices.fargate${kind}VcpuUsdPerHour`, setting)
  const gibUsd = knownPrice(`prices.fargate${kind}GibUsdPerHour`, setting)
  if (vcpuUsd === null || gibUsd === null) {
    return {
      windowUsd: null,
      monthUsd: null,
      because: `${hoursText}; the price of Fargate in ${setting.region} is not known here`,
    }
  }
  const each = (service.cpuUnitCount / 1024) * vcpuUsd + (service.memoryMib / 1024) * gibUsd
  return {
    windowUsd: hours * each,
    monthUsd: null,
    because: `${hoursText} × $${each.toFixed(4)} = ${dollars(hours * each)} at most: the policy would have started some of them`,
  }
}

function hostsOf({compute}: EcsService): string {
  return compute === 'managed-instances' ? ', and AWS chooses them: no price can be told before they run' : ''
}
