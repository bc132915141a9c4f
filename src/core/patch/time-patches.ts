import type {DraftPatch, Patch, Wave} from '../../documents/patch.js'
import type {Change} from '../../documents/plan.js'
import {isSameValue} from '../apply/same-value.js'
import {type Freeze, latestOutside} from '../recommend/freeze.js'
import {onceAtS} from '../recommend/schedule-runs.js'
import {instantOf, isoOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'

/** What is not named here changes a limit or a schedule. */
const waves: Readonly<Record<string, Wave>> = {
  RequestServiceQuotaIncrease: 'reserve',
  CreateCapacityReservation: 'reserve',
  ModifyCapacityReservation: 'reserve',
  ModifyDBInstance: 'database',
  ModifyDBCluster: 'database',
  CreateDBInstance: 'database',
  CreateDBInstanceReadReplica: 'database',
  PutWarmPool: 'warm-up',
  PutScalingPolicy: 'warm-up',
  EnableMetricsCollection: 'warm-up',
  UpdateCapacityProvider: 'warm-up',
  UpdateService: 'warm-up',
}

/** Of these the bill begins with the call: a quota costs nothing, and a database needs its lead. */
const isPaidAhead = ({request: {operation}, before, after, resting}: DraftPatch) =>
  (waves[operation] === 'warm-up' || operation.endsWith('CapacityReservation')) &&
  // What is only held is paid for already, and nothing may take it away meanwhile.
  !(resting !== undefined && isSameValue(before, after))

type Known = {changes: readonly Change[]; freezes: readonly Freeze[]; setting: Setting}

/**
 * Says of each patch in which wave it belongs and between when it may be sent.
 *
 * A scheduled action may be put until AWS, which may be late, would run it; a limit until the first scheduled action of
 * its resource; all else until the last safe moment of its change, or until the window opens where that names none. What
 * costs from the minute it is made is not made earlier than a judged lead before that, counted from before a freeze
 * where one is on then. All else may be sent as soon as the plan is made.
 */
export function timePatches({patches, ...known}: Known & {patches: readonly DraftPatch[]}): Patch[] {
  return patches.map((draft) => {
    const {place, ...patch} = draft
    const lastS = lastMomentS(draft, patches, known)
    return {
      ...patch,
      wave: waveOf(draft),
      notBeforeAt: isPaidAhead(draft) ? isoOf(firstMomentS(lastS, known)) : null,
      notAfterAt: isoOf(lastS),
      ...(place === undefined ? {} : {place}),
    }
  })
}

function waveOf({request: {operation, input}}: DraftPatch): Wave {
  // The readers of a cluster are scaled by the call that scales services.
  if (input['ServiceNamespace'] === 'rds') return 'database'
  if (operation === 'UpdateAutoScalingGroup' && !('MaxSize' in input) && !('MinSize' in input)) return 'warm-up'
  return waves[operation] ?? 'limits'
}

function firstMomentS(lastS: number, {freezes, setting}: Known): number {
  const neededS = latestOutside({atS: Math.min(lastS, setting.windowStartS), workS: 0, freezes})
  return neededS - setting.judgement('paidAheadS')
}

function lastMomentS(patch: DraftPatch, patches: readonly DraftPatch[], {changes, setting}: Known): number {
  const latenessS = setting.catalog.scalingLimits.scheduledActionLatenessS.value
  const runS = runOfS(patch)
  if (runS !== null) return runS - latenessS
  const runs = patches.flatMap((one) => (isOnSameResource(one, patch) ? (runOfS(one) ?? []) : []))
  if (waveOf(patch) === 'limits' && runs.length > 0) return Math.min(...runs) - latenessS
  const latestAt = changes.find(({patchIds}) => patchIds.includes(patch.id))?.latestAt
  return latestAt == null ? setting.windowStartS : instantOf(latestAt)
}

function isOnSameResource(a: DraftPatch, b: DraftPatch): boolean {
  return a.resource === b.resource && JSON.stringify(a.place) === JSON.stringify(b.place)
}

/** When the scheduled action that a patch puts is to run; null of another patch. */
function runOfS({request: {input}}: DraftPatch): number | null {
  const {StartTime, Schedule, Timezone, ScheduledActionName} = input
  if (ScheduledActionName === undefined) return null
  const timezone = typeof Timezone === 'string' ? Timezone : null
  return onceAtS({schedule: String(Schedule ?? StartTime), timezone})
}
