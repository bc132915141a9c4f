import {advanceBacklog} from './backlog.js'
import {type BurstBucket, spend} from './burst-bucket.js'
import {fullRatio, waitShare} from './queue-tables.js'
import type {Tick} from './tick.js'
import type {TierRun} from './tier-run.js'

/** Capacity that is no capacity: below it a wait is counted as endless. */
const leastRps = 1e-6

/**
 * One tick of a tier: requests come, its units carry what they can and the databases behind it take, the rest waits or is
 * turned away; what was served goes on.
 */
export function serveTier(run: TierRun, tick: Tick): void {
  const {fleet, line} = run
  const {lengthS} = tick
  const passRps = tick.flowRps * run.passRatio
  const deadRatio = fleet.deadCount > 0 ? fleet.deadCount / (fleet.deadCount + fleet.inServiceCount) : 0
  line.arrivalRps = passRps * (1 - deadRatio)
  limit(run, tick)
  advanceBacklog(line, tick)
  if (deadRatio > 0) line.droppedCount += passRps * deadRatio * lengthS
  const ownRps = run.capacityRps
  const servedRps = line.servedCount / lengthS
  const busy = ownRps > leastRps ? Math.min(1, servedRps / ownRps) : servedRps > 0 ? 1 : 0
  run.arrivalRps = passRps
  run.utilizationRatio = busy
  run.utilizationSum += busy * lengthS
  run.requestSum += ownRps > leastRps ? (passRps / ownRps) * lengthS : busy * lengthS
  run.unitSeconds += fleet.paidCount * lengthS
  tick.flowRps += servedRps - passRps
  if (busy > tick.mostBusyRatio) tick.mostBusyRatio = busy
  if (line.count > 0 || line.droppedCount > 0 || busy > tick.calmRatio) strain(run, tick)
}

/** What its units carry in this tick, and what of it those behind them take. */
function limit(run: TierRun, tick: Tick): void {
  const {tier, fleet, line} = run
  let units = fleet.inServiceCount - fleet.rampingCount
  if (tier.deployments.length > 0) units *= 1 - awayRatio(run, tick)
  let ownRps = units * run.unitRps
  if (ownRps > run.sharedRps) ownRps = run.sharedRps
  if (run.credits !== null && ownRps > 0) ownRps *= creditRatio(run.credits, line.arrivalRps / ownRps, tick)
  let capacityRps = ownRps
  if (tier.inFlightCount !== null) capacityRps = Math.min(capacityRps, (units * tier.inFlightCount) / heldS(run))
  if (run.roomRps < capacityRps) capacityRps = run.roomRps
  run.unitCount = units
  run.capacityRps = ownRps
  line.capacityRps = capacityRps
}

/** Requests wait or fail, or soon could; where those behind it take less than its units carry, they hold it. */
function strain(run: TierRun, tick: Tick): void {
  const {line} = run
  tick.isCalm = false
  tick.failedCount += line.droppedCount
  run.isHeld = line.capacityRps < run.capacityRps && (line.count > 0 || line.arrivalRps > line.capacityRps)
}

function awayRatio({tier: {deployments}}: TierRun, {nowS}: Tick): number {
  let away = 0
  for (const {fromS, toS, awayRatio: share} of deployments)
    if (nowS >= fromS && nowS < toS) away = Math.max(away, share)
  return away
}

/** What burstable units may use in this tick, as a share of all of their CPU; the fleet's mean credits count. */
function creditRatio(bucket: BurstBucket, askedRatio: number, tick: Tick): number {
  bucket.askedPerS = Math.min(1, askedRatio) * bucket.burstPerS
  spend(bucket, tick)
  return bucket.carriedPerS < bucket.askedPerS ? bucket.carriedPerS / bucket.burstPerS : 1
}

/** How long a unit holds one request open. */
const heldS = (run: TierRun) =>
  Math.max(run.tier.serviceTimeS, run.tier.serviceTimeS * run.visitsEach * run.loadFactor + run.callS)

/**
 * The time of all visits of a request to the tier, into the tick's: the service time with a wait by Erlang C and
 * Allen-Cunneen for the utilization of the tick, as if it had settled, and the wait in the backlog of those that came too
 * many.
 */
export function timeTier(run: TierRun, tick: Tick): void {
  const {tier, line, passRatio, visitsEach, unitCount} = run
  const busy = run.utilizationRatio < fullRatio ? run.utilizationRatio : fullRatio
  const serviceS = tier.serviceTimeS
  const waiting = waitShare(run.waits, busy)
  let meanS = serviceS
  let variance = tier.serviceCvSquaredRatio * serviceS * serviceS
  if (waiting > 1e-6) {
    const arrivalCv =
      tier.isDealtInTurn && unitCount > 1 ? tier.arrivalCvSquaredRatio / unitCount : tier.arrivalCvSquaredRatio
    const stretch = (arrivalCv + tier.serviceCvSquaredRatio) / 2
    const waitS = (serviceS * stretch) / (tier.workerCount * (1 - busy))
    const meanWaitS = waiting * waitS
    meanS += meanWaitS
    variance += 2 * meanWaitS * waitS - meanWaitS * meanWaitS
  }
  run.lineWaitS = line.count > 0 ? Math.min(tier.timeoutS, line.count / Math.max(leastRps, line.capacityRps)) : 0
  // Of all requests a share passes, each with so many visits.
  const eachS = visitsEach * meanS
  run.meanS = passRatio * eachS
  tick.meanS += run.meanS
  tick.variance += passRatio * visitsEach * variance + passRatio * (1 - passRatio) * eachS * eachS
  tick.lineS += run.lineWaitS
}
