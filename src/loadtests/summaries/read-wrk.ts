import type {LoadTestFlag, Percentile} from '../../documents/load-test.js'
import {parseDuration} from '../parse-duration.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {runsOf, TextFigures} from '../text-figures.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from what wrk prints; several runs in one text are several steps.
 *
 * Concurrency is the connections. `Requests/sec` counts failed answers too. Errors are the answers outside 2xx and 3xx
 * and the socket errors, which are no answers and count beside them. The distribution is there only with `--latency`.
 * wrk sends again when an answer is in, so that it waits out a stall and understates the tail.
 *
 * @source https://github.com/wg/wrk (src/wrk.c, src/units.c)
 */
export const readWrk: SummaryReader = ({text, file}) => {
  const runs = wrkRuns({text, file})
  const steps = runs.map((run): PrintedStep => ({all: wrkStep(run, distributionOf(run.text)), endpoints: []}))
  const flags: LoadTestFlag[] = steps.some(({all}) => all.percentiles.length === 0) ? [noDistribution] : []
  return {
    tool: 'wrk',
    format: 'wrk text',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags,
    steps,
    part: 'step',
  }
}

const noDistribution: LoadTestFlag = {
  code: 'no-percentiles',
  severity: 'warning',
  text: 'wrk ran without --latency, so it printed no percentiles',
}

/** The runs in a text of wrk or wrk2. */
export function wrkRuns({text, file}: {text: string; file: string}): TextFigures[] {
  const runs = runsOf({text, start: /^Running .+ test @ /m})
  if (runs.length > 0) return runs.map((run) => new TextFigures(run, file))
  throw unreadable({file, what: 'has no run of wrk: the line "Running … test @ …" is missing'})
}

export function wrkStep(figures: TextFigures, percentiles: readonly Percentile[]) {
  const answeredCount = figures.required('requests', /^[ \t]*(\d+) requests in /m)
  const socketErrors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(figures.text) ?? []
  const lostCount = socketErrors.slice(1).reduce((sum, count) => sum + Number(count), 0)
  return printedStep({
    file: figures.file,
    concurrencyCount: figures.required('connections', /threads? and (\d+) connections/),
    requestCount: answeredCount + lostCount,
    errorCount: (figures.number(/Non-2xx or 3xx responses: (\d+)/) ?? 0) + lostCount,
    throughputRps: figures.required('Requests/sec', /Requests\/sec:\s+([\d.]+)/),
    meanResponseTimeS: figures.duration('Latency', /^[ \t]*Latency\s+([\d.]+[a-zµ]+)/m),
    percentiles,
    durationS: figures.duration('duration', /requests in ([\d.]+[a-z]+)/),
  })
}

/** The lines of a Latency Distribution, up to the first that is none. */
export function distributionOf(text: string): Percentile[] {
  const [, table = ''] = text.split('Latency Distribution')
  const lines = table.split('\n').slice(1)
  const percentiles: Percentile[] = []
  for (const line of lines) {
    const [, percent, time] = /^[ \t]*([\d.]+)%\s+([\d.]+[a-zµ]+)\s*$/.exec(line) ?? []
    const responseTimeS = time === undefined ? null : parseDuration(time)
    if (responseTimeS === null) break
    percentiles.push({ratio: Number(percent) / 100, responseTimeS})
  }
  return percentiles
}
