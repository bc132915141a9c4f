import type {LoadRecord} from '../../documents/load-record.js'
import type {HeldStep, LoadStep, LoadTest, LoadTestFlag} from '../../documents/load-test.js'
import {PlanError} from '../../errors.js'
import {cutSteps} from './cut-steps.js'
import {equalWindows} from './equal-windows.js'
import {flagsWithoutRepeats} from './flags-without-repeats.js'
import {judgeTest} from './judge-test.js'
import {mergeGenerators} from './merge-generators.js'
import {isKeptUp, stepName} from './step-name.js'
import {stepOfSpan} from './step-of-span.js'
import type {StepWithEndpoints} from './step-with-endpoints.js'

/** When the rows of a file began and ended, in seconds of the epoch. */
export type FileSpan = {file: string; fromS: number; toS: number}

/** The files of one test as read: rows added up, or steps as printed. */
export type ReadTest = Pick<
  LoadTest,
  'tool' | 'format' | 'toolVersion' | 'loop' | 'startedAt' | 'sources' | 'flags'
> & {
  record: LoadRecord | null
  fileSpans: readonly FileSpan[]
  printed: readonly {file: string; part: 'step' | 'generator'; steps: readonly StepWithEndpoints[]}[]
}

/** What the user says of a test. */
export type TestFacts = Pick<LoadTest, 'tier' | 'unitCount' | 'commit' | 'tags'>

/** So many endpoints are kept, the busiest; their histograms only as long as there are few. */
const mostEndpoints = 200
const mostHistograms = 600

type Judged = StepWithEndpoints & {unsteady: string | null}

/**
 * The document of a load test: rows cut into steps, printed steps put in the order of load, generators of one step
 * merged, and everything that a careful reader should know told in flags.
 *
 * The id is the caller's: a hash of what was measured. Response times are of all answers, failed ones too. In an open
 * loop the connections that a tool held are no concurrency and are left out. Throws LOAD_TEST_EMPTY where no step saw a
 * request.
 */
export function makeLoadTest({read, facts}: {read: ReadTest; facts: TestFacts}): Omit<LoadTest, 'id'> {
  const rows = read.record === null ? {steps: [], flags: []} : stepsOfRecord({...read, record: read.record})
  const printed = stepsAsPrinted(read)
  const all = [...rows.steps, ...printed.steps].map((step) => (read.loop === 'open' ? withoutUsers(step) : step))
  const steps = all.filter((step) => step.all.requestCount > 0)
  if (steps.length === 0) throw nothingSent(read)
  const ordered = [...steps].sort(byLoad(steps.map((step) => step.all)))
  const held = ordered.map(
    ({all: step, unsteady}): HeldStep => ({...step, isSteady: unsteady === null && isKeptUp(step)}),
  )
  const endpoints = endpointsOf(ordered)
  const {record: _record, fileSpans: _spans, printed: _printed, ...told} = read
  return {
    schema: 'ecom-plan.load-test/v2',
    ...told,
    ...facts,
    startedAt: read.startedAt ?? startOf(read.record),
    durationS: read.record === null ? printedDuration(held) : millis(read.record.lastS - read.record.firstS),
    steps: held,
    endpoints,
    windows: read.record === null ? [] : equalWindows(read.record),
    flags: flagsWithoutRepeats([
      ...read.flags,
      ...rows.flags,
      ...printed.flags,
      ...ordered.flatMap(unsteadyFlag),
      ...emptyFlags(all),
      ...judgeTest({tool: read.tool, loop: read.loop, steps: held, endpoints}),
    ]),
  }
}

function stepsOfRecord({record, loop, fileSpans}: ReadTest & {record: LoadRecord}): {
  steps: Judged[]
  flags: LoadTestFlag[]
} {
  const {spans, flags} = cutSteps({record, loop, boundariesS: boundaries(fileSpans)})
  const labels = busiestLabels(record)
  const keepsHistograms = labels.size * spans.length <= mostHistograms
  const steps = spans.map((span) => ({
    ...stepOfSpan({record, span, labels, file: fileAt(fileSpans, span), keepsHistograms}),
    unsteady: span.unsteady,
  }))
  return {steps, flags: [...flags, ...clockFlags({record, fileSpans})]}
}

/** Where a file begins after all before it have ended: files that overlap are generators of one test. */
function boundaries(fileSpans: readonly FileSpan[]): number[] {
  const found: number[] = []
  let endS = Number.NEGATIVE_INFINITY
  for (const {fromS, toS} of [...fileSpans].sort((a, b) => a.fromS - b.fromS)) {
    if (fromS >= endS - 1 && endS > 0) found.push(fromS)
    endS = Math.max(endS, toS)
  }
  return found
}

function fileAt(fileSpans: readonly FileSpan[], {fromS, toS}: {fromS: number; toS: number}): string {
  const overlap = (span: FileSpan) => Math.min(span.toS, toS) - Math.max(span.fromS, fromS)
  return [...fileSpans].sort((a, b) => overlap(b) - overlap(a))[0]?.file ?? ''
}

