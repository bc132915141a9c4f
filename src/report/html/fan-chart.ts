import * as Plot from '@observablehq/plot'
import type {PathPoint} from '../../documents/forecast.js'
import type {Run} from '../../documents/run.js'
import {roundTop, timeTicks} from '../axis.js'
import {levelName} from '../forecast-words.js'
import {axisNumber, rate} from '../number.js'
import {plainText} from '../plain-text.js'
import {type EventClock, eventClock} from '../time.js'
import {fanPoints} from './fan-points.js'
import {bad, band90, band99, card, good, ink, last, muted, p50, plotSvg, rule, soft} from './plot-svg.js'
import {placeAbove, spreadDown} from './spread-labels.js'

/** One drawing for a desk and one for a phone: scaling one down would make its text unreadable. */
export const fanLayouts = {
  wide: {width: 1020, height: 340, left: 46, right: 118, top: 34, bottom: 30, mostTicks: 12, mostPoints: 500},
  narrow: {width: 360, height: 270, left: 34, right: 6, top: 34, bottom: 28, mostTicks: 5, mostPoints: 200},
} as const
export type ChartLayout = keyof typeof fanLayouts

type Frame = (typeof fanLayouts)[ChartLayout]
type Span = {fromMs: number; toMs: number; top: number; clock: EventClock; frame: Frame}
/** A point of the fan in the middle of its step. */
type Middle = PathPoint & {atMs: number}

/**
 * The forecast as an SVG fan: P50 as a line, P90 and P99 as bands above it, in five minutes where the forecast has them;
 * the last occurrence aligned hour by hour, the day of the event shaded, the launch, capacity today and after the plan as
 * lines, hours of the event's zone below. Empty without a path.
 */
export function renderFanChart(run: Run, layout: ChartLayout): string {
  const {forecast} = run
  const frame = fanLayouts[layout]
  const span = spanOf(run, frame)
  if (span === null) return ''
  const {stepS, points} = fanPoints(forecast, frame.mostPoints)
  const middles = points.map((point): Middle => ({...point, atMs: Date.parse(point.at) + stepS * 500}))
  const {width, height, left, right, top, bottom} = frame
  return plotSvg(
    {
      width,
      height,
      marginLeft: left,
      marginRight: right,
      marginTop: top,
      marginBottom: bottom,
      x: {type: 'linear', domain: [span.fromMs, span.toMs], axis: null},
      y: {type: 'linear', domain: [0, span.top], axis: null},
      marks: [
        ...eventDay(run, span),
        ...grid(span),
        Plot.areaY(middles, {x: 'atMs', y1: 'p90Rps', y2: 'p99Rps', fill: band99}),
        Plot.areaY(middles, {x: 'atMs', y1: 'p50Rps', y2: 'p90Rps', fill: band90}),
        ...lastTime(run),
        Plot.lineY(middles, {x: 'atMs', y: 'p50Rps', stroke: p50, strokeWidth: 2.25}),
        ...capacityLines(run, span),
        ...launch(run, middles, span),
        ...peakMarks(run, middles, span, layout),
      ],
    },
    {
      id: `fan-${layout}`,
      title: plainText(`Traffic forecast of ${forecast.eventName}`),
      description: words(run, span.clock),
    },
  )
}

function words(run: Run, clock: EventClock): string {
  const {peak} = run.forecast
  const capacity = (rps: number | null) => (rps === null ? 'not known' : `${rate(rps)} requests a second`)
  return (
    `Requests a second ${levelName(run.forecast)}. Peak ${clock.stamp(peak.at)}: P50 ${rate(peak.p50Rps)}, ` +
    `P90 ${rate(peak.p90Rps)}, P99 ${rate(peak.p99Rps)}. Capacity today ${capacity(run.capacityTodayRps)}, ` +
    `with the plan ${capacity(run.capacityPlannedRps)}.`
  )
}

