import * as Plot from '@observablehq/plot'
import type {Report} from '../../documents/report.js'
import {roundTop} from '../axis.js'
import {axisNumber, rate} from '../number.js'
import {dateInWords, type EventClock} from '../time.js'
import {band90, band99, card, ink, muted, p50, plotSvg, rule} from './plot-svg.js'

const [width, height] = [500, 210]
/** As many as fit beside each other; the latest ones. */
const most = 10

/** What earlier reports said of the same peak, report by report, the present one last; with what came of it once it is known. */
export function renderRecordChart({record, run, after, at: madeAt}: Report, clock: EventClock): string {
  const all = [...record, {reportId: 'now', at: madeAt, peak: run.forecast.peak}].slice(-most)
  const rows = all.map(({at, peak}, i) => ({
    ...peak,
    i,
    day: dateInWords(clock.localIso(at).slice(0, 10)).replace(/ \d+$/, ''),
  }))
  const top = roundTop(Math.max(after?.measuredPeakRps ?? 0, ...rows.map(({p99Rps}) => p99Rps)))
  const levels = [0, 1, 2, 3, 4].map((quarter) => (top * quarter) / 4)
  const every = Math.ceil(rows.length / 6)
  const measured = after === undefined ? [] : [after.measuredPeakRps]
  return plotSvg(
    {
      width,
      height,
      marginLeft: 44,
      marginRight: 10,
      marginTop: 22,
      marginBottom: 26,
      x: {type: 'linear', domain: [-0.6, rows.length - 0.4], axis: null},
      y: {type: 'linear', domain: [0, top], axis: null},
      marks: [
        Plot.ruleY(levels, {stroke: rule}),
        Plot.text(levels, {
          frameAnchor: 'left',
          y: (d: number) => d,
          dx: -6,
          text: axisNumber,
          textAnchor: 'end',
          fill: muted,
        }),
        Plot.text(['req/s'], {
          frameAnchor: 'top-left',
          dx: -44,
          dy: -18,
          text: (d: string) => d,
          textAnchor: 'start',
          fill: muted,
        }),
        Plot.ruleX(rows, {x: 'i', y1: 'p90Rps', y2: 'p99Rps', stroke: band99, strokeWidth: 12}),
        Plot.ruleX(rows, {x: 'i', y1: 'p50Rps', y2: 'p90Rps', stroke: band90, strokeWidth: 12}),
        Plot.dot(rows, {x: 'i', y: 'p50Rps', r: 4, fill: p50, stroke: card}),
        ...measured.flatMap((rps) => [
          Plot.ruleY([rps], {stroke: ink, strokeWidth: 1.75, strokeDasharray: '6 3'}),
          Plot.text([rps], {
            frameAnchor: 'left',
            y: (d: number) => d,
            dx: 6,
            dy: -9,
            text: [`measured ${rate(rps)}`],
            textAnchor: 'start',
            fill: ink,
            fontWeight: 600,
            stroke: card,
            strokeWidth: 4,
          }),
        ]),
        Plot.text(
          rows.filter(({i}) => (rows.length - 1 - i) % every === 0),
          {x: 'i', y: 0, dy: 16, text: 'day', fill: muted},
        ),
      ],
    },
    {
      id: 'record',
      title: 'What each report expected of the peak',
      description: rows
        .map(({day, p50Rps, p90Rps, p99Rps}) => `${day}: P50 ${rate(p50Rps)}, P90 ${rate(p90Rps)}, P99 ${rate(p99Rps)}`)
        .join('. '),
    },
  )
}