function busiestLabels({requestCounts}: LoadRecord): Set<number> {
  const byCount = [...requestCounts.keys()].sort((a, b) => (requestCounts[b] ?? 0) - (requestCounts[a] ?? 0))
  return new Set(byCount.slice(0, mostEndpoints))
}

function clockFlags({record, fileSpans}: {record: LoadRecord; fileSpans: readonly FileSpan[]}): LoadTestFlag[] {
  const jumps = record.windows.flatMap((window, i) => {
    const before = record.windows[i - 1]
    if (before === undefined || window.atS - before.atS < 3600) return []
    const file = fileSpans.find(({fromS, toS}) => fromS <= before.atS + record.windowS && toS >= window.atS)
    return file === undefined ? [] : [{file: file.file, hours: (window.atS - before.atS) / 3600}]
  })
  return jumps.slice(0, 1).map(({file, hours}) => ({
    code: 'clock-jump',
    severity: 'warning' as const,
    text: `${file}: nothing was sent for ${hours.toFixed(1)} h: the clock jumped or the test stood still; either side is cut into steps of its own`,
  }))
}

function stepsAsPrinted({printed}: ReadTest): {steps: Judged[]; flags: LoadTestFlag[]} {
  const generators = printed.filter(({part}) => part === 'generator')
  const apart = printed.filter(({part}) => part === 'step').flatMap(({steps}) => steps)
  const length = Math.max(0, ...generators.map(({steps}) => steps.length))
  const merged = Array.from({length}, (_, i) => mergeGenerators(generators.flatMap(({steps}) => steps[i] ?? [])))
  const isBound = generators.length > 1 && merged.some(({all}) => all.histogram === null)
  const flag: LoadTestFlag = {
    code: 'percentiles-bounded',
    severity: 'warning',
    text: `${generators.length} generators printed percentiles of their own, which cannot be added: the greatest of each stands as an upper bound`,
  }
  return {
    steps: [...apart, ...merged].map((step) => ({...step, unsteady: null})),
    flags: isBound ? [flag] : [],
  }
}

/** By concurrency where every step has one, else by the rate offered, else by throughput; then by file name. */
function byLoad(steps: readonly LoadStep[]): (a: Judged, b: Judged) => number {
  const key =
    (['concurrencyCount', 'offeredRps'] as const).find((name) => steps.every((step) => step[name] !== null)) ??
    'throughputRps'
  return ({all: a}, {all: b}) =>
    (a[key] ?? 0) - (b[key] ?? 0) || (a.startS ?? 0) - (b.startS ?? 0) || (a.file < b.file ? -1 : 1)
}

function endpointsOf(steps: readonly Judged[]): LoadTest['endpoints'] {
  const byLabel = new Map<string, HeldStep[]>()
  for (const {endpoints, all, unsteady} of steps) {
    const isSteady = unsteady === null && isKeptUp(all)
    for (const {label, step} of endpoints) {
      const list = byLabel.get(label)
      if (list === undefined) byLabel.set(label, [{...step, isSteady}])
      else list.push({...step, isSteady})
    }
  }
  const requestsOf = (list: readonly HeldStep[]) => list.reduce((sum, step) => sum + step.requestCount, 0)
  return [...byLabel]
    .map(([label, list]) => ({label, steps: list}))
    .sort((a, b) => requestsOf(b.steps) - requestsOf(a.steps) || (a.label < b.label ? -1 : 1))
    .slice(0, mostEndpoints)
}

function withoutUsers(step: Judged): Judged {
  return {...step, all: {...step.all, concurrencyCount: null}}
}

/** Rows without a clock are counted from 1970, which is no time of a test. */
function startOf(record: LoadRecord | null): string | null {
  return record === null || record.firstS < 1e8 ? null : new Date(record.firstS * 1000).toISOString()
}

const millis = (valueS: number) => Math.round(valueS * 1000) / 1000

function printedDuration(steps: readonly LoadStep[]): number | null {
  const known = steps.flatMap(({durationS}) => durationS ?? [])
  return known.length === steps.length ? millis(known.reduce((sum, durationS) => sum + durationS, 0)) : null
}

function unsteadyFlag({all, unsteady}: Judged): LoadTestFlag[] {
  if (unsteady === null || unsteady === 'the load was not held') return []
  return [{code: 'not-steady', severity: 'warning', text: `${stepName(all)}: ${unsteady}; left out of the fit`}]
}

function emptyFlags(steps: readonly Judged[]): LoadTestFlag[] {
  return steps
    .filter(({all}) => all.requestCount === 0)
    .map(({all}) => ({
      code: 'empty-step',
      severity: 'warning',
      text: `${all.file}: no request was sent; the step is left out`,
    }))
}

function nothingSent({sources}: ReadTest): PlanError {
  const name = sources[0]?.name ?? 'the load test'
  return new PlanError('data', 'LOAD_TEST_EMPTY', `${name} holds no request: there is nothing to learn from it`, {
    suggestions: ['check that the test ran and its target answered, then import its result again'],
    place: {file: name},
  })
}
