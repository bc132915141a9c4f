import type {EcsService} from '../../documents/inventory.js'
import {type AwsElement, invalid, objectsAt, optionalNumberAt, optionalObjectAt, optionalTextAt} from './aws-field.js'

/**
 * What one task reserves: the task's own cpu and memory when it states them (Fargate always does), else the sum over
 * its containers. A container's memory is its hard limit, or its reservation where it has none.
 */
export function mapTaskSize(task: AwsElement): Pick<EcsService, 'cpuUnitCount' | 'memoryMib' | 'architecture'> {
  const containers = objectsAt(task, 'containerDefinitions')
  const sum = (sizeOf: (container: AwsElement) => number | null) =>
    containers.reduce((total, container) => total + (sizeOf(container) ?? 0), 0)
  return {
    cpuUnitCount: optionalNumberAt(task, 'cpu') ?? sum((container) => optionalNumberAt(container, 'cpu')),
    memoryMib:
      optionalNumberAt(task, 'memory') ??
      sum((container) => optionalNumberAt(container, 'memory') ?? optionalNumberAt(container, 'memoryReservation')),
    architecture: architectureOf(task),
  }
}

function architectureOf(task: AwsElement): EcsService['architecture'] {
  const platform = optionalObjectAt(task, 'runtimePlatform')
  const name = (platform && optionalTextAt(platform, 'cpuArchitecture')) ?? 'X86_64'
  if (name === 'X86_64') return 'x86_64'
  if (name === 'ARM64') return 'arm64'
  throw invalid(task, 'runtimePlatform.cpuArchitecture', `expected X86_64 or ARM64, found ${name}`)
}
