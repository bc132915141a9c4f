import {cpuLimitRatio, type EstateTruth} from './estate-truth.js'
import {cutCalls, diskIopsOf} from './shop-of.js'

type Part = {meanS: number; variance: number}

const databaseCpuLimitRatio = 0.75
const diskLimitRatio = 0.85

/**
 * The SLO that is true of an estate: what 95 % of its requests take when every tier and the database stand at their
 * limits. Mean and variance of each queue add up (Erlang C, Allen and Cunneen), and the 95th
 * percentile is taken as two deviations above the mean, as for an exponential time.
 */
export function sloOf(estate: EstateTruth): number {
  const tiers = estate.tiers.map((tier) =>
    manyOf(
      queue({
        serverCount: tier.cpuCount,
        rho: cpuLimitRatio,
        meanS: tier.service.meanS,
        cv2: tier.service.squaredVariation,
      }),
      tier.visitCount,
    ),
  )
  const {perVisitCount, cpuS, tripCount, ioPerTrip} = cutCalls(estate)
  const callCount = (estate.tiers.at(-1)?.visitCount ?? 1) * perVisitCount
  const parts = [
    ...tiers,
    manyOf(queue({serverCount: 2, rho: databaseCpuLimitRatio, meanS: cpuS, cv2: 1}), callCount),
    manyOf(
      queue({serverCount: 1, rho: diskLimitRatio, meanS: ioPerTrip / diskIopsOf(estate.database), cv2: 1}),
      callCount * tripCount,
    ),
  ]
  const meanS = parts.reduce((sum, part) => sum + part.meanS, 0)
  const variance = parts.reduce((sum, part) => sum + part.variance, 0)
  return meanS + 2 * Math.sqrt(variance)
}

/** Time in one queue: who waits waits an exponential time. */
function queue({serverCount, rho, meanS, cv2}: {serverCount: number; rho: number; meanS: number; cv2: number}): Part {
  let blocked = 1
  for (let k = 1; k <= serverCount; k += 1) blocked = (rho * serverCount * blocked) / (k + rho * serverCount * blocked)
  const waits = blocked / (1 - rho * (1 - blocked))
  const waitS = (meanS * (1 + cv2)) / 2 / (serverCount * (1 - rho))
  return {meanS: meanS + waits * waitS, variance: cv2 * meanS ** 2 + (2 * waits - waits ** 2) * waitS ** 2}
}

/** So many times through one queue, a whole number above or below `count`. Visits close to each other wait alike. */
function manyOf(part: Part, count: number): Part {
  const rest = count - Math.floor(count)
  const alike = Math.min(count, 2)
  return {
    meanS: count * part.meanS,
    variance: count * Math.max(1, alike) * part.variance + rest * (1 - rest) * part.meanS ** 2,
  }
}
