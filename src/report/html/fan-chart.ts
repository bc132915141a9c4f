import type {PathPoint} from '../../documents/forecast.js'
import type {Run} from '../../documents/run.js'
import {roundTop, timeTicks} from '../axis.js'
import {levelName} from '../forecast-words.js'
import {axisNumber, rate} from '../number.js'
import {type EventClock, eventClock} from '../time.js'
import {escapeHtml} from './escape-html.js'
import {fanPoints} from './fan-points.js'

const ink = 'var(--ink, #16202c)'
/** Behind text on the bands. */
const halo = 'var(--card, #fff)'
const muted = 'var(--muted, #5b6878)'
const rule = 'var(--line, #dfe4ea)'
const bad = 'var(--bad, #c6281f)'
const good = 'var(--good, #11804f)'
const p50 = 'var(--p50, #2b62d9)'
const band90 = 'var(--band90, #8fb0f2)'
const band99 = 'var(--band99, #ccdcfa)'
const last = 'var(--last, #7b8794)'

/** One drawing for a desk and one for a phone: scaling one down would make its text unreadable. */
const layouts = {
  wide: {width: 1000, height: 360, left: 48, right: 128, top: 28, bottom: 34, mostTicks: 12},
  narrow: {width: 360, height: 260, left: 36, right: 8, top: 26, bottom: 30, mostTicks: 5},
} as const
export type ChartLayout = keyof typeof layouts

type Scale = {x: (atMs: number) => number; y: (rps: number) => number; top: number; fromMs: number; toMs: number}
type Frame = (typeof layouts)[ChartLayout]
type Point = {atMs: number; rps: number}

/**
 * The forecast as an SVG fan: P50 as a line, P90 and P99 as bands above it, in five minutes where the forecast has them;
 * the last occurrence aligned hour by hour, capacity today and after the plan as lines, hours of the event's zone below.
 * Empty without a path.
 */
export function renderFanChart(run: Run, layout: ChartLayout): string {
  const {forecast} = run
  const frame = layouts[layout]
  const scale = scaleOf(run, frame)
  if (scale === null) return ''
  const clock = eventClock(forecast.timezone)
  const {stepS, points} = fanPoints(forecast, frame.width - frame.left - frame.right)
  const middle = points.map((point) => ({atMs: Date.parse(point.at) + stepS * 500, point}))
  const series = (pick: (point: PathPoint) => number): Point[] =>
    middle.map(({atMs, point}) => ({atMs, rps: pick(point)}))
  const [low, mid, high] = [series((p) => p.p50Rps), series((p) => p.p90Rps), series((p) => p.p99Rps)]
  const id = `fan-${layout}`
  return [
    `<svg class="chart ${layout}" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui, sans-serif" font-size="12"${layout === 'narrow' ? ' hidden' : ''}>`,
    `<title id="${id}-title">${escapeHtml(`Traffic forecast of ${forecast.eventName}`)}</title>`,
    `<desc id="${id}-desc">${escapeHtml(description(run, clock))}</desc>`,
    grid(scale, frame, clock),
    `<path d="${area(mid, high, scale)}" fill="${band99}"/>`,
    `<path d="${area(low, mid, scale)}" fill="${band90}"/>`,
    ...lastTimeLines(run, scale),
    `<path d="${lineOf(low, scale)}" fill="none" stroke="${p50}" stroke-width="2.5" stroke-linejoin="round"/>`,
    capacityLine({rps: run.capacityPlannedRps, name: 'with the plan', colour: good, dash: '', scale, frame}),
    capacityLine({rps: run.capacityTodayRps, name: 'capacity today', colour: bad, dash: '7 4', scale, frame}),
    layout === 'wide' ? peakLabels(run, scale, frame) : '',
    '</svg>',
  ].join('\n')
}

function description(run: Run, clock: EventClock): string {
  const {peak} = run.forecast
  const today = run.capacityTodayRps === null ? 'not known' : `${rate(run.capacityTodayRps)} requests a second`
  return (
    `Requests a second ${levelName(run.forecast)}. Peak ${clock.stamp(peak.at)}: P50 ${rate(peak.p50Rps)}, ` +
    `P90 ${rate(peak.p90Rps)}, P99 ${rate(peak.p99Rps)}. Capacity today ${today}.`
  )
}

function scaleOf(run: Run, frame: Frame): Scale | null {
  const {path, stepS, peak} = run.forecast
  const [first, end] = [path[0], path.at(-1)]
  if (first === undefined || end === undefined) return null
  const highest = Math.max(peak.p99Rps, ...path.map((point) => point.p99Rps))
  // A capacity far above the traffic would press it flat: such a line stays off the chart.
  const lines = [run.capacityTodayRps, run.capacityPlannedRps].filter((rps) => rps !== null && rps <= 2 * highest)
  const top = roundTop(Math.max(highest, ...lines.map((rps) => rps ?? 0)))
  const fromMs = Date.parse(first.at)
  const toMs = Date.parse(end.at) + stepS * 1000
  const innerWidth = frame.width - frame.left - frame.right
  const innerHeight = frame.height - frame.top - frame.bottom
  return {
    x: (atMs) => frame.left + ((atMs - fromMs) / (toMs - fromMs)) * innerWidth,
    y: (rps) => frame.top + (1 - rps / top) * innerHeight,
    top,
    fromMs,
    toMs,
  }
}

