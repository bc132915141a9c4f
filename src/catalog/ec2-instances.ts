import {ec2BurstableTable} from './ec2-burstable-table.js'
import {ec2ComputeTable} from './ec2-compute-table.js'
import {ec2GeneralTable} from './ec2-general-table.js'
import {ec2MemoryTable} from './ec2-memory-table.js'
import type {Column} from './fact.js'
import {architectureOf, mibPerSOf, numberIn, parseTable} from './table.js'

/** What we know of an EC2 type. Prices are Linux on demand in us-east-1; disk limits are those it holds for hours. */
export type Ec2Instance = {
  readonly name: string
  readonly vcpuCount: number
  readonly memoryGib: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly maxEniCount: number
  /** Network interfaces for tasks once awsvpcTrunking is on; 0 where the type cannot. */
  readonly branchEniCount: number
  /** Runs above its baseline only on CPU credits. */
  readonly isBurstable: boolean
  /** Gives less than its full CPU when used for long. */
  readonly isFlex: boolean
  readonly ebsBaselineIops: number
  readonly ebsBaselineMibPerS: number
  readonly usdPerHour: number | null
}

const hardware = {
  source: 'https://github.com/getmoto/moto/blob/5.2.1/moto/ec2/resources/instance_types.json.gz',
  checkedOn: '2026-05-20',
  note: 'a copy of the answer of DescribeInstanceTypes; disk limits agree with the EC2 User Guide for every type',
} as const
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
  maxEniCount: networkInterfaces,
  branchEniCount: networkInterfaces,
  ebsBaselineIops: {unit: 'I/O of 16 KiB a second', ...hardware},
  ebsBaselineMbPerS: {unit: 'MB/s', ...hardware},
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
    maxEniCount: numberIn(row.maxEniCount),
    branchEniCount: numberIn(row.branchEniCount),
    isBurstable: row.trait === 'burstable',
    isFlex: row.trait === 'flex',
    ebsBaselineIops: numberIn(row.ebsBaselineIops),
    ebsBaselineMibPerS: mibPerSOf(numberIn(row.ebsBaselineMbPerS)),
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
