import {catalog} from '../../src/catalog/catalog.js'
import type {Run} from '../../src/documents/run.js'
import {type ShopMeasure, simulateShop} from '../des/simulate-shop.js'
import {cpuLimitRatio, type DatabaseTruth, type EstateTruth, type TierTruth, unitRpsOf} from './estate-truth.js'
import {heldIops} from './gp2-credits.js'
import {type PlannedEstate, plannedEstate} from './planned-estate.js'
import {connectionsOf, shopOf} from './shop-of.js'
import {sloOf} from './slo-of.js'
import {offersOf} from './volume-offers.js'

/** What a plan says that it cannot do. */
export const isDatabaseBlocked = ({plan}: Run) =>
  plan.blockers.some(({code}) => code === 'NO_CLASS_CARRIES' || code === 'STORAGE_IMPOSSIBLE')

/** The two cases that a plan promises to hold: the target with every zone, and the lesser quantile without one. */
export type Case = {
  name: string
  originRps: number
  /** Units of a tier that are there at the peak: what the schedule holds, less the fullest zone where one is lost. */
  unitCountOf: (tier: TierTruth) => number
  /** Share of what a unit carries that the plan promises to stay within. */
  promisedRatio: number
}

export function casesOf(estate: EstateTruth, run: Run, planned: PlannedEstate): Case[] {
  const {peak} = run.forecast
  const peakMs = Date.parse(peak.at)
  const all = (tier: TierTruth) => planned.tiers.get(tier.name)?.minCountAt(peakMs) ?? 0
  const left = (tier: TierTruth) => (tier.zoneCount < 2 ? all(tier) : all(tier) - Math.ceil(all(tier) / tier.zoneCount))
  const behindCdn = (rps: number) => rps * (1 - estate.hitRatio)
  const whole = {
    name: `${estate.target} with every zone`,
    originRps: behindCdn(peak[`${estate.target}Rps`]),
    unitCountOf: all,
    promisedRatio: estate.targetUtilizationRatio,
  }
  if (estate.azLossCount === 0) return [whole]
  return [whole, {name: 'p50 with a zone lost', originRps: behindCdn(peak.p50Rps), unitCountOf: left, promisedRatio: 1}]
}

/** A share of a limit at the truth, by the utilization law and nothing else. */
export type TrueShare = {of: string; ratio: number; promisedRatio: number}

/** Every share of a tier's units that a case really takes. A tier in one zone promises nothing without it. */
export function unitShares(estate: EstateTruth, {originRps, unitCountOf, promisedRatio}: Case): TrueShare[] {
  return estate.tiers
    .filter((tier) => promisedRatio < 1 || tier.zoneCount > 1)
    .map((tier) => ({
      of: tier.name,
      ratio: (originRps * tier.visitCount) / (unitCountOf(tier) * unitRpsOf(tier)),
      promisedRatio,
    }))
}

/** Every share that a tier takes of the units that its schedule holds, hour by hour of the window. */
export function hourShares(estate: EstateTruth, run: Run, planned: PlannedEstate): TrueShare[] {
  return estate.tiers.flatMap((tier) =>
    run.forecast.path.map((point) => {
      const unitCount = planned.tiers.get(tier.name)?.minCountAt(Date.parse(point.at)) ?? 0
      const rps = point[`${estate.target}Rps`] * (1 - estate.hitRatio) * tier.visitCount
      const ratio = rps / (unitCount * unitRpsOf(tier))
      return {of: `${tier.name} at ${point.at}`, ratio, promisedRatio: estate.targetUtilizationRatio}
    }),
  )
}

/** Every share of the planned database's limits that the target really takes. */
export function databaseShares(estate: EstateTruth, run: Run): TrueShare[] {
  const planned = plannedEstate(estate, run.plan)
  const {database} = planned
  const rps = run.forecast.peak[`${estate.target}Rps`] * (1 - estate.hitRatio)
  const hardware = catalog.rdsClass(database.class)
  if (hardware === undefined) throw new Error(`${database.class} is no class`)
  const limit = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value
  const {mibPerS} = offersOf(database)
  const iops = database.choresIops + database.ioCount * rps
  const pooledCount = estate.tiers.reduce(
    (sum, {name, calls}) => sum + (calls?.poolSize ?? 0) * (planned.tiers.get(name)?.maxCount ?? 0),
    0,
  )
  return [
    {
      of: 'CPU',
      ratio: (database.choresCpuCount + database.cpuS * rps) / hardware.vcpuCount,
      promisedRatio: limit('databaseCpuLimitRatio'),
    },
    {of: 'IOPS', ratio: iops / plannedIops(estate, run, database), promisedRatio: limit('iopsLimitRatio')},
    {
      of: 'throughput',
      ratio: (iops * database.ioKib) / 1024 / Math.min(mibPerS, hardware.ebsBaselineMibPerS),
      promisedRatio: limit('throughputLimitRatio'),
    },
    {of: 'connections', ratio: pooledCount / connectionsOf(database), promisedRatio: limit('connectionLimitRatio')},
    {of: 'memory', ratio: database.usedMemoryRatio, promisedRatio: limit('databaseMemoryLimitRatio')},
  ]
}

/** IOPS that the planned disk holds through the window at the target. */
function plannedIops(estate: EstateTruth, run: Run, database: DatabaseTruth): number {
  const demandIops = run.forecast.path.map(
    (point) => database.choresIops + database.ioCount * point[`${estate.target}Rps`] * (1 - estate.hitRatio),
  )
  return Math.min(heldIops(database, demandIops), catalog.rdsClass(database.class)?.ebsBaselineIops ?? 0)
}

/** Watches the planned estate in one case, request by request. */
export function watchPlan({
  estate,
  run,
  planned,
  now,
  eventBudget,
}: {
  estate: EstateTruth
  run: Run
  planned: PlannedEstate
  now: Case
  eventBudget: number
}): ShopMeasure & {sloS: number} {
  const sloS = sloOf(estate)
  const {database} = planned
  const shop = shopOf({
    estate,
    unitCountOf: now.unitCountOf,
    database: isDatabaseBlocked(run) ? null : {...database, diskIops: plannedIops(estate, run, database)},
    meanRps: now.originRps / (1 - estate.hitRatio),
    sloS,
    eventBudget,
  })
  return {...simulateShop(shop), sloS}
}

/** Processors of a unit are watched, so that their own limit is what counts. */
export const unitLimitRatio = cpuLimitRatio
