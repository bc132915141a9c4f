import type {Column} from './fact.js'

/** A size that Fargate accepts on Linux. 1,024 CPU units are one vCPU. */
export type FargateSize = {readonly cpuUnitCount: number; readonly memoryMib: readonly number[]}

/** Where the sizes came from. */
export const fargateColumn = {
  unit: 'CPU units and MiB',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
  checkedOn: '2026-10-01',
} as const satisfies Column

function steps({fromGib, toGib, stepGib}: {fromGib: number; toGib: number; stepGib: number}): number[] {
  const count = (toGib - fromGib) / stepGib + 1
  return Array.from({length: count}, (_, i) => (fromGib + i * stepGib) * 1024)
}

/** Every pair of CPU and memory that Fargate accepts on Linux, smallest first. */
export const fargateSizes: readonly FargateSize[] = [
  {cpuUnitCount: 256, memoryMib: [512, 1024, 2048]},
  {cpuUnitCount: 512, memoryMib: steps({fromGib: 1, toGib: 4, stepGib: 1})},
  {cpuUnitCount: 1024, memoryMib: steps({fromGib: 2, toGib: 8, stepGib: 1})},
  {cpuUnitCount: 2048, memoryMib: steps({fromGib: 4, toGib: 16, stepGib: 1})},
  {cpuUnitCount: 4096, memoryMib: steps({fromGib: 8, toGib: 30, stepGib: 1})},
  {cpuUnitCount: 8192, memoryMib: steps({fromGib: 16, toGib: 60, stepGib: 4})},
  {cpuUnitCount: 16_384, memoryMib: steps({fromGib: 32, toGib: 120, stepGib: 8})},
  {cpuUnitCount: 32_768, memoryMib: [60 * 1024, 120 * 1024, 244 * 1024]},
]
