import type {PriceSource} from './rds-price-sources.js'

/**
 * Families that a Multi-AZ DB cluster may run on: nearly all of them have a local disk. Which sizes and engine versions
 * is asked of DescribeOrderableDBInstanceOptions. Read on 2026-11-27.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html
 */
export const clusterFamilyNames: readonly string[] = [
  'm5d',
  'm6gd',
  'm6id',
  'm6idn',
  'r5d',
  'r6gd',
  'r6id',
  'r6idn',
  'x2iedn',
  'c6gd',
]

/**
 * A family with a local disk, and the plain one that it is alike in vCPU, memory, bandwidth to EBS and network, size by
 * size. Of m6idn, r6idn and c6gd no plain family is known here, so that nothing of them is.
 */
type LocalDiskFamily = {
  readonly like: string
  /** MySQL, one instance of the size xlarge; other sizes by their vCPUs. */
  readonly mysqlXlargeUsdPerHour: number
  readonly isAuroraSupported: boolean
}

export const localDiskFamilies: Readonly<Record<string, LocalDiskFamily>> = {
  m5d: {like: 'm5', mysqlXlargeUsdPerHour: 0.419, isAuroraSupported: false},
  m6gd: {like: 'm6g', mysqlXlargeUsdPerHour: 0.373, isAuroraSupported: false},
  m6id: {like: 'm6i', mysqlXlargeUsdPerHour: 0.448, isAuroraSupported: false},
  r5d: {like: 'r5', mysqlXlargeUsdPerHour: 0.571, isAuroraSupported: false},
  r6gd: {like: 'r6g', mysqlXlargeUsdPerHour: 0.514, isAuroraSupported: true},
  r6id: {like: 'r6i', mysqlXlargeUsdPerHour: 0.596, isAuroraSupported: true},
}

/** vCPUs of the size that the prices above are of. */
export const xlargeVcpuCount = 4

export const localDiskPrice = {
  confidence: 'derived',
  source:
    'MySQL, xlarge, in us-west-2 on 2 February 2024, as the tests of the Terraform provider for AWS list it, times the size; rows of other families there are those of us-east-1',
  checkedOn: '2024-02-02',
} as const satisfies PriceSource
