import type {LoadTestFlag} from '../../documents/load-test.js'
import type {SummaryReader} from '../reading.js'
import type {TextFigures} from '../text-figures.js'
import {distributionOf, wrkRuns, wrkStep} from './read-wrk.js'

/**
 * Steps from what wrk2 prints. It sends at a constant rate and counts from the time a request was due (Coordinated
 * Omission is corrected); the rate that was asked for is in no output.
 *
 * Its histogram leaves out the first 10 seconds, in which it calibrates itself: response times are of the rest alone,
 * while requests and throughput are of the whole run. The 95th percentile comes from the detailed spectrum.
 *
 * @source https://github.com/giltene/wrk2 (src/wrk.c)
 */
export const readWrk2: SummaryReader = ({text, file}) => {
  const runs = wrkRuns({text, file})
  return {
    tool: 'wrk2',
    format: 'wrk2 text',
    toolVersion: null,
    loop: 'open',
    startedAt: null,
    flags: runs.flatMap(calibrationFlag),
    steps: runs.map((run) => ({
      all: wrkStep(run, [...distributionOf(run.text), ...spectrumAt95(run)]),
      endpoints: [],
    })),
    part: 'step',
  }
}

function calibrationFlag(run: TextFigures): LoadTestFlag[] {
  const keptCount = run.number(/Total count\s+=\s+(\d+)/)
  const answeredCount = run.number(/^[ \t]*(\d+) requests in /m)
  const kept =
    keptCount === null ? 'the first 10 s are left out of' : `${keptCount} of ${answeredCount} requests are in`
  const text = `${kept} the response times: wrk2 leaves out the 10 s in which it calibrates; run it for a minute or more`
  return [{code: 'calibration-left-out', severity: 'warning', text}]
}

/** In ms, as the spectrum is. */
function spectrumAt95(run: TextFigures) {
  const valueMs = run.number(/^[ \t]+([\d.]+)\s+0\.950000\s+\d+\s+20\.00\s*$/m)
  return valueMs === null ? [] : [{ratio: 0.95, responseTimeS: valueMs / 1000}]
}
