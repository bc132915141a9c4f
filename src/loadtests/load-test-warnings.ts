import type {LoadStep, LoadTest} from '../documents/load-test.js'

/** What a careful reader should know before trusting a load test: too few steps, think time, errors, repeats. */
export function loadTestWarnings({tool, steps}: {tool: LoadTest['tool']; steps: readonly LoadStep[]}): string[] {
  return [
    ...tooFew(steps),
    ...steps.flatMap(littleWarning),
    ...repeats(steps),
    ...errors(steps),
    ...(tool === 'autocannon'
      ? ['autocannon prints no 95th percentile: the 97.5th is used in its place, which is stricter']
      : []),
  ]
}

function tooFew({length}: readonly LoadStep[]): string[] {
  return length < 6
    ? [`${length} ${length === 1 ? 'step' : 'steps'}: six or more are needed to trust a fitted curve`]
    : []
}

/** Little's law: the users that wait for an answer are throughput times mean response time. */
function littleWarning({concurrencyCount, throughputRps, meanResponseTimeS, file}: LoadStep): string[] {
  const waitingCount = throughputRps * meanResponseTimeS
  if (Math.abs(waitingCount - concurrencyCount) <= concurrencyCount * 0.1) return []
  const found = `throughput × mean response time is ${waitingCount.toFixed(1)}, concurrency ${concurrencyCount}`
  return [`${file}: ${found}: users think between requests, the load was not held, or the generator was short`]
}

function repeats(steps: readonly LoadStep[]): string[] {
  const counts = steps.map(({concurrencyCount}) => concurrencyCount)
  const repeated = [...new Set(counts.filter((count, index) => counts.indexOf(count) < index))]
  return repeated.map((count) => `concurrency ${count} was tested more than once; every run counts`)
}

function errors(steps: readonly LoadStep[]): string[] {
  const failing = steps.filter(({errorRatio}) => errorRatio > 0)
  if (failing.length === 0) return []
  const worst = failing.reduce((a, b) => (b.errorRatio > a.errorRatio ? b : a))
  const share = (worst.errorRatio * 100).toFixed(2)
  return [`requests failed in ${failing.length} of ${steps.length} steps, most in ${worst.file}: ${share} %`]
}
