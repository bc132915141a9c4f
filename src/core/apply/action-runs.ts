import type {TimedAction} from '../../documents/status.js'
import {runsOf} from '../recommend/schedule-runs.js'
import {instantOf} from '../series/zone.js'

const dayS = 86_400
/** How far ahead the next runs are looked for, in turn: most are near, and a year of cron minutes takes a while. */
const horizonsDays = [2, 14, 60, 400]

/**
 * When an action runs after `afterS` and until `toS` (epoch seconds, the end included), in order. Null where that
 * cannot be told: a `rate(…)`, whose first run AWS chose, or a schedule that cannot be read.
 *
 * A recurrence is bounded by its start and end; that of a group runs at its start as well.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export function actionRuns(action: TimedAction, {afterS, toS}: {afterS: number; toS: number}): number[] | null {
  if (/^rate\(/.test(action.schedule)) return null
  const runs = runsOf({...action, ...action.limits}, {fromS: afterS, toS})
  if (runs === null) return null
  const fromS = action.fromAt === null ? Number.NEGATIVE_INFINITY : instantOf(action.fromAt)
  const untilS = action.untilAt === null ? Number.POSITIVE_INFINITY : instantOf(action.untilAt)
  const firstS = action.isRunAtStart && action.fromAt !== null ? [fromS] : []
  return [...new Set([...runs.filter((atS) => atS >= fromS), ...firstS])]
    .filter((atS) => atS > afterS && atS <= toS && atS <= untilS)
    .sort((a, b) => a - b)
}

/** One run that lies ahead. */
export type AheadRun = {atS: number; action: TimedAction}

/** The next `mostCount` runs of actions after `afterS`, at most 400 days ahead; at one time in the order of names. */
export function nextRuns(
  actions: readonly TimedAction[],
  {afterS, mostCount}: {afterS: number; mostCount: number},
): AheadRun[] {
  let runs: AheadRun[] = []
  for (const days of horizonsDays) {
    const toS = afterS + days * dayS
    runs = actions
      .flatMap((action) => (actionRuns(action, {afterS, toS}) ?? []).map((atS) => ({atS, action})))
      .sort((a, b) => a.atS - b.atS || compare(a.action.name, b.action.name))
    if (runs.length >= mostCount) break
  }
  return runs.slice(0, mostCount)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
