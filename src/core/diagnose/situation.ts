import type {DiagnosisEvidence} from '../../documents/diagnosis.js'
import type {DatabaseLimits} from './database-limits.js'
import type {ReadingName, Readings} from './readings.js'

/** Everything that rules judge: a stretch, what is ordinary at that hour, and what the database can do. */
export type Situation = {
  now: Readings
  before: Readings | null
  limits: DatabaseLimits
  /** What RDS said of it at that time; null where that is not known. */
  status: string | null
  className: string
  engine: string
  isReplica: boolean
  allocatedGib: number
  /** Change in an hour over the whole window, and the last value. */
  changeOf: (name: ReadingName) => number | null
  lastOf: (name: ReadingName) => number | null
}

/** One thing that has to be so for a cause. `holds` is null where the metrics in `needs` were not measured. */
export type Condition = {
  holds: boolean | null
  /** Why not, where it does not hold. */
  otherwise: string
  needs: string[]
  /** A sign of the cause itself, not only a second condition: where it holds, the cause is not dismissed unseen. */
  isSign?: boolean
  evidence?: DiagnosisEvidence
}

export type Rule = {
  id: string
  source: string
  /** Causes that hold are told in this order, lowest first. */
  weight: (situation: Situation) => number
  conditions: (situation: Situation) => Condition[]
  /** It is of the whole window or it is nothing: one stretch may hold the beginning of something else. */
  isLasting?: boolean
  /** Why signs alone speak for it; null where it was measured as such. */
  doubt?: (situation: Situation) => string | null
  says: (situation: Situation) => string
  remedy: (situation: Situation) => string[]
  isNot: readonly string[]
}

/** A condition on one value, that is open where the value is null. */
export function on<T>(
  value: T | null,
  {
    needs,
    holds,
    otherwise,
    isSign,
    evidence,
  }: {
    needs: string[]
    holds: (value: T) => boolean
    otherwise: (value: T) => string
    isSign?: boolean
    evidence?: (value: T) => DiagnosisEvidence
  },
): Condition {
  if (value === null) return {holds: null, otherwise: '', needs, ...(isSign ? {isSign} : {})}
  return {
    holds: holds(value),
    otherwise: otherwise(value),
    needs,
    ...(isSign ? {isSign} : {}),
    ...(evidence === undefined ? {} : {evidence: evidence(value)}),
  }
}

/** Quotient of two readings; null where one of them is, or where there is nothing to divide by. */
export function ratioOf(a: number | null | undefined, b: number | null | undefined): number | null {
  if (a === null || a === undefined || b === null || b === undefined || b <= 0) return null
  const ratio = a / b
  return Number.isFinite(ratio) ? ratio : null
}

/**
 * Growth of a reading against what the growth of requests leaves to expect, 1 where it is as expected.
 *
 * A part of the work comes with no request (backups, jobs, statistics), and how much is not known. Taken for up to half
 * of the ordinary work, `for: 'fall'` is the least that more requests must bring, and `for: 'growth'` the most that fewer
 * requests may leave.
 */
export function beyondRequests(
  reading: 'cpuRatio' | 'iops' | 'readIops',
  side: 'fall' | 'growth',
  {now, before}: Situation,
): number | null {
  const requests = ratioOf(now.requestRps, before?.requestRps)
  const grown = ratioOf(now[reading], before?.[reading])
  if (requests === null || grown === null) return null
  const half = (1 + requests) / 2
  const expected = side === 'fall' ? Math.min(requests, half) : Math.max(requests, half)
  return grown / expected
}

/** The bare names of metrics that readings are made of. */
export const metricNames = {
  iops: ['ReadIOPS', 'WriteIOPS'],
  ioTime: ['ReadLatency', 'WriteLatency'],
  throughput: ['ReadThroughput', 'WriteThroughput'],
  load: ['DBLoadCPU', 'DBLoadNonCPU'],
}
