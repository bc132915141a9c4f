import {listedEngines, type PriceService} from './price-queries.js'

/** What a row of the price list is about. */
export type PriceRow = {service: PriceService; productFamily: string; attributes: Readonly<Record<string, string>>}

/** The key in the catalogue, the unit that the list has to give, and what turns its number into ours. */
export type PriceRule = {key: string; listUnit: RegExp; factor: number}

const hours = /^(hrs?|hours?)$/i
const gibMonth = /^GB-Mo/i

/**
 * Usage types without their Region (`EUW1-`, `USE1-`; none for much of us-east-1), as the price list of August 2026 has
 * them; rows of Outposts and of Trust Stores (`TS-`) are other things at other prices.
 */
const byUsage: readonly [PriceService, RegExp, string, RegExp, number?][] = [
  ['AmazonECS', /^Fargate-vCPU-Hours:perCPU$/, 'fargateX86VcpuUsdPerHour', /^(vCPU-)?h(ou)?rs?$/i],
  ['AmazonECS', /^Fargate-GB-Hours$/, 'fargateX86GibUsdPerHour', /^(GB-)?h(ou)?rs?$/i],
  ['AmazonECS', /^Fargate-ARM-vCPU-Hours:perCPU$/, 'fargateArmVcpuUsdPerHour', /^(vCPU-)?h(ou)?rs?$/i],
  ['AmazonECS', /^Fargate-ARM-GB-Hours$/, 'fargateArmGibUsdPerHour', /^(GB-)?h(ou)?rs?$/i],
  ['AWSELB', /^LoadBalancerUsage$/, 'albUsdPerHour', hours],
  ['AWSELB', /^LCUUsage$/, 'albLcuUsdPerHour', /^LCU-Hrs?$/i],
  ['AWSELB', /^ReservedLCUUsage$/, 'albReservedLcuUsdPerHour', /^(Reserved)?LCU-Hrs?$/i],
  ['AmazonRDS', /^RDS:GP2-Storage$/, 'gp2GibUsdPerMonth', gibMonth],
  ['AmazonRDS', /^RDS:GP3-Storage$/, 'gp3GibUsdPerMonth', gibMonth],
  ['AmazonRDS', /^RDS:PIOPS-Storage$/, 'io1GibUsdPerMonth', gibMonth],
  ['AmazonRDS', /^RDS:(PIOPS-Storage-IO2|IO2-PIOPS-Storage)$/, 'io2GibUsdPerMonth', gibMonth],
  ['AmazonRDS', /^RDS:GP3-PIOPS$/, 'gp3IopsUsdPerMonth', /^IOPS-Mo/i],
  ['AmazonRDS', /^RDS:PIOPS$/, 'io1IopsUsdPerMonth', /^IOPS-Mo/i],
  ['AmazonRDS', /^RDS:(IO2-PIOPS|PIOPS-IO2)$/, 'io2IopsUsdPerMonth', /^IOPS-Mo/i],
  ['AmazonRDS', /^RDS:GP3-Throughput$/, 'gp3MibPerSUsdPerMonth', /^M(i)?B(P|p)S-Mo/i],
  ['AmazonRDS', /^Aurora:StorageUsage$/, 'auroraStandardGibUsdPerMonth', gibMonth],
  ['AmazonRDS', /^Aurora:IO-OptimizedStorageUsage$/, 'auroraIoOptimizedGibUsdPerMonth', gibMonth],
  ['AmazonRDS', /^Aurora:StorageIOUsage$/, 'auroraStandardUsdPerMillionIo', /^IOs?$/i, 1_000_000],
  ['AmazonRDS', /^Aurora:ServerlessV2Usage$/, 'auroraStandardAcuUsdPerHour', /^ACU-H/i],
  ['AmazonRDS', /^Aurora:ServerlessV2IOOptimizedUsage$/, 'auroraIoOptimizedAcuUsdPerHour', /^ACU-H/i],
]

/**
 * Which price of ours a row gives, or null for a row that is none of them. `engines` are those in use: rows of other
 * engines, of Outposts and of other licences are left out.
 */
export function priceRuleOf(row: PriceRow, engines: readonly string[]): PriceRule | null {
  const {locationType} = row.attributes
  if (locationType !== undefined && locationType !== 'AWS Region') return null
  if (row.service === 'AmazonEC2') return instanceRule(row)
  if (row.service === 'AmazonRDS' && !isOfEngine(row, engines)) return null
  if (row.service === 'AmazonRDS' && row.productFamily === 'Database Instance') return classRule(row)
  const usage = (row.attributes['usagetype'] ?? '').replace(/^(?!TS-)[A-Z]{2,4}\d*-/, '')
  const found = byUsage.find(([service, pattern]) => service === row.service && pattern.test(usage))
  return found === undefined ? null : {key: `prices.${found[2]}`, listUnit: found[3], factor: found[4] ?? 1}
}

function instanceRule({attributes}: PriceRow): PriceRule | null {
  const name = attributes['instanceType']
  // A reservation of capacity that is not used has a row of its own for each type.
  const isUsed = /(^|-)BoxUsage(:|$)/.test(attributes['usagetype'] ?? '')
  return name === undefined || !isUsed ? null : {key: `ec2.${name}.usdPerHour`, listUnit: hours, factor: 1}
}

function isOfEngine({attributes}: PriceRow, engines: readonly string[]): boolean {
  const engine = attributes['databaseEngine'] ?? 'Any'
  return engine === 'Any' || engines.some((used) => listedEngines[used] === engine)
}

function classRule({attributes}: PriceRow): PriceRule | null {
  const name = attributes['instanceType']
  const engine = Object.entries(listedEngines).find(([, listed]) => listed === attributes['databaseEngine'])?.[0]
  const isOpen = /^no license required$/i.test(attributes['licenseModel'] ?? 'No license required')
  if (name === undefined || engine === undefined || !isOpen) return null
  const usage = attributes['usagetype'] ?? ''
  const rule = (key: string): PriceRule => ({key, listUnit: hours, factor: 1})
  if (engine.startsWith('aurora-')) {
    const column = `${engine === 'aurora-mysql' ? 'mysql' : 'postgres'}${usage.includes('IOOptimized') ? 'IoOptimized' : ''}`
    return rule(`aurora.${name}.${column}UsdPerHour`)
  }
  const zones: Record<string, string> = {'Single-AZ': '', 'Multi-AZ': 'MultiAz'}
  const zone = zones[attributes['deploymentOption'] ?? '']
  return zone === undefined ? null : rule(`rds.${name}.${engine}${zone}UsdPerHour`)
}
