import {type BreachCause, breachCauses} from '../../documents/simulation.js'
import type {ChainRun} from './chain.js'
import {pendingCount} from './fleet.js'
import type {TierRun} from './tier-run.js'

/** Units removed this long ago would still have been there without scaling in. */
const scaleInMemoryS = 1800
/** After the loss of a zone or an empty cache, how long what is short is short for that. */
const zoneMemoryS = 1800
const lackRatio = 0.02
/** A tier that is fuller than this has too few units, whatever its line. */
const busyRatio = 0.85
/** A request that is refused at once is as bad as one that waits so long. */
const refusedS = 10

const causeNumber = Object.fromEntries(breachCauses.map((cause, i) => [cause, i])) as Record<BreachCause, number>

/** A cause and the place of it in the chain, as one number: causes first, places within. */
function blameNumber(cause: BreachCause, place: number, placeCount: number): number {
  return causeNumber[cause] * placeCount + place
}

/** Places of a chain in the order of blame numbers: tiers, databases, dependencies, the load balancer. */
export function placesOf({model}: Pick<ChainRun, 'model'>): string[] {
  return [
    ...model.tiers.map(({name}) => name),
    ...model.databases.map(({name}) => name),
    ...model.dependencies.map(({name}) => name),
    'load balancer',
  ]
}

/**
 * What makes this tick bad, as a blame number: the place whose requests wait or fail the most, and why it is short.
 *
 * A judgement by rules, one cause a tick: a lost zone and an empty cache come before what follows from them; then a
 * tier whose line stands before a full database is the database's; a tier that is short itself has reached its maximum,
 * waits for units that boot, lacks those that were scaled in, or was not told yet.
 */
export function blame(chain: ChainRun, nowS: number): number {
  const {tiers, databases, dependencies, front} = chain
  const placeCount = tiers.length + databases.length + dependencies.length + 1
  let worst = 0
  let most = -1
  const look = (place: number, score: number) => {
    if (score <= most) return
    most = score
    worst = place
  }
  let place = 0
  for (const {line, tier, lineWaitS, meanS} of tiers) {
    look(place++, lineWaitS + meanS + failed(line.droppedCount, tier.timeoutS))
  }
  for (const {line, database, lineWaitS, meanS} of databases) {
    look(place++, lineWaitS + meanS + failed(line.droppedCount, database.timeoutS))
  }
  for (const {meanS, lastDroppedCount} of dependencies) look(place++, meanS + failed(lastDroppedCount, refusedS))
  look(place, failed(front.balancerDroppedCount, refusedS))
  if (worst === placeCount - 1) return blameNumber('load balancer', worst, placeCount)
  if (worst >= tiers.length + databases.length) return blameNumber('dependency', worst, placeCount)
  if (worst >= tiers.length) {
    return blameNumber(
      nowS - chain.zoneLostAtS < zoneMemoryS && nowS >= chain.zoneLostAtS ? 'AZ' : 'database',
      worst,
      placeCount,
    )
  }
  return blameNumber(causeAt(chain, tiers[worst] as TierRun, nowS), worst, placeCount)
}

const failed = (droppedCount: number, timeoutS: number) => (droppedCount > 0 ? timeoutS : 0)

function causeAt(chain: ChainRun, run: TierRun, nowS: number): BreachCause {
  const {fleet, tier} = run
  if (run.isHeld) return holderOf(chain, run)
  const isShortOfUnits = fleet.inServiceCount < fleet.desiredCount || fleet.deadCount > 0
  if (nowS >= fleet.lostAtS && nowS - fleet.lostAtS < zoneMemoryS && isShortOfUnits) return 'AZ'
  if (chain.front.lackRatio > lackRatio) return 'CDN'
  const neededCount = Math.ceil(run.arrivalRps / (run.unitRps * busyRatio))
  const canScale = tier.scaling.policies.length > 0 || tier.scaling.schedules.length > 0
  if (neededCount > fleet.maxCount || !canScale) return 'max reached'
  // Of the units that are missing most were asked for, and start.
  const missing = neededCount - fleet.inServiceCount
  if (pendingCount(fleet) > 0 && pendingCount(fleet) * 2 >= missing) return 'boot'
  const isRemembered = nowS - fleet.removedAtS < scaleInMemoryS
  if (isRemembered && fleet.inServiceCount + fleet.removedCount >= neededCount) return 'scale-in'
  return fleet.desiredCount >= fleet.maxCount ? 'max reached' : 'metric lag'
}

/** A database or a dependency: whichever holds the tier's requests longer. */
function holderOf({databases, dependencies}: ChainRun, {tier}: TierRun): BreachCause {
  const timeOf = (name: string) => {
    const database = databases.find((one) => one.database.name === name)
    return database === undefined ? 0 : database.callS + database.lineWaitS
  }
  const ofDatabases = Math.max(0, ...tier.calls.map(({to}) => timeOf(to)))
  const ofDependencies = Math.max(
    0,
    ...dependencies.filter((one) => tier.calls.some(({to}) => to === one.dependency.name)).map(({callS}) => callS),
  )
  return ofDependencies > ofDatabases ? 'dependency' : 'database'
}