const px = (value: number) => String(Math.round(value * 10) / 10)

function grid(scale: Scale, frame: Frame, clock: EventClock): string {
  const [x1, x2, floor] = [frame.left, frame.width - frame.right, frame.height - frame.bottom]
  const levels = [0, 1, 2, 3, 4].map((quarter) => (scale.top * quarter) / 4)
  const rows = levels.map(
    (rps) =>
      `<line x1="${x1}" x2="${x2}" y1="${px(scale.y(rps))}" y2="${px(scale.y(rps))}" stroke="${rule}"/>` +
      `<text x="${x1 - 6}" y="${px(scale.y(rps) + 4)}" text-anchor="end" fill="${muted}">${axisNumber(rps)}</text>`,
  )
  const ticks = timeTicks({clock, fromMs: scale.fromMs, toMs: scale.toMs, mostTicks: frame.mostTicks})
  const columns = ticks.map(({atMs, label, isMidnight}) => {
    const x = px(Math.min(scale.x(atMs), x2))
    const mark = `<line x1="${x}" x2="${x}" y1="${isMidnight ? frame.top : floor}" y2="${floor + 5}" stroke="${isMidnight ? muted : rule}" stroke-dasharray="${isMidnight ? '2 3' : 'none'}"/>`
    const anchor = atMs === scale.fromMs ? 'start' : 'middle'
    return `${mark}<text x="${x}" y="${floor + 19}" text-anchor="${anchor}" fill="${isMidnight ? ink : muted}"${isMidnight ? ' font-weight="600"' : ''}>${label}</text>`
  })
  return [...rows, ...columns, `<text x="${x1}" y="14" fill="${muted}">requests / second</text>`].join('\n')
}

/** Where a point lies, in tenths of a pixel, so that differences of such numbers are short. */
function placeOf({atMs, rps}: Point, scale: Scale): {x: number; y: number} {
  return {x: Math.round(scale.x(atMs) * 10), y: Math.round(scale.y(rps) * 10)}
}

/** A path through points, each after the first by its distance: half as long as one that names every place. */
function lineOf(points: readonly Point[], scale: Scale, start = 'M'): string {
  const places = points.map((point) => placeOf(point, scale))
  return places
    .map(({x, y}, i) => {
      const before = places[i - 1]
      return before === undefined ? `${start}${x / 10} ${y / 10}` : `l${(x - before.x) / 10} ${(y - before.y) / 10}`
    })
    .join('')
}

function area(low: readonly Point[], high: readonly Point[], scale: Scale): string {
  return `${lineOf(high, scale)}${lineOf(low.toReversed(), scale, 'L')}Z`
}

/** The last occurrence in pieces: a line across an hour that was not measured would invent it. */
function lastTimeLines({forecast}: Run, scale: Scale): string[] {
  const pieces: Point[][] = [[]]
  for (const [i, rps] of forecast.lastTimeRps.entries()) {
    const at = forecast.path[i]?.at
    if (at === undefined) break
    if (rps === null) pieces.push([])
    else pieces.at(-1)?.push({atMs: Date.parse(at) + forecast.stepS * 500, rps: Math.min(rps, scale.top)})
  }
  return pieces
    .filter((piece) => piece.length > 1)
    .map(
      (piece) =>
        `<path d="${lineOf(piece, scale)}" fill="none" stroke="${last}" stroke-width="1.5" stroke-dasharray="2 3"/>`,
    )
}

function capacityLine({
  rps,
  name,
  colour,
  dash,
  scale,
  frame,
}: {
  rps: number | null
  name: string
  colour: string
  dash: string
  scale: Scale
  frame: Frame
}): string {
  if (rps === null || rps > scale.top) return ''
  const [x1, x2, y] = [frame.left, frame.width - frame.right, scale.y(rps)]
  return (
    `<line x1="${x1}" x2="${x2}" y1="${px(y)}" y2="${px(y)}" stroke="${colour}" stroke-width="1.8" stroke-dasharray="${dash === '' ? 'none' : dash}"/>` +
    `<text x="${x1 + 6}" y="${px(y - 6)}" fill="${colour}" font-weight="600" stroke="${halo}" stroke-width="3" paint-order="stroke">${name} ${rate(rps)}</text>`
  )
}

/** The three values of the peak at the right edge, kept apart where they are close. */
function peakLabels({forecast}: Run, scale: Scale, frame: Frame): string {
  const {peak} = forecast
  const rows = [
    ['P99', peak.p99Rps],
    ['P90', peak.p90Rps],
    ['P50', peak.p50Rps],
  ] as const
  let above = Number.NEGATIVE_INFINITY
  return rows
    .map(([name, rps]) => {
      const y = Math.max(scale.y(rps) + 4, above + 16)
      above = y
      return `<text x="${frame.width - frame.right + 12}" y="${px(y)}" fill="${p50}" font-size="13" font-weight="600">${name} ${rate(rps)}</text>`
    })
    .join('\n')
}
