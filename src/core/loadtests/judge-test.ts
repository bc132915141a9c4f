import type {HeldStep, LoadTest, LoadTestFlag} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'
import {figure, seconds} from '../figure.js'
import {judgeGenerator} from './judge-generator.js'
import {standInFor} from './step-figures.js'

type Told = Pick<LoadTest, 'tool' | 'loop' | 'steps' | 'endpoints'>

/** What a careful reader should know before trusting a load test, in words, with how bad it is. */
export function judgeTest(test: Told): LoadTestFlag[] {
  const {tool, loop, steps} = test
  return [
    ...tooFew(steps),
    ...littleFlags(steps),
    ...repeats(steps),
    ...errors(steps),
    ...fastFailures(steps),
    ...standInTail(tool, steps),
    ...judgeGenerator(test),
    ...(loop === 'closed' ? [closedLoop] : []),
  ]
}

const closedLoop: LoadTestFlag = {
  code: 'closed-loop',
  severity: 'info',
  text: 'closed loop: users wait for an answer before they ask again, so response times under a stall are understated (coordinated omission)',
}

function tooFew({length}: readonly HeldStep[]): LoadTestFlag[] {
  const text = `${length} ${length === 1 ? 'step' : 'steps'}: six or more are needed to trust a fitted curve`
  return length < 6 ? [{code: 'few-steps', severity: 'warning', text}] : []
}

/** Little's law: the users that wait for an answer are throughput times mean response time. */
function littleFlags(steps: readonly HeldStep[]): LoadTestFlag[] {
  const broken = steps.filter(({concurrencyCount, throughputRps, meanResponseTimeS}) => {
    if (concurrencyCount === null) return false
    return Math.abs(throughputRps * meanResponseTimeS - concurrencyCount) > concurrencyCount * 0.1
  })
  return broken.map(({concurrencyCount, throughputRps, meanResponseTimeS, file}) => {
    const found = `throughput × mean response time is ${(throughputRps * meanResponseTimeS).toFixed(1)}, concurrency ${figure(concurrencyCount ?? 0)}`
    const text = `${file}: ${found}: users think between requests, the load was not held, or the generator was short`
    return {code: 'little', severity: 'warning', text}
  })
}

function repeats(steps: readonly HeldStep[]): LoadTestFlag[] {
  const counts = steps.flatMap(({concurrencyCount}) => concurrencyCount ?? [])
  const repeated = [...new Set(counts.filter((count, index) => counts.indexOf(count) < index))]
  if (repeated.length === 0) return []
  const text = `concurrency ${repeated.map((count) => figure(count)).join(', ')} was tested more than once; every run counts`
  return [{code: 'repeated-step', severity: 'warning', text}]
}

function errors(steps: readonly HeldStep[]): LoadTestFlag[] {
  const failing = steps.filter(({errorRatio}) => errorRatio > 0)
  const [first] = failing
  if (first === undefined) return []
  if (steps.every(({errorRatio}) => errorRatio === 1)) {
    return [
      {
        code: 'all-failed',
        severity: 'error',
        text: 'every request failed: the test says nothing of what the tier carries',
      },
    ]
  }
  const worst = failing.reduce((a, b) => (b.errorRatio > a.errorRatio ? b : a))
  const share = (worst.errorRatio * 100).toFixed(2)
  const text = `requests failed in ${failing.length} of ${steps.length} steps, most in ${worst.file}: ${share} %`
  return [{code: 'errors', severity: 'warning', text}]
}

/** Failures that come back at once pull every percentile down. */
function fastFailures(steps: readonly HeldStep[]): LoadTestFlag[] {
  const told = steps.flatMap(({histogram, failureHistogram, errorRatio, file}) => {
    if (histogram === null || failureHistogram === null || errorRatio < 0.01 || errorRatio === 1) return []
    const [all, failed] = [histogram, failureHistogram].map((document) =>
      ResponseTimeHistogram.fromDocument(document),
    ) as [ResponseTimeHistogram, ResponseTimeHistogram]
    const goodMeanS = (all.sumUs - failed.sumUs) / 1e6 / Math.max(1, all.count - failed.count)
    return failed.meanS() < goodMeanS / 2 ? [{file, failedMeanS: failed.meanS(), goodMeanS, errorRatio}] : []
  })
  const worst = told.sort((a, b) => b.errorRatio - a.errorRatio)[0]
  if (worst === undefined) return []
  const text =
    `failures come back faster than answers (${seconds(worst.failedMeanS)} against ${seconds(worst.goodMeanS)} in ${worst.file}): ` +
    'response times of all together look better than those of the good ones'
  return [{code: 'fast-failures', severity: 'warning', text}]
}

function standInTail(tool: LoadTest['tool'], steps: readonly HeldStep[]): LoadTestFlag[] {
  const printed = steps.filter(({histogram}) => histogram === null)
  const tails = printed.map((step) => standInFor(step, 0.95)?.ratio ?? null)
  const standIns = [...new Set(tails.filter((ratio) => ratio !== null && ratio > 0.95 + 1e-9))] as number[]
  const flags: LoadTestFlag[] = standIns.map((ratio) => ({
    code: 'stand-in-percentile',
    severity: 'warning',
    text: `${tool} prints no 95th percentile: the ${figure(ratio * 100)}th is used in its place, which is stricter`,
  }))
  const text = `${tool} printed no percentile of 95 or more: the test cannot be held against an SLO of response time`
  return tails.includes(null) ? [...flags, {code: 'no-percentile', severity: 'warning', text}] : flags
}
