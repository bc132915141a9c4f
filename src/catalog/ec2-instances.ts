import {type CpuCredits, cpuCredits} from './cpu-credits.js'
import {ec2BurstableTable} from './ec2-burstable-table.js'
import {ec2ComputeTable} from './ec2-compute-table.js'
import {ec2GeneralTable} from './ec2-general-table.js'
import {ec2MemoryTable} from './ec2-memory-table.js'
import type {Column} from './fact.js'
import {architectureOf, mibPerSOf, numberIn, parseTable} from './table.js'

/**
 * What we know of an EC2 type. Prices are Linux on demand in us-east-1. Baselines of disk and network hold for hours,
 * the maxima for 30 minutes a day (disk) or while credits last (network).
 */
export type Ec2Instance = {
  readonly name: string
  readonly vcpuCount: number
  readonly memoryGib: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly maker: string | null
  readonly threadsPerCoreCount: number
  /** Sustained. Null, as the maker, of types that are newer than this table. */
  readonly clockGhz: number | null
  readonly maxEniCount: number
  readonly addressesPerEniCount: number
  /** Network interfaces for tasks once awsvpcTrunking is on; 0 where the type cannot. */
  readonly branchEniCount: number
  /** Runs above its baseline only on CPU credits. */
  readonly isBurstable: boolean
  /** Gives less than its full CPU when used for long. */
  readonly isFlex: boolean
  /** Null where the type has no CPU credits. */
  readonly cpuCredits: CpuCredits | null
  /** False for types that AWS calls previous generation. */
  readonly isCurrent: boolean
  readonly ebsBaselineIops: number
  readonly ebsMaxIops: number
  readonly ebsBaselineMibPerS: number
  readonly ebsMaxMibPerS: number
  readonly networkBaselineMibPerS: number
  readonly networkMaxMibPerS: number
  /** CoreMark iterations of the whole instance; good for comparing types, for nothing else. Null where nobody measured. */
  readonly coremarkPerS: number | null
  readonly usdPerHour: number | null
}

const hardware = {
  source: 'https://github.com/getmoto/moto/blob/5.2.1/moto/ec2/resources/instance_types.json.gz',
  checkedOn: '2026-05-20',
  note: 'a copy of the answer of DescribeInstanceTypes; disk limits agree with the EC2 User Guide for every type',
} as const
const network = 'agrees with the table of karpenter for every type; above the baseline only while credits last'
const networkInterfaces = {
  unit: 'interfaces',
  source:
    'https://github.com/aws/karpenter-provider-aws/blob/main/pkg/providers/instancetype/zz_generated.vpclimits.go',
  checkedOn: '2026-08-18',
} as const

/** Where each column of the EC2 tables came from. */
export const ec2Columns = {
  type: {unit: 'name', ...hardware},
  vcpuCount: {unit: 'vCPU', ...hardware},
  memoryGib: {unit: 'GiB', ...hardware},
  architecture: {unit: 'name', ...hardware},
  maker: {unit: 'name', ...hardware},
  threadsPerCoreCount: {unit: 'threads', ...hardware},
  clockGhz: {unit: 'GHz', ...hardware, note: 'sustained clock speed'},
  maxEniCount: networkInterfaces,
  addressesPerEniCount: {...networkInterfaces, unit: 'IPv4 addresses an interface'},
  branchEniCount: networkInterfaces,
  ebsBaselineIops: {unit: 'I/O of 16 KiB a second', ...hardware},
  ebsMaxIops: {unit: 'I/O of 16 KiB a second', ...hardware},
  ebsBaselineMbPerS: {unit: 'MB/s', ...hardware},
  ebsMaxMbPerS: {unit: 'MB/s', ...hardware},
  networkBaselineGbps: {unit: 'Gbit/s', ...hardware, note: network},
  networkMaxGbps: {unit: 'Gbit/s', ...hardware, note: network},
  coremarkPerS: {
    unit: 'iterations/s',
    source: 'https://github.com/vantage-sh/ec2instances.info',
    checkedOn: '2026-01-01',
    note: 'measured by Vantage on the whole instance, in 2026 (no day is given); for comparing types only',
  },
  generation: {unit: 'name', ...hardware},
  usdPerHour: {
    unit: 'USD/hour',
    source:
      'https://github.com/aws/karpenter-provider-aws/blob/1d927085dd81a9df9301e613f371dac5b4d16bfe/pkg/providers/pricing/zz_generated.pricing_aws.go',
    checkedOn: '2026-07-20',
    note: 'Linux, on demand, us-east-1; surplus CPU credits of burstable types cost extra',
  },
  trait: {unit: 'name', ...hardware},
} as const satisfies Record<string, Column>

const columns = Object.keys(ec2Columns) as (keyof typeof ec2Columns)[]

function parseInstances(text: string): Ec2Instance[] {
  return parseTable({text, columns}).map((row) => ({
    name: row.type,
    vcpuCount: numberIn(row.vcpuCount),
    memoryGib: numberIn(row.memoryGib),
    architecture: architectureOf(row.architecture),
    maker: row.maker,
    threadsPerCoreCount: numberIn(row.threadsPerCoreCount),
    clockGhz: numberIn(row.clockGhz),
    maxEniCount: numberIn(row.maxEniCount),
    addressesPerEniCount: numberIn(row.addressesPerEniCount),
    branchEniCount: numberIn(row.branchEniCount),
    isBurstable: row.trait === 'burstable',
    isFlex: row.trait === 'flex',
    cpuCredits: cpuCredits(row.type),
    isCurrent: row.generation === 'current',
    ebsBaselineIops: numberIn(row.ebsBaselineIops),
    ebsMaxIops: numberIn(row.ebsMaxIops),
    ebsBaselineMibPerS: mibPerSOf(numberIn(row.ebsBaselineMbPerS)),
    ebsMaxMibPerS: mibPerSOf(numberIn(row.ebsMaxMbPerS)),
    networkBaselineMibPerS: mibPerSOf(numberIn(row.networkBaselineGbps) * 125),
    networkMaxMibPerS: mibPerSOf(numberIn(row.networkMaxGbps) * 125),
    coremarkPerS: row.coremarkPerS === '-' ? null : numberIn(row.coremarkPerS),
    usdPerHour: row.usdPerHour === '-' ? null : numberIn(row.usdPerHour),
  }))
}

let known: ReadonlyMap<string, Ec2Instance> | undefined

function instances(): ReadonlyMap<string, Ec2Instance> {
  known ??= new Map(
    [ec2BurstableTable, ec2GeneralTable, ec2ComputeTable, ec2MemoryTable]
      .flatMap(parseInstances)
      .map((instance) => [instance.name, instance]),
  )
  return known
}

/** The EC2 type of that name (`m7g.xlarge`), or undefined when we know nothing of it. */
export function ec2Instance(name: string): Ec2Instance | undefined {
  return instances().get(name)
}

/** Every EC2 type that we know, family by family. */
export function ec2Instances(): readonly Ec2Instance[] {
  return [...instances().values()]
}
