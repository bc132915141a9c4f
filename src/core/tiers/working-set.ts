import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import type {Database} from '../../documents/inventory.js'
import type {ReadGrowth} from '../calibrate/database-state.js'
import {figure, percent} from '../figure.js'
import type {Setting} from './tier-finding.js'

/** A working set that memory no longer holds, and what is read with and without it. */
export type WorkingSet = {
  /** Reads and writes a second while the pages do not fit, at a rate of requests at the load balancer. */
  missedIops: (originRps: number) => number
  /** The same once they fit again: reads in step with requests, as they were at the quietest of the busier hours. */
  fittedIops: (originRps: number) => number
  /** A class with at least this much memory is taken to hold them. */
  neededGib: number
  because: string
}

/** A bend this steep was measured over a short range of rates: further out it is not believed. */
const mostElasticityRatio = 2
/** Writes that follow reads so closely mean more work, not less memory. */
const leastLeadRatio = 0.3

/**
 * Whether a database's working set has outgrown its memory, by how its reads follow requests; null where they do not say
 * so or nothing was measured.
 *
 * The sign is that reads rise by at least 1.3 % for each percent of requests while writes, which need no memory, do not;
 * and little memory is freeable. The latter is not asked of PostgreSQL, which counts the page cache as free. `memoryGib`
 * is that of today's class. How much more memory is enough nobody can tell from outside: `workingSetMemoryRatio` is a
 * judgement.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html (DB instance RAM recommendations)
 */
export function workingSetOf({
  database,
  reads,
  memoryGib,
  setting,
}: {
  database: Database
  reads: ReadGrowth | null
  memoryGib: number
  setting: Setting
}): WorkingSet | null {
  if (reads === null) return null
  const {readElasticityRatio: read, writeElasticityRatio: write, freeMemoryRatio, fromRps, toRps} = reads
  const isFreeLow =
    database.engine === 'postgres' ||
    (freeMemoryRatio !== null && freeMemoryRatio < diagnosisLimits.memoryFreeRatio.value)
  if (read < diagnosisLimits.readGrowthRatio.value || read - write < leastLeadRatio || !isFreeLow) return null
  const exponent = Math.min(read, mostElasticityRatio)
  const writes = (rps: number) => reads.writeIopsAtTo * (rps / toRps) ** Math.max(0, Math.min(write, 1))
  const ratio = setting.judgement('workingSetMemoryRatio')
  return {
    missedIops: (rps) => reads.readIopsAtTo * (rps / toRps) ** exponent + writes(rps),
    fittedIops: (rps) => reads.readIopsAtFrom * (rps / fromRps) + writes(rps),
    neededGib: memoryGib * ratio,
    because:
      `reads rise by ${figure(read)} % for each percent of requests and writes by ${figure(write)} %` +
      `${freeMemoryRatio === null ? '' : `, with ${percent(freeMemoryRatio)} of the memory freeable`}: ` +
      `the working set no longer fits into ${figure(memoryGib)} GiB`,
  }
}
