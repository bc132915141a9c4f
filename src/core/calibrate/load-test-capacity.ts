import type {Certainty, TierScaling} from '../../documents/capacity-model.js'
import type {SloLimit} from '../../documents/load-limit.js'
import type {HeldStep, TierLoadTest} from '../../documents/load-test.js'
import {counted, figure, percent, seconds} from '../figure.js'
import {limitOfTest} from '../loadtests/limit-of-test.js'
import {usableSteps} from '../loadtests/limit-step.js'
import {concurrencyOf, responseTimeAt} from '../loadtests/step-figures.js'
import {instantOf} from '../series/zone.js'
import type {Finding} from './production-capacity.js'

export type Slo = {p95ResponseTimeS: number; errorRatio: number}

type Asked = {slo: Slo; unit: 'instance' | 'task'; asOfS: number}

const normalQuantile = 1.6448536

/**
 * What one unit carries, from a load test of rising steps: the limit within the SLO that `loadtest show` names too (see
 * slo-limit.ts), over the units under test.
 *
 * Where no step broke the SLO the highest throughput is the least that it carries, and the evidence says so. It lies
 * between what the last good step carried and the highest throughput of any, both less the error of counting. Steps
 * that did not hold their load are left out. What the units share is in the figure unseen: see tier-scaling.ts.
 */
export function loadTestCapacity({test, slo, unit, asOfS}: Asked & {test: TierLoadTest}): Finding {
  const steady = stepsOf(test)
  const [lowest] = steady
  if (lowest === undefined) return {missing: `the ${test.tool} test held its load in no step`}
  const limit = limitOfTest({
    test: {...test, endpoints: []},
    slo: {percentile: 'p95', responseTimeS: slo.p95ResponseTimeS, errorRatio: slo.errorRatio},
    unitName: unit,
    random: null,
  }).sloLimit
  if (limit === null) {
    return {missing: `the ${test.tool} test has no 95th percentile, nor a higher one, to hold against the SLO`}
  }
  if (limit.status === 'unmet') {
    return {missing: `the ${test.tool} test breaks the SLO at its lowest step (${describe(lowest)})`}
  }
  const {throughputRps} = limit
  const {unitCount} = test
  const stored = test.origin === 'store' ? `, stored as ${test.id}` : ''
  const range = rangeOf(limit, steady)
  const measuredRps = Math.max(...steady.map((step) => step.throughputRps))
  return {
    isFloor: steady.length === 1 && limit.status === 'kept',
    estimate: {
      origin: 'load-test',
      unitRps: throughputRps / unitCount,
      certainty: {
        lowUnitRps: range.lowRps / unitCount,
        highUnitRps: range.highRps === null ? null : range.highRps / unitCount,
        ageS: ageOf([test], asOfS),
        measuredRps,
        measuredUnitRps: measuredRps / unitCount,
        measuredCpuRatio: null,
        peakShareRatio: null,
      },
      isExtrapolated: false,
      evidence:
        `load test (${test.tool}, ${counted(steady.length, 'step')} against ${counted(unitCount, unit)}${stored}): ` +
        `${figure(throughputRps)} req/s, ${figure(throughputRps / unitCount)} each; ${limitText(limit, steady, slo)}`,
    },
  }
}

/**
 * What one unit carries by load tests against different numbers of units: what each of the fewest carried within the
 * SLO. What more of them carry together is the scaling's to say; tests that differ because units share something do
 * not contradict each other.
 */
