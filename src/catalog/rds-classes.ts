import {cpuCredits} from './cpu-credits.js'
import type {Column, Fact} from './fact.js'
import {rdsClassTable} from './rds-class-table.js'
import {clusterFamilyNames, localDiskFamilies, localDiskPrice, xlargeVcpuCount} from './rds-cluster-families.js'
import {rdsFamilies} from './rds-families.js'
import {type PriceSource, rdsPriceSources} from './rds-price-sources.js'
import {architectureOf, mibPerSOf, numberIn, parseTable} from './table.js'

/** A price of one instance in one Availability Zone, on demand, us-east-1. MariaDB costs what MySQL costs. */
export type RdsPrice = PriceSource & {readonly usdPerHour: number}

/** What we know of a DB instance class. */
export type RdsClass = {
  readonly name: string
  readonly ec2Type: string
  readonly family: string
  readonly vcpuCount: number
  readonly memoryGib: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly isBurstable: boolean
  readonly ebsBaselineIops: number
  readonly ebsMaxIops: number
  readonly ebsBaselineMibPerS: number
  readonly ebsMaxMibPerS: number
  /** The maximum lasts 30 minutes in 24 hours; a sale is sized on the baseline. */
  readonly doesEbsBurst: boolean
  readonly networkBaselineMibPerS: number
  readonly networkMaxMibPerS: number
  /** Share of each vCPU that a T class holds for ever; null for the others. RDS bills what goes beyond. */
  readonly baselineCpuRatio: number | null
  readonly isMysqlSupported: boolean
  readonly isPostgresSupported: boolean
  readonly isMariadbSupported: boolean
  /** Aurora MySQL or Aurora PostgreSQL; which versions is asked of DescribeOrderableDBInstanceOptions. */
  readonly isAuroraSupported: boolean
  /** Engine versions in the words of the RDS User Guide. */
  readonly mysqlVersions: string
  readonly postgresVersions: string
  /** Default max_connections if the engine had all the memory; the real default is lower. */
  readonly maxConnectionCount: {readonly mysql: number; readonly mariadb: number; readonly postgres: number}
  /** Null where no public source gives the price: to be read from the price list. */
  readonly price: {readonly mysql: RdsPrice | null; readonly postgres: RdsPrice | null}
}

const hardware = {
  source: 'https://github.com/getmoto/moto/blob/5.2.1/moto/ec2/resources/instance_types.json.gz',
  checkedOn: '2026-05-20',
  note: 'the EC2 type behind the class; vCPU, memory and bandwidth agree with the RDS User Guide for every class',
} as const
const price = {
  unit: 'USD/hour',
  source: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonRDS/current/us-east-1/index.json',
  checkedOn: '2026-07-28',
  note: 'each row carries its own source, date and confidence',
} as const

/** Where each column of the table of RDS classes came from. */
export const rdsColumns = {
  class: {unit: 'name', ...hardware},
  ec2Type: {unit: 'name', ...hardware},
  vcpuCount: {unit: 'vCPU', ...hardware},
  memoryGib: {unit: 'GiB', ...hardware},
  architecture: {unit: 'name', ...hardware},
  ebsBaselineIops: {unit: 'I/O of 16 KiB a second', ...hardware},
  ebsMaxIops: {unit: 'I/O of 16 KiB a second', ...hardware},
  ebsBaselineMbPerS: {unit: 'MB/s', ...hardware},
  ebsMaxMbPerS: {unit: 'MB/s', ...hardware},
  networkBaselineGbps: {unit: 'Gbit/s', ...hardware},
  networkMaxGbps: {unit: 'Gbit/s', ...hardware},
  aurora: {
    unit: 'yes or no',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html',
    checkedOn: '2026-04-13',
  },
  mysqlUsdPerHour: price,
  mysqlPriceSource: price,
  postgresUsdPerHour: price,
  postgresPriceSource: price,
} as const satisfies Record<string, Column>

const limits = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html',
  checkedOn: '2026-04-13',
} as const

/** The default of max_connections by engine: DBInstanceClassMemory divided by a number of bytes, up to a ceiling. */
export const rdsConnections = {
  mysqlBytes: {value: 12_582_880, unit: 'bytes a connection', ...limits},
  mariadbBytes: {value: 25_165_760, unit: 'bytes a connection', ...limits, note: 'MariaDB 10.5 and later'},
  mariadbMaxCount: {value: 12_000, unit: 'connections', ...limits},
  postgresBytes: {value: 9_531_392, unit: 'bytes a connection', ...limits},
  postgresMaxCount: {value: 5000, unit: 'connections', ...limits},
} as const satisfies Record<string, Fact>

const columns = Object.keys(rdsColumns) as (keyof typeof rdsColumns)[]

