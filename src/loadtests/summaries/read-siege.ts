import type {LoadTestFlag} from '../../documents/load-test.js'
import {parseDuration} from '../parse-duration.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader, SummaryReading} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from siege: its JSON, its text, or its log, in which each row is a run and `**** … ****` rows are remarks.
 *
 * `Transactions` are the answers that succeeded; the failed ones come on top. siege rounds response times to
 * hundredths of a second, and concurrency, which is transactions times response time by elapsed time, as well: the mean
 * is taken back out of that, where it keeps four digits. The longest transaction is the only percentile. Text of 4.1
 * prints milliseconds, JSON seconds.
 *
 * @source https://github.com/JoeDog/siege (src/main.c, src/log.c)
 */
export const readSiege: SummaryReader = ({text, file}) => {
  const runs = runsIn(text)
  if (runs.length === 0)
    throw unreadable({file, what: 'has no run of siege: transactions, elapsed time and concurrency are missing'})
  return reading(runs.map(({format, run}): [string, PrintedStep] => [format, {all: stepOf(run, file), endpoints: []}]))
}

function reading(steps: readonly (readonly [string, PrintedStep])[]): SummaryReading {
  return {
    tool: 'siege',
    format: steps[0]?.[0] ?? 'siege text',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [noPercentiles],
    steps: steps.map(([, step]) => step),
    part: 'step',
  }
}

const noPercentiles: LoadTestFlag = {
  code: 'no-percentiles',
  severity: 'warning',
  text: 'siege prints no percentiles but the longest time, and rounds times to hundredths of a second',
}

type Run = {
  okCount: number
  failedCount: number
  elapsedS: number
  concurrencyCount: number
  longestS: number | null
}

function stepOf({okCount, failedCount, elapsedS, concurrencyCount, longestS}: Run, file: string) {
  return printedStep({
    file,
    concurrencyCount,
    requestCount: okCount + failedCount,
    errorCount: failedCount,
    throughputRps: elapsedS === 0 ? 0 : (okCount + failedCount) / elapsedS,
    meanResponseTimeS: okCount === 0 ? 0 : (concurrencyCount * elapsedS) / okCount,
    percentiles: longestS === null ? [] : [{ratio: 1, responseTimeS: longestS}],
    durationS: elapsedS,
  })
}

function runsIn(text: string): {format: string; run: Run}[] {
  const log = logRuns(text)
  if (log.length > 0) return log.map((run) => ({format: 'siege log', run}))
  const json = [...text.matchAll(/\{[^{}]*\}/g)]
    .filter(([object]) => object.includes('"transactions"'))
    .flatMap(([object]) => keyedRun(object, jsonKeys))
  if (json.length > 0) return json.map((run) => ({format: 'siege JSON', run}))
  return keyedRun(text, textKeys).map((run) => ({format: 'siege text', run}))
}

/** Columns: date and time, transactions, elapsed, data, response time, rate, throughput, concurrent, okay, failed. */
function logRuns(text: string): Run[] {
  if (!/Date & Time,\s+Trans,\s+Elap Time/.test(text)) return []
  return text.split('\n').flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim())
    if (cells.length < 10 || !/^\d{4}-\d\d-\d\d /.test(cells[0] ?? '')) return []
    const [, okCount, elapsedS, , , , , concurrencyCount, , failedCount] = cells.map(Number)
    return wholeRun({okCount, failedCount, elapsedS, concurrencyCount, longestS: null})
  })
}

type Keys = Record<keyof Run, RegExp>

const jsonKeys: Keys = {
  okCount: /"transactions":\s*([\d.]+)/,
  failedCount: /"failed_transactions":\s*([\d.]+)/,
  elapsedS: /"elapsed_time":\s*([\d.]+)/,
  concurrencyCount: /"concurrency":\s*([\d.]+)/,
  longestS: /"longest_transaction":\s*([\d.]+)/,
}

const textKeys: Keys = {
  okCount: /^Transactions:\s+(\d+)/m,
  failedCount: /^Failed transactions:\s+(\d+)/m,
  elapsedS: /^Elapsed time:\s+([\d.]+ ?[a-z]*)/m,
  concurrencyCount: /^Concurrency:\s+([\d.]+)/m,
  longestS: /^Longest transaction:\s+([\d.]+ ?[a-z]*)/m,
}

function keyedRun(text: string, keys: Keys): Run[] {
  const figure = (key: keyof Run) => {
    const found = keys[key].exec(text)?.[1]?.trim()
    if (found === undefined) return undefined
    return parseDuration(found) ?? Number(found)
  }
  const [okCount, failedCount, elapsedS] = [figure('okCount'), figure('failedCount') ?? 0, figure('elapsedS')]
  return wholeRun({
    okCount,
    failedCount,
    elapsedS,
    concurrencyCount: figure('concurrencyCount'),
    longestS: figure('longestS') ?? null,
  })
}

type PartRun = {[K in keyof Run]: Run[K] | undefined}

function wholeRun({okCount, failedCount, elapsedS, concurrencyCount, longestS = null}: PartRun): Run[] {
  if (okCount === undefined || failedCount === undefined || elapsedS === undefined || concurrencyCount === undefined)
    return []
  return [{okCount, failedCount, elapsedS, concurrencyCount, longestS}]
}
