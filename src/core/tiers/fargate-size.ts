import type {EcsService} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {figure} from '../figure.js'
import type {Setting} from './tier-finding.js'

/**
 * The smallest size that Fargate accepts and that holds a task: CPU units and MiB; null where none is large enough.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export function legalFargateSize(
  {cpuUnitCount, memoryMib}: {cpuUnitCount: number; memoryMib: number},
  {catalog}: Pick<Setting, 'catalog'>,
): {cpuUnitCount: number; memoryMib: number} | null {
  for (const size of catalog.fargateSizes) {
    const fitting = size.memoryMib.find((mib) => mib >= memoryMib)
    if (size.cpuUnitCount >= cpuUnitCount && fitting !== undefined) {
      return {cpuUnitCount: size.cpuUnitCount, memoryMib: fitting}
    }
  }
  return null
}

/**
 * A service on Fargate whose tasks have a size that Fargate does not accept: none of them would start. Where some run
 * the size is one, and our table older than it.
 */
export function fargateSizeBlockers({
  tier,
  service,
  setting,
}: {
  tier: string
  service: EcsService
  setting: Setting
}): Blocker[] {
  if (service.compute !== 'fargate' || service.runningCount > 0) return []
  const legal = legalFargateSize(service, setting)
  if (legal?.cpuUnitCount === service.cpuUnitCount && legal.memoryMib === service.memoryMib) return []
  const size = (cpuUnitCount: number, memoryMib: number) =>
    `${figure(cpuUnitCount / 1024)} vCPU with ${figure(memoryMib / 1024)} GiB`
  return [
    {
      severity: 'block',
      code: 'FARGATE_SIZE',
      message:
        `${tier}: a task of ${size(service.cpuUnitCount, service.memoryMib)} is no size that Fargate accepts, so none of ` +
        `${service.cluster}/${service.name} starts.`,
      next:
        legal === null
          ? 'make the task smaller, or run it on EC2'
          : `the next size that Fargate accepts is ${size(legal.cpuUnitCount, legal.memoryMib)}`,
    },
  ]
}
