import * as Plot from '@observablehq/plot'
import type {Limit} from '../../documents/plan.js'
import type {QuantileRatio} from '../../documents/units.js'
import {limitName, verdictWords} from '../limit-words.js'
import {percent} from '../number.js'
import {plainText} from '../plain-text.js'
import {bad, card, good, ink, muted, plotSvg, rule, soft, warn} from './plot-svg.js'

/** Shares beyond this are drawn at the edge; their number stands beside the bar. */
const mostRatio = 2

const layouts = {
  wide: {width: 1020, left: 216, right: 152, rowHeight: 30, barTop: 5, mostLetters: 28},
  narrow: {width: 360, left: 2, right: 8, rowHeight: 50, barTop: 24, mostLetters: 26},
} as const
export type UtilizationLayout = keyof typeof layouts

const colours: Record<Limit['verdict'], string> = {short: bad, tight: warn, ok: good}
const marks: Record<Limit['verdict'], string> = {short: '✗', tight: '!', ok: '✓'}

type Bar = {x1: number; x2: number; y1: number; y2: number}
type Label = {y: number; text: string; colour: string}

/**
 * Bars of how full each limit is at the peak, in the order given: thick today, thin with the plan, solid P50, paler P90,
 * palest P99, and the line at 100 %, the most that still meets the SLO. Verdicts are words and signs beside the bars, so
 * that colour is never the only sign.
 */
export function renderUtilizationChart(limits: readonly Limit[], layout: UtilizationLayout): string {
  const frame = layouts[layout]
  const highest = Math.max(1.1, ...limits.flatMap(({now, after}) => [now.p99Ratio, after.p99Ratio]))
  const end = Math.min(mostRatio, highest)
  const height = limits.length * frame.rowHeight
  const ticks = [0, 0.5, 1, 1.5, 2].filter((ratio) => ratio <= end)
  return plotSvg(
    {
      width: frame.width,
      height: height + 30,
      marginLeft: frame.left,
      marginRight: frame.right,
      marginTop: 26,
      marginBottom: 4,
      x: {type: 'linear', domain: [0, end], axis: null},
      y: {type: 'linear', domain: [height, 0], axis: null},
      marks: [
        ...limits.map((_, i) =>
          bar(
            {x1: 0, x2: end, y1: i * frame.rowHeight + frame.barTop, y2: i * frame.rowHeight + frame.barTop + 20},
            soft,
            1,
          ),
        ),
        Plot.ruleX(ticks, {stroke: rule}),
        ...limits.flatMap((limit, i) => bars(limit, i * frame.rowHeight + frame.barTop, end)),
        Plot.ruleX([1], {stroke: ink, strokeWidth: 1.5, strokeDasharray: '4 3'}),
        ...axis(ticks, layout, end),
        ...texts(limits, layout, end),
      ],
    },
    {
      id: `use-${layout}`,
      title: 'How full each limit is at the peak',
      description: limits.map(inWords).join('. '),
    },
  )
}

function inWords(limit: Limit): string {
  return plainText(
    `${limitName(limit)}: P90 ${percent(limit.now.p90Ratio)} of the limit today, ${percent(limit.after.p90Ratio)} with the plan`,
  )
}

function bar(place: Bar, fill: string, fillOpacity: number) {
  return Plot.rect([place], {x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill, fillOpacity})
}

function bars({now, after, verdict}: Limit, top: number, end: number) {
  return [
    ...steps(now, {y1: top, y2: top + 12}, colours[verdict], end),
    ...steps(after, {y1: top + 14, y2: top + 20}, after.p90Ratio > 1 ? bad : good, end),
  ]
}

function steps(ratios: QuantileRatio, {y1, y2}: Pick<Bar, 'y1' | 'y2'>, colour: string, end: number) {
  const edges = [0, ratios.p50Ratio, ratios.p90Ratio, ratios.p99Ratio].map((ratio) => Math.min(ratio, end))
  return [1, 0.55, 0.28].flatMap((opacity, i) => {
    const [x1 = 0, x2 = 0] = [edges[i], edges[i + 1]]
    return x2 > x1 ? [bar({x1, x2, y1, y2}, colour, opacity)] : []
  })
}

