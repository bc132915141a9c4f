import type {Forecast} from '../../documents/forecast.js'
import type {Cover, LoadStage, LoadStages} from '../../documents/load-stages.js'
import {PlanError} from '../../errors.js'
import {figure, percent, span} from '../figure.js'
import {coverWords} from './find-cover.js'
import {type LinePoint, simplifyLine} from './simplify-line.js'

/** A test that goes to 1.5 times the forecast finds what breaks next, and covers a forecast that was too low. */
export const usualGoalRatio = 1.5
const warmUpS = 120
const holdS = 600
const rampDownS = 60
/** From one part to the next, and from the end of the ramp to the goal where it does not end at the peak. */
const moveS = 300
const toleranceRatio = 0.02
/** A rise is looked for over so long a time. */
const riseS = 600
/** So much before and after the steepest rise belongs to it. */
const riseMarginS = 300

/**
 * The stages of a load test that drives `goalRatio` of the forecast's P90 along the forecast's own ramp.
 *
 * Two minutes of warm-up; the steepest rise of the event, where it is not part of the ramp; then the last `lengthS`
 * seconds of the P90 path before its peak (or only the part from `fromAt` on), `speedRatio` times as fast, in as few
 * straight lines as stay within 2 %; then ten minutes at the goal and a minute down. The path is of busiest minutes, so seconds inside it can be higher. The rates are requests per second at
 * the level of the forecast: at the edge, most never reach the origin. `originRatio`, the share that does, makes them
 * those at the origin; null leaves them as they are. `covers` say what earlier tests reached. Throws
 * STAGES_NO_PATH when the forecast has no path at that time.
 */
export function makeStages({
  forecast,
  goalRatio,
  lengthS,
  fromAt,
  speedRatio,
  originRatio,
  covers,
}: {
  forecast: Forecast
  goalRatio: number
  lengthS: number
  fromAt: string | null
  speedRatio: number
  originRatio: number | null
  covers: readonly Cover[]
}): LoadStages {
  const path = pathOf(forecast, originRatio ?? 1)
  const level = originRatio === null ? forecast.level : 'origin'
  const peak = path.reduce<LinePoint | null>((most, point) => (most === null || point.y > most.y ? point : most), null)
  if (peak === null) throw noPath(forecast, fromAt)
  const pieces = piecesOf(path, {peakS: peak.x, lengthS, fromS: fromAt === null ? null : Date.parse(fromAt) / 1000})
  // An event that peaks as it begins has no ramp: the warm-up leads to the goal.
  const ramp = pieces.at(-1) ?? (fromAt === null ? [peak] : undefined)
  const end = ramp?.at(-1)
  if (ramp?.[0] === undefined || end === undefined) throw noPath(forecast, fromAt)
  const goalRps = goalRatio * peak.y
  const parts = pieces.flatMap((piece, i) =>
    pieceStages(piece, {part: i < pieces.length - 1 ? 'rise' : 'ramp', speedRatio}),
  )
  const joined = joinedStages([
    ...parts,
    ...(end.y < peak.y ? [stage('move', moveS / speedRatio, end.y, peak.y)] : []),
    stage('hold', holdS, peak.y, peak.y),
    stage('ramp-down', rampDownS, peak.y, 0),
  ])
  const stages = joined.map((one) => ({...one, fromRps: one.fromRps * goalRatio, toRps: one.toRps * goalRatio}))
  return {
    schema: 'ecom-plan.load-stages/v1',
    eventId: forecast.eventId,
    eventName: forecast.eventName,
    level,
    peakAt: isoOf(peak.x),
    peakP90Rps: peak.y,
    goalRatio,
    goalRps,
    fromAt: isoOf(ramp[0].x),
    toAt: isoOf(end.x),
    speedRatio,
    stages,
    covers: [...covers],
    words: [
      goalWords({eventName: forecast.eventName, level, goalRatio, goalRps, peakRps: peak.y, stages}),
      ...coverWords(covers),
    ],
    warnings: fromAt === null ? [] : steepestOutside(path, {fromS: ramp[0].x, toS: end.x, goalRatio}),
  }
}

/** The finest P90 path there is, over seconds since the epoch. */
function pathOf({path, finePath}: Forecast, ratio: number): LinePoint[] {
  return (finePath?.points ?? path).map(({at, p90Rps}) => ({x: Date.parse(at) / 1000, y: p90Rps * ratio}))
}

/** The part of a line between two times, its ends put in between the points around them. */
function cutLine(points: readonly LinePoint[], fromS: number, toS: number): LinePoint[] {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return []
  const [low, high] = [Math.max(fromS, first.x), Math.min(toS, last.x)]
  if (!(low < high)) return []
  const inside = points.filter(({x}) => x > low && x < high)
  return [{x: low, y: heightAt(points, low)}, ...inside, {x: high, y: heightAt(points, high)}]
}

