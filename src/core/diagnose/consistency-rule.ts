import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {figure, seconds} from '../figure.js'
import {metricNames, on, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits
/** What sampling alone can put between a queue and the product that it should be. */
const noiseCount = 2
/** A queue that misses this many times what must wait is not sampled badly but not of this disk. */
const shortRatio = 3
const idleIoTimeS = 0.001

/**
 * R15: queue, IOPS, latency and throughput contradict each other.
 *
 * By Little's law IOPS × latency are in flight, and of them DiskQueueDepth counts those that wait, by some accounts
 * also those that are served. So it lies between IOPS × (latency − that of an idle disk) and IOPS × latency.
 */
export const consistencyRule: Rule = {
  id: 'R15',
  source: 'https://doi.org/10.1287/opre.9.3.383',
  weight: () => 0,
  isLasting: true,
  conditions: (situation) => [
    on(contradiction(situation), {
      needs: ['DiskQueueDepth', ...metricNames.iops, ...metricNames.ioTime],
      holds: ({words}) => words !== null,
      otherwise: () => 'queue, IOPS and latency agree (Little)',
      evidence: ({words, inFlightCount, queueCount}) => ({
        metric: 'DiskQueueDepth, IOPS × latency',
        measured: `${figure(queueCount)} and ${figure(inFlightCount)}`,
        against: words ?? 'one follows from the other',
        limitRatio: null,
      }),
    }),
  ],
  says: (situation) => `the metrics contradict each other: ${contradiction(situation)?.words ?? ''}`,
  remedy: () => [
    'look at where they come from: a unit (milliseconds for seconds), a sum in place of a mean, two databases in one series',
    'judge nothing by them before that',
  ],
  isNot: ['not a finding on the database: what binds cannot be told from such metrics'],
}

function contradiction({
  now,
  before,
}: Situation): {words: string | null; inFlightCount: number; queueCount: number} | null {
  const {queueCount, inFlightCount, iops, ioTimeS} = now
  if (queueCount === null || inFlightCount === null || iops === null || ioTimeS === null) return null
  const usual = before?.ioTimeS ?? idleIoTimeS
  const mustWait = iops * Math.max(0, ioTimeS - Math.min(usual, idleIoTimeS * 10))
  const sizeMib = ratioOf(now.mibPerS, iops)
  const found = {inFlightCount, queueCount}
  if (queueCount > limit.littleRatio.value * inFlightCount + noiseCount) {
    return {
      ...found,
      words: `${figure(queueCount)} I/O are said to wait, yet IOPS × latency leave only ${figure(inFlightCount)} in flight`,
    }
  }
  if (mustWait > shortRatio * queueCount + noiseCount) {
    return {
      ...found,
      words: `an I/O is said to take ${seconds(ioTimeS)}, so ${figure(mustWait)} would have to wait, yet the queue is ${figure(queueCount)}`,
    }
  }
  if (sizeMib !== null && sizeMib > limit.ioSizeMib.value * limit.littleRatio.value) {
    return {
      ...found,
      words: `throughput ÷ IOPS makes ${figure(sizeMib * 1024)} KiB an I/O, and one carries at most ${figure(limit.ioSizeMib.value * 1024)}`,
    }
  }
  return {...found, words: null}
}