export function scaledTestCapacity({
  tests,
  scaling,
  slo,
  unit,
  asOfS,
}: Asked & {tests: readonly TierLoadTest[]; scaling: TierScaling}): Finding {
  const [fewest = 1] = scaling.testedCounts
  const total = scaling.totals.find(({unitCount}) => unitCount === fewest)
  if (total === undefined) return {missing: 'the load tests say nothing of how they scale'}
  const single = tests.map((test) => loadTestCapacity({test, slo, unit, asOfS}))
  const found = single.flatMap((finding) => ('estimate' in finding ? [finding.estimate] : []))
  const highest = (of: (certainty: Certainty) => number) =>
    Math.max(0, ...found.flatMap(({certainty}) => (certainty === undefined ? [] : [of(certainty)])))
  return {
    estimate: {
      origin: 'load-test',
      unitRps: total.totalRps / fewest,
      certainty: {
        lowUnitRps: total.lowRps / fewest,
        highUnitRps: total.highRps / fewest,
        ageS: ageOf(tests, asOfS),
        measuredRps: highest(({measuredRps}) => measuredRps),
        measuredUnitRps: highest(({measuredUnitRps}) => measuredUnitRps),
        measuredCpuRatio: null,
        peakShareRatio: null,
      },
      isExtrapolated: false,
      evidence: [...found.map(({evidence}) => evidence), ...scaling.words].join('; '),
    },
  }
}

/** The steps that count, by rising concurrency: those that held their load. */
export function stepsOf({steps}: TierLoadTest): HeldStep[] {
  const limitSteps = steps.map((step) => ({
    ...step,
    concurrencyCount: concurrencyOf(step),
    p95ResponseTimeS: null,
    p99ResponseTimeS: null,
    step,
  }))
  return usableSteps(limitSteps).steps.map(({step}) => step)
}

function limitText({status, concurrencyCount}: SloLimit, steps: readonly HeldStep[], slo: Slo): string {
  const counts = steps.map(concurrencyOf)
  const last = Math.max(...counts)
  if (status === 'kept') return `no step broke the SLO up to ${figure(last)} at once, so this is the least it carries`
  const good = Math.max(...counts.filter((count) => count <= concurrencyCount))
  const bad = steps.find((step) => concurrencyOf(step) > concurrencyCount && !meets(step, slo))
  return (
    `the SLO (${seconds(slo.p95ResponseTimeS)}, ${percent(slo.errorRatio, 1)} errors) breaks between ` +
    `${figure(good)} and ${figure(bad === undefined ? last : concurrencyOf(bad))} at once`
  )
}

function meets(step: HeldStep, slo: Slo): boolean {
  return (responseTimeAt(step, 0.95)?.responseTimeS ?? 0) <= slo.p95ResponseTimeS && step.errorRatio <= slo.errorRatio
}

/** From what the last good step carried to the highest throughput of any, less and more the error of counting. */
function rangeOf(limit: SloLimit, steps: readonly HeldStep[]): {lowRps: number; highRps: number | null} {
  const good = steps.filter((step) => concurrencyOf(step) <= limit.concurrencyCount)
  const best = (list: readonly HeldStep[]) =>
    list.reduce<HeldStep | null>(
      (most, step) => (most === null || step.throughputRps > most.throughputRps ? step : most),
      null,
    )
  const [low, high] = [best(good), best(steps)]
  const errorOf = (step: HeldStep | null) => normalQuantile / Math.sqrt(Math.max(1, step?.requestCount ?? 1))
  const lowRps =
    Math.min(limit.throughputRps, low?.throughputRps ?? limit.throughputRps) * Math.max(0, 1 - errorOf(low))
  if (limit.status === 'kept') return {lowRps, highRps: null}
  return {lowRps, highRps: Math.max(limit.throughputRps, high?.throughputRps ?? 0) * (1 + errorOf(high))}
}

/** Since the oldest of them was made; null where one is undated. */
function ageOf(tests: readonly TierLoadTest[], asOfS: number): number | null {
  const ages = tests.map(({startedAt}) => (startedAt === null ? null : Math.max(0, asOfS - instantOf(startedAt))))
  return ages.reduce<number | null>((most, age) => (most === null || age === null ? null : Math.max(most, age)), 0)
}

function describe(step: HeldStep): string {
  const tail = responseTimeAt(step, 0.95)
  return `${figure(concurrencyOf(step))} at once, ${tail === null ? 'no percentile' : seconds(tail.responseTimeS)}, ${percent(step.errorRatio, 1)} errors`
}