function axis(ticks: readonly number[], layout: UtilizationLayout, end: number) {
  const label = {y: 0, dy: -13, x: (ratio: number) => ratio} as const
  return [
    Plot.text(
      ticks.filter((ratio) => ratio !== 1 && ratio < 0.94 * end),
      {...label, text: percent, fill: muted, textAnchor: layout === 'narrow' ? 'start' : 'middle'},
    ),
    Plot.text([1], {
      ...label,
      text: [layout === 'wide' ? '100 %: limit of the SLO' : '100 %: SLO'],
      fill: ink,
      fontWeight: 600,
    }),
  ]
}

function texts(limits: readonly Limit[], layout: UtilizationLayout, end: number) {
  const {left, rowHeight, barTop, mostLetters} = layouts[layout]
  const rows = limits.map((limit, i) => ({limit, y: i * rowHeight}))
  const name = ({limit, y}: (typeof rows)[number]): Label => ({
    y,
    text: middleCut(plainText(limitName(limit)), mostLetters),
    colour: ink,
  })
  const said = ({limit, y}: (typeof rows)[number]): Label => ({
    y,
    text: `${marks[limit.verdict]} ${verdictWords(limit) || 'fits'}`,
    colour: colours[limit.verdict],
  })
  const now = ({limit, y}: (typeof rows)[number]): Label => ({
    y,
    text: percent(limit.now.p90Ratio),
    colour: limit.now.p90Ratio > 1 ? bad : colours[limit.verdict],
  })
  const after = ({limit, y}: (typeof rows)[number]): Label => ({
    y,
    text: `→ ${percent(limit.after.p90Ratio)}`,
    colour: limit.after.p90Ratio > 1 ? bad : good,
  })
  const beyond = rows.filter(({limit}) => limit.now.p90Ratio > end).map(({y}): Label => ({y, text: '▸', colour: card}))
  const edge = labels(beyond, {x: end, dx: -5, dy: barTop + 6, textAnchor: 'end', fontSize: 11})
  if (layout === 'wide') {
    return [
      ...edge,
      ...labels(rows.map(name), {x: 0, dx: -left, dy: 10, textAnchor: 'start', fontWeight: 600}),
      ...labels(rows.map(said), {x: 0, dx: -left, dy: 23, textAnchor: 'start', fontSize: 11}),
      ...labels(rows.map(now), {x: end, dx: 68, dy: 15, textAnchor: 'end', fontWeight: 600}),
      ...labels(rows.map(after), {x: end, dx: 76, dy: 15, textAnchor: 'start', fontWeight: 600}),
      Plot.text(['P90 today → with the plan'], {
        x: end,
        y: 0,
        dx: 150,
        dy: -13,
        text: (d: string) => d,
        textAnchor: 'end',
        fill: muted,
      }),
    ]
  }
  return [
    ...edge,
    ...labels(rows.map(name), {x: 0, dx: 0, dy: 13, textAnchor: 'start', fontWeight: 600}),
    ...labels(rows.map(now), {x: end, dx: -62, dy: 13, textAnchor: 'end', fontWeight: 600}),
    ...labels(rows.map(after), {x: end, dx: 8, dy: 13, textAnchor: 'end', fontWeight: 600}),
  ]
}

/** One mark a colour: of a mark, Plot takes one colour that is no scale. */
function labels(found: readonly Label[], options: Omit<Plot.TextOptions, 'x'> & {x: number}) {
  const groups = [...new Set(found.map(({colour}) => colour))]
  return groups.map((colour) =>
    Plot.text(
      found.filter((label) => label.colour === colour),
      {...options, x: () => options.x, y: 'y', text: 'text', fill: colour},
    ),
  )
}

/** Both ends of a name tell it from its neighbours. */
function middleCut(text: string, most: number): string {
  if (text.length <= most) return text
  const head = Math.ceil((most - 1) / 2)
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`
}
