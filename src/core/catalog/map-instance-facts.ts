import type {InstanceFacts} from '../../documents/catalog-overlay.js'
import type {AwsObject} from '../../documents/snapshot.js'
import {
  type AwsElement,
  countAt,
  elementsOf,
  flagAt,
  numberAt,
  objectAt,
  objectsAt,
  optionalCountAt,
  optionalNumberAt,
  optionalObjectAt,
  textAt,
  textsAt,
} from '../inventory/aws-field.js'

/** EC2 states decimal megabytes and gigabits; RDS, and we, count in MiB. */
const mibPerS = (mbPerS: number) => (mbPerS * 1_000_000) / 1_048_576

/**
 * Elements of DescribeInstanceTypes as facts of the catalogue, in order of name.
 *
 * Left out are types that AWS gives no disk limits for (previous generations that are not optimized for EBS): they stay
 * as shipped, or unknown. `readOn` is the day of the read. Throws SNAPSHOT_INVALID for a shape that cannot be read.
 */
export function mapInstanceFacts(types: readonly AwsObject[], readOn: string): InstanceFacts[] {
  return elementsOf('instanceTypes', types)
    .flatMap((type) => {
      const ebs = optionalObjectAt(type, 'EbsInfo')
      const disk = ebs === null ? null : optionalObjectAt(ebs, 'EbsOptimizedInfo')
      return disk === null ? [] : [factsOf(type, disk, readOn)]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function factsOf(type: AwsElement, disk: AwsElement, readOn: string): InstanceFacts {
  const vcpus = objectAt(type, 'VCpuInfo')
  const network = objectAt(type, 'NetworkInfo')
  const cards = objectsAt(network, 'NetworkCards')
  const gbps = (field: string) => cards.reduce((sum, card) => sum + (optionalNumberAt(card, field) ?? 0), 0)
  const processor = objectAt(type, 'ProcessorInfo')
  return {
    name: textAt(type, 'InstanceType'),
    vcpuCount: countAt(vcpus, 'DefaultVCpus'),
    memoryGib: numberAt(objectAt(type, 'MemoryInfo'), 'SizeInMiB') / 1024,
    architecture: textsAt(processor, 'SupportedArchitectures').includes('arm64') ? 'arm64' : 'x86_64',
    threadsPerCoreCount: optionalCountAt(vcpus, 'DefaultThreadsPerCore') ?? 1,
    maxEniCount: countAt(network, 'MaximumNetworkInterfaces'),
    addressesPerEniCount: optionalCountAt(network, 'Ipv4AddressesPerInterface') ?? 0,
    isBurstable: flagAt(type, 'BurstablePerformanceSupported'),
    isCurrent: flagAt(type, 'CurrentGeneration'),
    ebsBaselineIops: numberAt(disk, 'BaselineIops'),
    ebsMaxIops: numberAt(disk, 'MaximumIops'),
    ebsBaselineMibPerS: mibPerS(numberAt(disk, 'BaselineThroughputInMBps')),
    ebsMaxMibPerS: mibPerS(numberAt(disk, 'MaximumThroughputInMBps')),
    networkBaselineMibPerS: mibPerS(gbps('BaselineBandwidthInGbps') * 125),
    networkMaxMibPerS: mibPerS(gbps('PeakBandwidthInGbps') * 125),
    source: `ec2:DescribeInstanceTypes, read ${readOn}`,
    checkedOn: readOn,
  }
}
