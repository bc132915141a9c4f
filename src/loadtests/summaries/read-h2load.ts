import type {LoadTestFlag} from '../../documents/load-test.js'
import {parseDuration} from '../parse-duration.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {runsOf, TextFigures} from '../text-figures.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from what h2load prints; several runs in one text are several steps.
 *
 * Concurrency is the clients of all threads: over HTTP/1.1 each has one request in flight, over HTTP/2 and 3 up to as
 * many as `-m`, which is not printed, so that it is unknown then. `failed` counts answers outside 2xx and 3xx and
 * requests without an answer. The columns of `time for request` are read by their names, for newer versions have a
 * median and percentiles among them.
 *
 * @source https://nghttp2.org/documentation/h2load.1.html
 */
export const readH2load: SummaryReader = ({text, file}) => {
  const runs = runsOf({text, start: /^starting benchmark/m})
  const whole = (runs.length === 0 ? [text] : runs).filter((run) => /^finished in /m.test(run))
  if (whole.length === 0)
    throw unreadable({file, what: 'has no end of a run of h2load: the line "finished in" is missing'})
  const figures = whole.map((run) => new TextFigures(run, file))
  return {
    tool: 'h2load',
    format: 'h2load text',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: figures.flatMap(streamsFlag),
    steps: figures.map((run) => ({all: stepOf(run), endpoints: []})),
    part: 'step',
  }
}

const protocolOf = ({text}: TextFigures) => /^Application protocol: (\S+)/m.exec(text)?.[1] ?? 'http/1.1'

function streamsFlag(figures: TextFigures): LoadTestFlag[] {
  const protocol = protocolOf(figures)
  if (protocol.startsWith('http/1')) return []
  const text = `over ${protocol} a client has up to -m requests in flight, which h2load does not print`
  return [{code: 'concurrency-unknown', severity: 'info', text}]
}

function stepOf(figures: TextFigures) {
  const clientCount = figures.sum(/^spawning thread #\d+: (\d+) total client/gm)
  const isOneInFlight = protocolOf(figures).startsWith('http/1')
  const times = timesOf(figures)
  return printedStep({
    file: figures.file,
    concurrencyCount: clientCount > 0 && isOneInFlight ? clientCount : null,
    requestCount: figures.required('done', /^requests: .*?(\d+) done/m),
    errorCount: figures.required('failed', /^requests: .*?(\d+) failed/m),
    throughputRps: figures.required('req/s', /^finished in [^,]+, ([\d.]+) req\/s/m),
    meanResponseTimeS: times.get('mean') ?? figures.missing('time for request'),
    percentiles: percentileColumns.flatMap(({name, ratio}) => {
      const responseTimeS = times.get(name)
      return responseTimeS === undefined ? [] : [{ratio, responseTimeS}]
    }),
    durationS: figures.duration('finished in', /^finished in ([\d.]+[a-z]+)/m),
  })
}

const percentileColumns = [
  {name: 'median', ratio: 0.5},
  {name: 'p95', ratio: 0.95},
  {name: 'p99', ratio: 0.99},
  {name: 'max', ratio: 1},
]

/** What `time for request` says, in seconds, by the names of its columns. */
function timesOf({text}: TextFigures): Map<string, number> {
  const header = /^[ \t]+(min .*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? []
  const cells = /^time for request:(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? []
  return new Map(
    header.flatMap((name, column): [string, number][] => {
      const timeS = parseDuration(cells[column] ?? '')
      return timeS === null ? [] : [[name, timeS]]
    }),
  )
}
