import * as Plot from '@observablehq/plot'
import type {LoadTestPoint} from '../../documents/report.js'
import {percent} from '../number.js'
import {plainText} from '../plain-text.js'
import {dateInWords, type EventClock} from '../time.js'
import {card, good, ink, last, muted, p50, plotSvg, rule, warn} from './plot-svg.js'
import {spreadDown} from './spread-labels.js'

const [width, height, right] = [500, 210, 132]
const signs = [
  {symbol: 'circle', colour: p50},
  {symbol: 'square', colour: warn},
  {symbol: 'triangle', colour: good},
  {symbol: 'diamond', colour: last},
] as const
/** More lines than signs would be told apart by colour alone. */
const mostTiers = signs.length

type Reached = LoadTestPoint & {coverageRatio: number; atMs: number}

/**
 * How much of the planned P90 the load tests of each tier reached, test by test: a sign and a colour a tier, named at its
 * last test; the four tiers that reached least. Empty where no test of a tier says how much it reached.
 */
export function renderLoadTestChart(points: readonly LoadTestPoint[], clock: EventClock): string {
  const reached = points.flatMap((point): Reached[] =>
    point.coverageRatio === null ? [] : [{...point, coverageRatio: point.coverageRatio, atMs: Date.parse(point.at)}],
  )
  if (reached.length === 0) return ''
  const tiers = [...new Set(reached.map(({tier}) => tier))]
    .map((tier) => reached.filter((point) => point.tier === tier).toSorted((a, b) => a.atMs - b.atMs))
    .toSorted((a, b) => (a.at(-1)?.coverageRatio ?? 0) - (b.at(-1)?.coverageRatio ?? 0))
    .slice(0, mostTiers)
  const shown = tiers.flat()
  const times = shown.map(({atMs}) => atMs)
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times)]
  const top = Math.max(1.1, ...shown.map(({coverageRatio}) => coverageRatio * 1.08))
  const ticks = [0, 0.5, 1, 1.5, 2, 3, 4].filter((ratio) => ratio <= top)
  const date = (atMs: number) => dateInWords(clock.localIso(atMs).slice(0, 10)).replace(/ \d+$/, '')
  return plotSvg(
    {
      width,
      height,
      marginLeft: 44,
      marginRight: right,
      marginTop: 12,
      marginBottom: 26,
      x: {
        type: 'linear',
        domain: fromMs === toMs ? [fromMs - 1, toMs + 1] : [fromMs, toMs],
        axis: null,
        insetLeft: 8,
        insetRight: 8,
      },
      y: {type: 'linear', domain: [0, top], axis: null},
      marks: [
        Plot.ruleY(ticks, {stroke: rule}),
        Plot.text(ticks, {
          frameAnchor: 'left',
          y: (d: number) => d,
          dx: -6,
          text: percent,
          textAnchor: 'end',
          fill: muted,
        }),
        Plot.ruleY([1], {stroke: ink, strokeDasharray: '4 3'}),
        ...(fromMs === toMs ? [fromMs] : [fromMs, toMs]).map((atMs, i) =>
          Plot.text([atMs], {
            x: (d: number) => d,
            y: 0,
            dy: 16,
            text: date,
            fill: muted,
            textAnchor: fromMs === toMs ? 'middle' : i === 0 ? 'start' : 'end',
          }),
        ),
        ...tiers.flatMap((tests, i) => line(tests, i)),
        ...names(tiers, toMs, top),
      ],
    },
    {
      id: 'tests',
      title: 'Share of the planned P90 that load tests reached',
      description: plainText(
        shown.map((test) => `${test.tier}, ${date(test.atMs)}: ${percent(test.coverageRatio)}`).join('. '),
      ),
    },
  )
}

function line(tests: readonly Reached[], i: number) {
  const {symbol, colour} = signs[i] ?? signs[0]
  return [
    Plot.lineY(tests, {x: 'atMs', y: 'coverageRatio', stroke: colour, strokeWidth: 1.75}),
    Plot.dot(tests, {x: 'atMs', y: 'coverageRatio', symbol, fill: colour, stroke: card, r: 4.5}),
  ]
}

/** The names at the right edge, kept apart from each other. */
function names(tiers: readonly (readonly Reached[])[], toMs: number, top: number) {
  const gap = (16 * top) / (height - 38)
  const order = tiers
    .map((tests, i) => ({ratio: tests.at(-1)?.coverageRatio ?? 0, tier: tests.at(-1)?.tier ?? '', i}))
    .toSorted((a, b) => b.ratio - a.ratio)
  const places = spreadDown(
    order.map(({ratio}) => ratio),
    gap,
  )
  const ends = order.map((end, k) => ({...end, y: places[k] ?? end.ratio}))
  const marks = ['●', '■', '▲', '◆']
  return ends.map((end) => {
    const name = plainText(end.tier)
    const text = `${marks[end.i] ?? ''} ${name.length > 14 ? `${name.slice(0, 13)}…` : name}`
    return Plot.text([end], {
      x: toMs,
      y: 'y',
      dx: 14,
      text: [text],
      textAnchor: 'start',
      fill: (signs[end.i] ?? signs[0]).colour,
      fontWeight: 600,
    })
  })
}
