import type {LoadTestFlag, Percentile} from '../../documents/load-test.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {runsOf, TextFigures} from '../text-figures.js'
import {unreadable} from '../unreadable.js'

/** hey keeps the response times of so many answers and no more. */
const mostKept = 1_000_000

/**
 * Steps from what hey prints; several runs in one text are several steps. The connections (`-c`) are in no output.
 *
 * Throughput is answers by total time: hey's own `Requests/sec` counts requests that failed without an answer. Errors
 * are answers of 400 and above and the lines of the error distribution. Of more than a million answers, hey keeps the
 * first million: percentiles are of those, and `Average` is the sum over all divided by a million, which is put right.
 *
 * @source https://github.com/rakyll/hey (requester/report.go, requester/print.go)
 */
export const readHey: SummaryReader = ({text, file}) => {
  const runs = runsOf({text, start: /^Summary:\s*$/m}).map((run) => new TextFigures(run, file))
  if (runs.length === 0) throw unreadable({file, what: 'has no summary of hey: the line "Summary:" is missing'})
  return {
    tool: 'hey',
    format: 'hey text',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: runs.flatMap((run) => capFlag(countsOf(run).answeredCount)),
    steps: runs.map((run) => ({all: stepOf(run), endpoints: []})),
    part: 'step',
  }
}

/** The flag for response times that hey left out, beyond the million that it keeps. */
export function capFlag(answeredCount: number): LoadTestFlag[] {
  if (answeredCount < mostKept) return []
  const text =
    answeredCount > mostKept
      ? `hey keeps the response times of the first 1,000,000 answers, of ${answeredCount}: percentiles are of those`
      : 'hey keeps at most 1,000,000 answers, and so many are here: later ones may be missing'
  return [{code: 'answers-left-out', severity: 'warning', text}]
}

function stepOf(figures: TextFigures) {
  const {answeredCount, failedCount, lostCount} = countsOf(figures)
  const totalS = figures.required('Total', /^[ \t]*Total:\s+([\d.]+) secs/m)
  const printedMeanS = answeredCount === 0 ? 0 : figures.required('Average', /^[ \t]*Average:\s+([\d.]+) secs/m)
  return printedStep({
    file: figures.file,
    requestCount: answeredCount + lostCount,
    errorCount: failedCount + lostCount,
    throughputRps: totalS === 0 ? 0 : answeredCount / totalS,
    meanResponseTimeS: answeredCount > mostKept ? (printedMeanS * mostKept) / answeredCount : printedMeanS,
    percentiles: percentilesOf(figures.text),
    durationS: totalS,
  })
}

function countsOf(figures: TextFigures) {
  const [, statuses = ''] = figures.text.split('Status code distribution:')
  const [answers = '', errors = ''] =
    statuses === '' ? ['', figures.text.split('Error distribution:')[1]] : statuses.split('Error distribution:')
  const codes = [...answers.matchAll(/^[ \t]*\[(\d+)\]\s+(\d+) responses/gm)]
  const answeredCount = codes.reduce((sum, [, , count]) => sum + Number(count), 0)
  const failedCount = codes.reduce((sum, [, code, count]) => sum + (Number(code) >= 400 ? Number(count) : 0), 0)
  const lostCount = [...errors.matchAll(/^[ \t]*\[(\d+)\]\s+\S/gm)].reduce((sum, [, count]) => sum + Number(count), 0)
  if (answeredCount + lostCount === 0) figures.missing('Status code distribution')
  return {answeredCount, failedCount, lostCount}
}

function percentilesOf(text: string): Percentile[] {
  return [...text.matchAll(/^[ \t]*(\d+)% in ([\d.]+) secs/gm)].map(([, percent, time]) => ({
    ratio: Number(percent) / 100,
    responseTimeS: Number(time),
  }))
}
