import {catalog} from '../../src/catalog/catalog.js'
import type {RdsClass} from '../../src/catalog/rds-classes.js'
import type {KnownDatabase} from './least-plan.js'
import {offersOf, type Volume} from './volume-offers.js'

/**
 * Rates behind the CDN at which a class with a volume reaches each of its limits. Loads are straight lines, so each is
 * read off two points; the queue of one server that does `offered` a second is one for each thousand where
 * ρ² / (1 − ρ) = offered / 1,000.
 */
export function databaseRates(
  database: KnownDatabase,
  hardware: RdsClass,
  volume: Volume,
): {measure: string; originRps: number}[] {
  const limit = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value
  const offers = offersOf(volume)
  const iops = Math.min(offers.iops, hardware.ebsBaselineIops)
  const allowed = iops / 1000
  const rho = (Math.sqrt(allowed ** 2 + 4 * allowed) - allowed) / 2
  const cpuScale = database.class.vcpuCount / hardware.vcpuCount
  return [
    {
      measure: 'CPU',
      originRps: reached((rps) => database.cpuRatioAt(rps) * cpuScale, limit('databaseCpuLimitRatio')),
    },
    {measure: 'IOPS', originRps: reached(database.iopsAt, iops * limit('iopsLimitRatio'))},
    {measure: 'disk queue', originRps: reached(database.iopsAt, iops * rho)},
    {
      measure: 'throughput',
      originRps: reached(
        database.mibPerSAt,
        Math.min(offers.mibPerS, hardware.ebsBaselineMibPerS) * limit('throughputLimitRatio'),
      ),
    },
  ]
}

function reached(loadAt: (rps: number) => number, most: number): number {
  const base = loadAt(0)
  return (most - base) / (loadAt(1) - base)
}