function heightAt(points: readonly LinePoint[], x: number): number {
  const index = points.findIndex((point) => point.x >= x)
  const after = points[index]
  const before = points[Math.max(0, index - 1)]
  if (after === undefined || before === undefined) return points.at(-1)?.y ?? 0
  if (after.x === before.x) return after.y
  return before.y + ((after.y - before.y) * (x - before.x)) / (after.x - before.x)
}

const stage = (part: LoadStage['part'], durationS: number, fromRps: number, toRps: number): LoadStage => ({
  part,
  durationS: Math.max(1, Math.round(durationS)),
  fromRps,
  toRps,
})

const isoOf = (timeS: number) => new Date(Math.round(timeS) * 1000).toISOString()

function goalWords({
  eventName,
  level,
  goalRatio,
  goalRps,
  peakRps,
  stages,
}: {
  eventName: string
  level: Forecast['level']
  goalRatio: number
  goalRps: number
  peakRps: number
  stages: readonly LoadStage[]
}): string {
  const wholeS = stages.reduce((sum, {durationS}) => sum + durationS, 0)
  const where = level === 'edge' ? 'at the CDN edge' : 'at the load balancer'
  return (
    `${eventName}: ${figure(goalRps)} req/s ${where}, ${percent(goalRatio)} of the P90 peak of ${figure(peakRps)}, ` +
    `in ${stages.length} stages over ${span(wholeS)}`
  )
}

/**
 * What of the path to follow: the time before the peak, and first the steepest rise of the window where that is
 * elsewhere, since scaling is tested by the steepest; with `fromS` only what was asked for.
 */
function piecesOf(
  path: readonly LinePoint[],
  {peakS, lengthS, fromS}: {peakS: number; lengthS: number; fromS: number | null},
): LinePoint[][] {
  if (fromS !== null) return [cutLine(path, fromS, fromS + lengthS)].filter((piece) => piece.length > 1)
  const ramp = {fromS: peakS - lengthS, toS: peakS}
  const rise = riseOutside(path, ramp)
  const around = rise === null ? null : {fromS: rise.x - riseMarginS, toS: rise.x + riseS + riseMarginS}
  // One that the ramp nearly reaches is taken in by starting earlier.
  const isNear = around !== null && around.toS >= ramp.fromS && around.fromS < ramp.toS
  const spans = [
    ...(around === null || isNear ? [] : [around]),
    {...ramp, fromS: isNear ? Math.min(ramp.fromS, around.fromS) : ramp.fromS},
  ]
  return spans.map((span) => cutLine(path, span.fromS, span.toS)).filter((piece) => piece.length > 1)
}

function pieceStages(
  piece: readonly LinePoint[],
  {part, speedRatio}: {part: LoadStage['part']; speedRatio: number},
): LoadStage[] {
  const line = simplifyLine(piece, toleranceRatio * Math.max(...piece.map(({y}) => y)))
  return line.slice(1).map((to, i) => {
    const from = line[i] ?? to
    return stage(part, (to.x - from.x) / speedRatio, from.y, to.y)
  })
}

/** Stages with a warm-up in front, and a short way wherever one begins elsewhere than the last one ended. */
function joinedStages(stages: readonly LoadStage[]): LoadStage[] {
  return stages.flatMap((one, i) => {
    const before = stages[i - 1]
    if (before === undefined) return [stage('warm-up', warmUpS, 0, one.fromRps), one]
    return before.toRps === one.fromRps ? [one] : [stage('move', moveS, before.toRps, one.fromRps), one]
  })
}

/** The start of the steepest rise of the path, where it is steeper than any between two times. */
function riseOutside(
  path: readonly LinePoint[],
  {fromS, toS}: {fromS: number; toS: number},
): {x: number; rise: number} | null {
  const rises = path.slice(0, -1).map(({x}) => ({x, rise: heightAt(path, x + riseS) - heightAt(path, x)}))
  const isIn = ({x}: {x: number}) => x >= fromS && x + riseS <= toS
  const most = (list: typeof rises) => list.reduce((high, one) => (one.rise > high.rise ? one : high), {x: 0, rise: 0})
  const [inside, all] = [most(rises.filter(isIn)), most(rises)]
  return all.rise > inside.rise * (1 + toleranceRatio) ? all : null
}

function steepestOutside(
  path: readonly LinePoint[],
  {fromS, toS, goalRatio}: {fromS: number; toS: number; goalRatio: number},
): string[] {
  const rise = riseOutside(path, {fromS, toS})
  if (rise === null) return []
  const at = isoOf(rise.x).slice(0, 16)
  return [
    `the steepest rise lies outside of the ramp: ${figure(rise.rise * goalRatio)} req/s within 10 min from ${at}Z on; without --from it is in`,
  ]
}

function noPath({eventName}: Forecast, fromAt: string | null): PlanError {
  const when = fromAt === null ? 'before its peak' : `from ${fromAt} on`
  return new PlanError('data', 'STAGES_NO_PATH', `the forecast of ${eventName} has no path ${when}`, {
    suggestions: ['ecom-plan loadtest stages --event ID', 'leave --from out to follow the ramp to the peak'],
  })
}
