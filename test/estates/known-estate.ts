import {catalog} from '../../src/catalog/catalog.js'
import type {QuantileRps} from '../../src/documents/units.js'
import {type EstateTruth, type TierTruth, unitRpsOf} from './estate-truth.js'
import type {Demanded, KnownDatabase, KnownTier} from './least-plan.js'

/**
 * How far a calibration on two days of noisy five-minute means may be from the truth, either way: the largest of some
 * 2,000 tiers is 3 % (see calibration-error.test.ts).
 */
export const calibrationErrorRatio = 0.04

/** A tier for somebody who sees the truth as dimly as a calibration may. */
export function knownTier(tier: TierTruth): KnownTier {
  const {name, visitCount, zoneCount, minCount, maxCount, calls} = tier
  return {
    name,
    visitCount,
    unitRps: unitRpsOf(tier) / (1 + calibrationErrorRatio),
    zoneCount,
    minCount,
    maxCount,
    unitUsdPerHour: unitUsdPerHour(tier),
    poolSize: calls?.poolSize ?? 0,
  }
}

/** On demand, in us-east-1. */
function unitUsdPerHour({kind, instanceType, cpuCount, memoryGib}: TierTruth): number {
  const price = (key: string) => catalog.price(key, 'us-east-1')?.value ?? Number.NaN
  return kind === 'asg'
    ? price(`ec2.${instanceType}.usdPerHour`)
    : cpuCount * price('prices.fargateArmVcpuUsdPerHour') + memoryGib * price('prices.fargateArmGibUsdPerHour')
}

export function knownDatabase({database}: EstateTruth): KnownDatabase {
  const {class: name, engine, isMultiAz, storageType, allocatedGib, provisionedIops, provisionedMibPerS} = database
  const today = catalog.rdsClass(name)
  if (today === undefined) throw new Error(`${name} is no class`)
  const worse = 1 + calibrationErrorRatio
  const iopsAt = (rps: number) => (database.choresIops + database.ioCount * rps) * worse
  return {
    engine,
    storageType,
    allocatedGib,
    provisionedIops,
    provisionedMibPerS,
    class: today,
    isMultiAz,
    cpuRatioAt: (rps) => ((database.choresCpuCount + database.cpuS * rps) / today.vcpuCount) * worse,
    iopsAt,
    mibPerSAt: (rps) => (iopsAt(rps) * database.ioKib) / 1024,
    connectionsAt: () => 0,
    usedMemoryRatioAt: () => database.usedMemoryRatio * 1.01,
  }
}

const noFactors: ReadonlyMap<string, number> = new Map()

/** What is asked of a plan when the edge sees those rates. */
export function demandedOf(
  estate: EstateTruth,
  rates: QuantileRps,
  {isEven = true, factors = noFactors}: {isEven?: boolean; factors?: ReadonlyMap<string, number>} = {},
): Demanded {
  const behindCdn = (rps: number) => rps * (1 - estate.hitRatio)
  return {
    targetRps: behindCdn(rates[`${estate.target}Rps`]),
    lostRps: estate.azLossCount === 0 ? null : behindCdn(rates.p50Rps),
    utilizationRatio: estate.targetUtilizationRatio,
    factors,
    isEven,
  }
}