function priceOf(usdPerHour: string, sourceName: string): RdsPrice | null {
  if (usdPerHour === '-') return null
  const source = (rdsPriceSources as Record<string, PriceSource>)[sourceName]
  if (source === undefined) throw new Error(`the table has ${sourceName} where the source of a price belongs`)
  return {usdPerHour: numberIn(usdPerHour), ...source}
}

/** Default max_connections if the engine had all the memory of a class; the real default is lower. */
export function defaultConnections(memoryGib: number): RdsClass['maxConnectionCount'] {
  const bytes = memoryGib * 2 ** 30
  const {mysqlBytes, mariadbBytes, mariadbMaxCount, postgresBytes, postgresMaxCount} = rdsConnections
  return {
    mysql: Math.floor(bytes / mysqlBytes.value),
    mariadb: Math.min(Math.floor(bytes / mariadbBytes.value), mariadbMaxCount.value),
    postgres: Math.min(Math.floor(bytes / postgresBytes.value), postgresMaxCount.value),
  }
}

function parseClass(row: Record<(typeof columns)[number], string>): RdsClass {
  const family = row.class.split('.')[1] ?? ''
  const engines = rdsFamilies[family]
  if (engines === undefined) throw new Error(`no engines are known for ${row.class}`)
  return {
    name: row.class,
    ec2Type: row.ec2Type,
    family,
    vcpuCount: numberIn(row.vcpuCount),
    memoryGib: numberIn(row.memoryGib),
    architecture: architectureOf(row.architecture),
    isBurstable: family.startsWith('t'),
    ebsBaselineIops: numberIn(row.ebsBaselineIops),
    ebsMaxIops: numberIn(row.ebsMaxIops),
    ebsBaselineMibPerS: mibPerSOf(numberIn(row.ebsBaselineMbPerS)),
    ebsMaxMibPerS: mibPerSOf(numberIn(row.ebsMaxMbPerS)),
    doesEbsBurst: row.ebsBaselineIops !== row.ebsMaxIops || row.ebsBaselineMbPerS !== row.ebsMaxMbPerS,
    networkBaselineMibPerS: mibPerSOf(numberIn(row.networkBaselineGbps) * 125),
    networkMaxMibPerS: mibPerSOf(numberIn(row.networkMaxGbps) * 125),
    baselineCpuRatio: cpuCredits(row.ec2Type)?.baselineCpuRatio ?? null,
    ...engines,
    isAuroraSupported: row.aurora === 'yes',
    maxConnectionCount: defaultConnections(numberIn(row.memoryGib)),
    price: {
      mysql: priceOf(row.mysqlUsdPerHour, row.mysqlPriceSource),
      postgres: priceOf(row.postgresUsdPerHour, row.postgresPriceSource),
    },
  }
}

let known: ReadonlyMap<string, RdsClass> | undefined

function classes(): ReadonlyMap<string, RdsClass> {
  known ??= new Map(parseTable({text: rdsClassTable, columns}).map((row) => [row.class, parseClass(row)]))
  return known
}

/** The DB instance class of that name (`db.r6g.large`), or undefined when we know nothing of it. */
export function rdsClass(name: string): RdsClass | undefined {
  return classes().get(name) ?? localDiskClasses().get(name)
}

/** Every DB instance class that we know, family by family. */
export function rdsClasses(): readonly RdsClass[] {
  return [...classes().values()]
}

/** Whether a Multi-AZ DB cluster may run on a class of this family. */
export function isClusterFamily(family: string): boolean {
  return clusterFamilyNames.includes(family)
}

/** Every class that a Multi-AZ DB cluster may run on and of which we know what it has. */
export function clusterClasses(): readonly RdsClass[] {
  return [...localDiskClasses().values(), ...rdsClasses().filter(({family}) => isClusterFamily(family))]
}

let withLocalDisk: ReadonlyMap<string, RdsClass> | undefined

function localDiskClasses(): ReadonlyMap<string, RdsClass> {
  withLocalDisk ??= new Map(
    Object.keys(localDiskFamilies).flatMap((family) => classesOf(family).map((one) => [one.name, one] as const)),
  )
  return withLocalDisk
}

function classesOf(family: string): RdsClass[] {
  const about = localDiskFamilies[family]
  return rdsClasses()
    .filter((plain) => plain.family === about?.like)
    .map((plain) => {
      const ec2Type = plain.ec2Type.replace(plain.family, family)
      const usdPerHour = ((about?.mysqlXlargeUsdPerHour ?? 0) * plain.vcpuCount) / xlargeVcpuCount
      return {
        ...plain,
        name: `db.${ec2Type}`,
        ec2Type,
        family,
        isAuroraSupported: about?.isAuroraSupported ?? false,
        price: {mysql: {...localDiskPrice, usdPerHour: Number(usdPerHour.toPrecision(6))}, postgres: null},
      }
    })
}
