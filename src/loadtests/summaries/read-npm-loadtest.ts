import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {runsOf, TextFigures} from '../text-figures.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from what loadtest (npm) prints; several runs in one text are several steps. `Completed requests` include those
 * that failed. `Effective rps` is a whole number, so throughput is completed requests by total time where that comes to
 * the same, with more digits.
 *
 * @source https://github.com/alexfernandez/loadtest (lib/result.js)
 */
export const readNpmLoadtest: SummaryReader = ({text, file}) => {
  const runs = runsOf({text, start: /^Target URL:/m})
    .map((run) => new TextFigures(run, file))
    .filter((run) => /^Effective rps:/m.test(run.text))
  if (runs.length === 0) throw unreadable({file, what: 'has no end of a run of loadtest: "Effective rps" is missing'})
  return {
    tool: 'loadtest',
    format: 'loadtest text',
    toolVersion: null,
    loop: runs.some(({text}) => /^(Target|Requests per second|Max) rps:/m.test(text)) ? 'open' : 'closed',
    startedAt: null,
    flags: [],
    steps: runs.map((run) => ({all: stepOf(run), endpoints: []})),
    part: 'step',
  }
}

function stepOf(figures: TextFigures) {
  const requestCount = figures.required('Completed requests', /^Completed requests:\s+(\d+)/m)
  const durationS = figures.required('Total time', /^Total time:\s+([\d.]+) s/m)
  const printedRps = figures.required('Effective rps', /^Effective rps:\s+([\d.]+)/m)
  const countedRps = durationS === 0 ? 0 : requestCount / durationS
  return printedStep({
    file: figures.file,
    concurrencyCount: figures.number(/^(?:Concurrent clients|Concurrency):\s+(\d+)/m),
    offeredRps: figures.number(/^Target rps:\s+([\d.]+)/m),
    requestCount,
    errorCount: figures.number(/^Total errors:\s+(\d+)/m) ?? 0,
    throughputRps: Math.abs(countedRps - printedRps) <= 0.5 ? countedRps : printedRps,
    meanResponseTimeS: figures.required('Mean latency', /^Mean latency:\s+([\d.]+) ms/m) / 1000,
    percentiles: [...figures.text.matchAll(/^[ \t]*(\d+)%\s+([\d.]+) ms/gm)].map(([, percent, time]) => ({
      ratio: Number(percent) / 100,
      responseTimeS: Number(time) / 1000,
    })),
    durationS,
  })
}