function spanOf(run: Run, frame: Frame): Span | null {
  const {path, stepS, peak, timezone} = run.forecast
  const [first, end] = [path[0], path.at(-1)]
  if (first === undefined || end === undefined) return null
  const highest = Math.max(peak.p99Rps, ...path.map((point) => point.p99Rps))
  const lines = [run.capacityTodayRps, run.capacityPlannedRps].filter((rps) => rps !== null && isOnFan(rps, highest))
  return {
    fromMs: Date.parse(first.at),
    toMs: Date.parse(end.at) + stepS * 1000,
    top: roundTop(Math.max(highest, ...lines.map((rps) => rps ?? 0)) * 1.02),
    clock: eventClock(timezone),
    frame,
  }
}

/** A capacity far above the traffic would press it flat: such a line stays off the chart. */
function isOnFan(rps: number, highestRps: number): boolean {
  return rps <= 2 * highestRps
}

function eventDay({forecast}: Run, {fromMs, toMs, top, clock}: Span) {
  const hours = Array.from({length: Math.ceil((toMs - fromMs) / 3_600_000)}, (_, i) => fromMs + i * 3_600_000)
  const days = hours.filter((atMs) => clock.localIso(atMs).startsWith(forecast.date))
  const [first, end] = [days[0], days.at(-1)]
  if (first === undefined || end === undefined || days.length === hours.length) return []
  const day = {x1: first, x2: Math.min(end + 3_600_000, toMs), y1: 0, y2: top}
  return [
    Plot.rect([day], {x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: soft}),
    Plot.text([day], {
      x: (d: typeof day) => (d.x1 + d.x2) / 2,
      y: 'y2',
      dy: -9,
      text: [plainText(shortened(forecast.eventName, 28))],
      fill: ink,
      fontWeight: 600,
    }),
  ]
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function grid({fromMs, toMs, top, clock, frame}: Span) {
  const levels = [0, 1, 2, 3, 4].map((quarter) => (top * quarter) / 4)
  const ticks = timeTicks({clock, fromMs, toMs, mostTicks: frame.mostTicks})
  const [midnights, hours] = [ticks.filter(({isMidnight}) => isMidnight), ticks.filter(({isMidnight}) => !isMidnight)]
  const label = {x: 'atMs', y: 0, dy: 18, text: 'label'} as const
  return [
    Plot.ruleY(levels, {stroke: rule}),
    Plot.text(levels, {
      x: fromMs,
      y: (level: number) => level,
      dx: -8,
      text: axisNumber,
      textAnchor: 'end',
      fill: muted,
    }),
    Plot.text(['req/s'], {
      frameAnchor: 'top-left',
      dx: 8 - frame.left,
      dy: -24,
      text: (d: string) => d,
      textAnchor: 'start',
      fill: muted,
    }),
    Plot.ruleX(hours, {x: 'atMs', y1: 0, y2: top / 80, stroke: muted}),
    Plot.text(hours, {...label, fill: muted}),
    Plot.ruleX(midnights, {x: 'atMs', y1: 0, y2: top, stroke: muted, strokeDasharray: '2 3'}),
    Plot.text(midnights, {...label, fill: ink, fontWeight: 600}),
  ]
}

/** The last occurrence, with a hole where nothing was measured. */
function lastTime({forecast}: Run) {
  const points = forecast.path.map(({at}, i) => ({
    atMs: Date.parse(at) + forecast.stepS * 500,
    rps: forecast.lastTimeRps[i] ?? Number.NaN,
  }))
  if (points.every(({rps}) => Number.isNaN(rps))) return []
  return [Plot.lineY(points, {x: 'atMs', y: 'rps', stroke: last, strokeWidth: 1.5, strokeDasharray: '2 3'})]
}

function capacityLines(run: Run, {fromMs, toMs, top, frame}: Span) {
  const {capacityTodayRps: today, capacityPlannedRps: planned} = run
  // Lines that lie upon each other would hide one another, and so would their names.
  const isApart = today !== null && planned !== null && Math.abs(planned - today) > (top * 20) / frame.height
  const name = frame.width < 500 ? '' : 'Capacity '
  const line = (rps: number, text: string, colour: string, dash: string) => [
    Plot.ruleY([rps], {x1: fromMs, x2: toMs, stroke: colour, strokeWidth: 1.75, strokeDasharray: dash}),
    Plot.text([rps], {
      x: fromMs,
      y: (d: number) => d,
      dx: 6,
      dy: -9,
      text: [text],
      textAnchor: 'start',
      fill: colour,
      fontWeight: 600,
      stroke: card,
      strokeWidth: 4,
    }),
  ]
  const isDrawn = (rps: number | null): rps is number => rps !== null && rps <= top
  const shownToday = isDrawn(today)
    ? line(today, `${name}today ${rate(today)}${isApart || planned === null ? '' : ', and with the plan'}`, bad, '7 4')
    : []
  return isDrawn(planned) && (isApart || !isDrawn(today))
    ? [...line(planned, `${name}with the plan ${rate(planned)}`, good, 'none'), ...shownToday]
    : shownToday
}

function launch(run: Run, middles: readonly Middle[], {clock, top, frame}: Span) {
  const {firstSpike, peak, stepS} = run.forecast
  if (firstSpike === null || firstSpike.at === peak.at) return []
  const fromMs = Date.parse(firstSpike.at)
  const near = middles.filter(({atMs}) => atMs >= fromMs && atMs < fromMs + stepS * 1000)
  const at = near.toSorted((a, b) => b.p99Rps - a.p99Rps)[0]
  if (at === undefined) return []
  const {hour, minute} = clock.local(firstSpike.at)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  // The names of the capacity lines stand at the left, where a launch at midnight stands as well.
  const perPixel = top / (frame.height - frame.top - frame.bottom)
  const named = [run.capacityTodayRps, run.capacityPlannedRps].filter((rps) => rps !== null && rps <= top)
  const labelRps = placeAbove(
    at.p99Rps + 16 * perPixel,
    named.flatMap((rps) => [rps ?? 0, (rps ?? 0) + 10 * perPixel]),
    15 * perPixel,
  )
  const mark = {...at, labelRps}
  return [
    Plot.ruleX([mark], {x: 'atMs', y1: 'p99Rps', y2: labelRps - 8 * perPixel, stroke: ink}),
    Plot.text([mark], {x: 'atMs', y: 'labelRps', text: [`launch ${time}`], fill: ink, stroke: card, strokeWidth: 4}),
  ]
}

function peakMarks({forecast}: Run, middles: readonly Middle[], span: Span, layout: ChartLayout) {
  const {peak} = forecast
  const highest = middles.toSorted((a, b) => b.p90Rps - a.p90Rps)[0]
  if (highest === undefined) return []
  const marks = [
    {name: 'P99', rps: peak.p99Rps},
    {name: 'P90', rps: peak.p90Rps},
    {name: 'P50', rps: peak.p50Rps},
  ].map((mark) => ({...mark, atMs: highest.atMs}))
  const dots = Plot.dot(marks, {x: 'atMs', y: 'rps', r: 3, fill: p50, stroke: card, strokeWidth: 1})
  if (layout === 'narrow') return [dots]
  const gapRps = (15 * span.top) / (span.frame.height - span.frame.top - span.frame.bottom)
  const places = spreadDown([peak.p99Rps, peak.p90Rps, peak.p50Rps, peak.p50Rps - gapRps], gapRps)
  const lines = [...marks.map(({name, rps}) => `${name} ${rate(rps)}`), span.clock.stamp(peak.at)].map((text, i) => ({
    text,
    rps: places[i] ?? 0,
  }))
  const label = {x: span.toMs, y: 'rps', dx: 8, text: 'text', textAnchor: 'start'} as const
  return [
    Plot.link(
      marks.map(({atMs, rps}, i) => ({x1: atMs, x2: span.toMs, y1: rps, y2: lines[i]?.rps ?? rps})),
      {x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', stroke: p50, strokeOpacity: 0.45, strokeDasharray: '1 3'},
    ),
    dots,
    Plot.text(lines.slice(0, 3), {...label, fill: p50, fontWeight: 600}),
    Plot.text(lines.slice(3), {...label, fill: muted, fontSize: 11}),
  ]
}
