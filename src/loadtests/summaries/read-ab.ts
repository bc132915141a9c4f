import type {LoadTestFlag} from '../../documents/load-test.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {runsOf, TextFigures} from '../text-figures.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from what ab (ApacheBench) prints; several runs in one text are several steps.
 *
 * `Failed requests` also counts answers whose length differs from the first one's, as those of a dynamic page do; those
 * are no errors here. Errors are what could not connect or be received, and the answers outside 2xx.
 * `Time per request` is connections by throughput, which is no measurement: it stands for the mean only where it rounds
 * to the measured mean, which ab prints in whole milliseconds.
 *
 * @source https://httpd.apache.org/docs/2.4/programs/ab.html
 */
export const readAb: SummaryReader = ({text, file}) => {
  const runs = runsOf({text, start: /^This is ApacheBench/m}).map((run) => new TextFigures(run, file))
  if (runs.length === 0) throw unreadable({file, what: 'has no run of ab'})
  return {
    tool: 'ab',
    format: 'ab text',
    toolVersion: /ApacheBench, Version ([\d.]+)/.exec(text)?.[1] ?? null,
    loop: 'closed',
    startedAt: null,
    flags: runs.flatMap(lengthFlag),
    steps: runs.map((run) => ({all: stepOf(run), endpoints: []})),
    part: 'step',
  }
}

const lengthCount = (figures: TextFigures) => figures.number(/\(Connect: \d+, Receive: \d+, Length: (\d+),/) ?? 0

function lengthFlag(figures: TextFigures): LoadTestFlag[] {
  const count = lengthCount(figures)
  if (count === 0) return []
  const text = `ab calls ${count} answers failed because their length differs from the first: they do not count as errors`
  return [{code: 'length-differences', severity: 'info', text}]
}

function stepOf(figures: TextFigures) {
  const concurrencyCount = figures.required('Concurrency Level', /^Concurrency Level:\s+(\d+)/m)
  const failedCount = figures.number(/^Failed requests:\s+(\d+)/m) ?? 0
  const badStatusCount = figures.number(/^Non-2xx responses:\s+(\d+)/m) ?? 0
  const errorCount = Math.max(0, failedCount - lengthCount(figures)) + badStatusCount
  return printedStep({
    file: figures.file,
    concurrencyCount,
    requestCount: figures.required('Complete requests', /^Complete requests:\s+(\d+)/m),
    errorCount,
    throughputRps: figures.required('Requests per second', /^Requests per second:\s+([\d.]+)/m),
    meanResponseTimeS: meanMs(figures) / 1000,
    percentiles: [...figures.text.matchAll(/^[ \t]*(\d+)%\s+(\d+)\b/gm)].map(([, percent, time]) => ({
      ratio: Number(percent) / 100,
      responseTimeS: Number(time) / 1000,
    })),
    durationS: figures.required('Time taken for tests', /^Time taken for tests:\s+([\d.]+) seconds/m),
  })
}

function meanMs(figures: TextFigures): number {
  const measured = figures.number(/^Total:\s+\d+\s+(\d+)\s/m)
  const derived = figures.required('Time per request', /^Time per request:\s+([\d.]+) \[ms\] \(mean\)/m)
  return measured === null || Math.abs(measured - derived) <= 1 ? derived : measured
}
