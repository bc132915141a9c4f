import type {RunName} from '../../documents/load-comparison.js'
import type {LoadSlo} from '../../documents/load-limit.js'
import type {HeldStep, LoadTest, LoadWindow} from '../../documents/load-test.js'
import {limitOfTest} from './limit-of-test.js'
import {responseTimeAt} from './step-figures.js'

/** A span of time within a level. */
export type Batch = {throughputRps: number; meanResponseTimeS: number; p95ResponseTimeS: number | null}

export type ComparedLevel = {
  /** Users, or requests a second of an open test; null where the tool says neither. */
  loadCount: number | null
  throughputRps: number
  requestCount: number
  errorCount: number
  meanResponseTimeS: number
  p95ResponseTimeS: number | null
  p99ResponseTimeS: number | null
  batches: readonly Batch[]
}

/** What has to be the same on both sides of a comparison: all of `likeness`, the labels, and the levels of load. */
export type RunShape = {
  likeness: Readonly<Record<string, string>>
  labels: readonly {readonly label: string; readonly levels: readonly Pick<ComparedLevel, 'loadCount'>[]}[]
}

/** A run as comparisons see it. */
export type ComparedRun = RunName & {
  likeness: RunShape['likeness']
  toolVersion: string | null
  /** Largest throughput within the SLO; null where no SLO is stated or the run broke it at once. */
  limitRps: number | null
  labels: readonly {readonly label: string; readonly levels: readonly ComparedLevel[]}[]
}

/** The label of all endpoints together. */
export const allLabel = 'all'

const mostBatches = 10
const warmUpRatio = 0.1
/** Fewer levels are all needed; of more, the lowest is taken for the warm-up. */
const fewestTrimmed = 3

/**
 * A load test as a run to be compared. Of three levels or more the lowest is left out, as warm-up. Windows of time, where
 * the test has them, become up to ten batches of each level of all endpoints together, after the first tenth of it. With
 * an `slo` the run also says how much it carries within it.
 */
export function comparedRun(test: LoadTest, slo: LoadSlo | null = null): ComparedRun {
  const levelsOf = (steps: readonly HeldStep[], windows: readonly LoadWindow[]) =>
    keptSteps(test, steps).map((step) => levelOf(step, test.loop, windows))
  const {id, startedAt, commit, toolVersion} = test
  return {
    id,
    name: nameOf(test),
    startedAt,
    commit,
    toolVersion,
    limitRps: slo === null ? null : limitRpsOf(test, slo),
    likeness: likenessOf(test),
    labels: [
      {label: allLabel, levels: levelsOf(test.steps, test.windows)},
      ...test.endpoints.map(({label, steps}) => ({label, levels: levelsOf(steps, [])})),
    ],
  }
}

/** What of a test has to be the same on both sides; far cheaper than the run. */
export function runShape(test: LoadTest): RunShape {
  const levelsOf = (steps: readonly HeldStep[]) =>
    keptSteps(test, steps).map((step) => ({loadCount: loadOf(step, test.loop)}))
  return {
    likeness: likenessOf(test),
    labels: [
      {label: allLabel, levels: levelsOf(test.steps)},
      ...test.endpoints.map(({label, steps}) => ({label, levels: levelsOf(steps)})),
    ],
  }
}

function keptSteps(test: LoadTest, steps: readonly HeldStep[]): readonly HeldStep[] {
  return test.steps.length >= fewestTrimmed ? steps.slice(1) : steps
}

function likenessOf({tool, loop, tier, unitCount, tags}: LoadTest): RunShape['likeness'] {
  return {
    tool,
    loop: loop ?? 'unknown',
    tier: tier ?? 'unknown',
    units: unitCount === null ? 'unknown' : String(unitCount),
    environment: tags['environment'] ?? tags['env'] ?? 'unknown',
  }
}

function loadOf({concurrencyCount, offeredRps}: HeldStep, loop: LoadTest['loop']): number | null {
  return loop === 'open' ? (offeredRps ?? concurrencyCount) : (concurrencyCount ?? offeredRps)
}

function limitRpsOf(test: LoadTest, slo: LoadSlo): number | null {
  const {sloLimit} = limitOfTest({test: {...test, endpoints: []}, slo, random: null})
  return sloLimit === null || sloLimit.status === 'unmet' ? null : sloLimit.throughputRps
}

function nameOf({id, tool, startedAt, commit}: LoadTest): string {
  const day = startedAt === null ? '' : ` of ${startedAt.slice(0, 16).replace('T', ' ')}`
  return `${tool} ${id.slice(0, 8)}${day}${commit === null ? '' : `, commit ${commit.slice(0, 12)}`}`
}

function levelOf(step: HeldStep, loop: LoadTest['loop'], windows: readonly LoadWindow[]): ComparedLevel {
  const {throughputRps, requestCount, errorRatio, meanResponseTimeS} = step
  return {
    loadCount: loadOf(step, loop),
    throughputRps,
    requestCount,
    errorCount: Math.round(errorRatio * requestCount),
    meanResponseTimeS,
    p95ResponseTimeS: responseTimeAt(step, 0.95)?.responseTimeS ?? null,
    p99ResponseTimeS: responseTimeAt(step, 0.99)?.responseTimeS ?? null,
    batches: batchesOf(step, windows),
  }
}

/** Windows that lie in the step after its warm-up, put together into equal batches. */
function batchesOf({startS, durationS}: HeldStep, windows: readonly LoadWindow[]): Batch[] {
  if (startS === null || durationS === null) return []
  const fromS = startS + warmUpRatio * durationS
  const inside = windows.filter(
    (window) => window.startS >= fromS && window.startS + window.durationS <= startS + durationS + 1e-6,
  )
  const sizeCount = Math.max(1, Math.floor(inside.length / mostBatches))
  const batchCount = Math.floor(inside.length / sizeCount)
  return Array.from({length: batchCount}, (_, i) => batchOf(inside.slice(i * sizeCount, (i + 1) * sizeCount))).filter(
    (batch) => batch !== null,
  )
}

function batchOf(windows: readonly LoadWindow[]): Batch | null {
  const sum = (read: (window: LoadWindow) => number) => windows.reduce((total, window) => total + read(window), 0)
  const requestCount = sum((window) => window.requestCount)
  if (requestCount === 0) return null
  const tails = windows.map((window) => window.p95ResponseTimeS).filter((tail) => tail !== null)
  return {
    throughputRps: requestCount / sum((window) => window.durationS),
    meanResponseTimeS: sum((window) => window.meanResponseTimeS * window.requestCount) / requestCount,
    // Not the batch's own percentile, which percentiles of windows cannot give: what its windows have in the middle.
    p95ResponseTimeS: tails.length < windows.length ? null : middleOf(tails),
  }
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0
  return (low + high) / 2
}
