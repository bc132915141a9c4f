import type {Duration} from '../des/draw.js'

/** What is true of a tier of equal units. */
export type TierTruth = {
  name: string
  kind: 'asg' | 'ecs'
  instanceType: string
  /** Processors of a unit, which is how many requests it works on at once, and their time for one visit. */
  cpuCount: number
  memoryGib: number
  service: Duration
  /** Share of the processors that the machine's own chores take. */
  choresRatio: number
  visitCount: number
  zoneCount: number
  minCount: number
  maxCount: number
  /** How the plan learns what a unit carries, beside production. */
  isGiven: boolean
  /** Connections that each unit keeps to the database; null for a tier that never calls it. */
  calls: {poolSize: number} | null
}

/** What is true of the database behind them; demands are per request at the load balancer, on today's class. */
export type DatabaseTruth = {
  class: string
  engine: 'mysql' | 'postgres' | 'mariadb'
  isMultiAz: boolean
  storageType: 'gp3' | 'io1' | 'io2' | 'gp2'
  allocatedGib: number
  provisionedIops: number | null
  provisionedMibPerS: number | null
  /** Processor time of one request, and the chores in processors. */
  cpuS: number
  choresCpuCount: number
  ioCount: number
  choresIops: number
  ioKib: number
  usedMemoryRatio: number
}

/** A shop, its demand and what it wants to hold. */
export type EstateTruth = {
  name: string
  hitRatio: number
  hasCdn: boolean
  /** Busiest hour of an ordinary day where demand is counted. */
  eveningRps: number
  upliftRatio: number
  target: 'p50' | 'p90' | 'p99'
  targetUtilizationRatio: number
  azLossCount: 0 | 1
  /** Arrivals within the minute. */
  burst: {heightRatio: number; meanS: number} | null
  tiers: TierTruth[]
  database: DatabaseTruth
}

/** CPU of a unit up to which response times follow the load: ecom-plan's own judgement, taken here as the truth. */
export const cpuLimitRatio = 0.85

/** What a unit carries until its processors are as busy as that. */
export function unitRpsOf(tier: TierTruth): number {
  return ((cpuLimitRatio - tier.choresRatio) * tier.cpuCount) / tier.service.meanS
}
