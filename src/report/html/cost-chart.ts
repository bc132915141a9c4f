import * as Plot from '@observablehq/plot'
import {addedDollars} from '../number.js'
import {plainText} from '../plain-text.js'
import {good, ink, muted, p50, plotSvg, rule} from './plot-svg.js'

export type CostBar = {name: string; usd: number}

const width = 500
const rowHeight = 28

/** What each part of the plan costs in the window, a bar each, in the order given; what saves money runs to the left. */
export function renderCostChart(bars: readonly CostBar[]): string {
  const least = Math.min(0, ...bars.map(({usd}) => usd))
  const most = Math.max(0, ...bars.map(({usd}) => usd))
  const rows = bars.map((bar, i) => ({...bar, y1: i * rowHeight + 16, y2: i * rowHeight + 24, y: i * rowHeight}))
  const rects = (found: typeof rows, fill: string) =>
    Plot.rect(found, {x1: 0, x2: 'usd', y1: 'y1', y2: 'y2', fill, rx: 1.5})
  return plotSvg(
    {
      width,
      height: bars.length * rowHeight + 4,
      marginLeft: 2,
      marginRight: 2,
      marginTop: 0,
      marginBottom: 4,
      x: {type: 'linear', domain: [least, most === least ? 1 : most], axis: null},
      y: {type: 'linear', domain: [bars.length * rowHeight, 0], axis: null},
      marks: [
        Plot.ruleX([0], {stroke: rule}),
        rects(
          rows.filter(({usd}) => usd > 0),
          p50,
        ),
        rects(
          rows.filter(({usd}) => usd < 0),
          good,
        ),
        Plot.text(rows, {
          x: least,
          y: 'y',
          dy: 8,
          text: ({name}: CostBar) => plainText(name),
          textAnchor: 'start',
          fill: ink,
        }),
        Plot.text(rows, {
          x: most === least ? 1 : most,
          y: 'y',
          dy: 8,
          text: ({usd}: CostBar) => (usd === 0 ? '—' : addedDollars(usd)),
          textAnchor: 'end',
          fill: muted,
        }),
      ],
    },
    {
      id: 'cost',
      title: 'What each part of the plan costs in the window',
      description: plainText(bars.map(({name, usd}) => `${name}: ${addedDollars(usd)}`).join('. ')),
    },
  )
}
