import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import type {Database} from '../../documents/inventory.js'
import type {DatabaseLimits} from './database-limits.js'
import type {Stretch} from './judge-causes.js'
import {
  hourlyChange,
  lastReading,
  type MeasuredWindow,
  medianReadings,
  type ReadingName,
  readingSteps,
} from './readings.js'

/** Stretches overlap by two thirds, so that a cause which begins in between still fills one. */
const stepShare = 3

/**
 * Cuts a window into stretches of a quarter of an hour and puts beside each what is ordinary. A window that is shorter,
 * or whose steps are longer, is one stretch. `baseline` is the same hour of ordinary days, or null.
 */
export function stretchesOf({
  window,
  baseline,
  database,
  limits,
  status,
}: {
  window: MeasuredWindow
  baseline: MeasuredWindow | null
  database: Database
  limits: DatabaseLimits
  status: string | null
}): Stretch[] {
  const steps = readingSteps(window)
  const ordinary = baseline === null ? null : readingSteps(baseline)
  const before = ordinary === null ? null : medianReadings(ordinary, 0, ordinary.stepCount)
  const length = Math.max(1, Math.round(diagnosisLimits.stretchS.value / window.periodS))
  const stride = Math.max(1, Math.round(length / stepShare))
  const changes = new Map<ReadingName, number | null>()
  const changeOf = (name: ReadingName) => {
    const known = changes.get(name)
    if (known !== undefined) return known
    const change = hourlyChange(steps, name)
    changes.set(name, change)
    return change
  }
  const common = {
    before,
    limits,
    status,
    className: database.class,
    engine: database.engine,
    isReplica: database.replicaOf !== null,
    allocatedGib: database.allocatedGib,
    changeOf,
    lastOf: (name: ReadingName) => lastReading(steps, name),
  }
  return startsOf(steps.stepCount, length, stride).map((from) => {
    const to = Math.min(steps.stepCount, from + length)
    return {
      fromS: window.fromS + from * window.periodS,
      toS: window.fromS + to * window.periodS,
      situation: {...common, now: medianReadings(steps, from, to)},
    }
  })
}

function startsOf(stepCount: number, length: number, stride: number): number[] {
  const last = Math.max(0, stepCount - length)
  const starts = Array.from({length: Math.floor(last / stride) + 1}, (_, i) => i * stride)
  return starts.at(-1) === last ? starts : [...starts, last]
}
