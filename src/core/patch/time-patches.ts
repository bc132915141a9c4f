import type {DraftPatch, Patch, Wave} from '../../documents/patch.js'
import type {Change} from '../../documents/plan.js'
import {instantOf, isoOf} from '../series/zone.js'

const waves: Readonly<Record<string, Wave>> = {
  RequestServiceQuotaIncrease: 'reserve',
  CreateCapacityReservation: 'reserve',
  ModifyCapacityReservation: 'reserve',
  ModifyDBInstance: 'database',
  ModifyDBCluster: 'database',
  CreateDBInstance: 'database',
  CreateDBInstanceReadReplica: 'database',
  EnableMetricsCollection: 'warm-up',
  PutScalingPolicy: 'warm-up',
  PutWarmPool: 'warm-up',
  UpdateCapacityProvider: 'warm-up',
  UpdateService: 'warm-up',
}

/**
 * Says of each patch in which wave it belongs and between when it may be sent: a scheduled action before it is to run,
 * all else before the last safe moment of its change, and before the window opens where its change names none.
 */
export function timePatches({
  patches,
  changes,
  windowStartS,
}: {
  patches: readonly DraftPatch[]
  changes: readonly Change[]
  windowStartS: number
}): Patch[] {
  return patches.map(({place, ...patch}) => ({
    ...patch,
    wave: waves[patch.request.operation] ?? 'limits',
    notBeforeAt: null,
    notAfterAt: lastMomentOf(patch, changes) ?? isoOf(windowStartS),
    ...(place === undefined ? {} : {place}),
  }))
}

function lastMomentOf({id, request}: DraftPatch, changes: readonly Change[]): string | null {
  const {StartTime, Schedule, ScheduledActionName} = request.input
  if (ScheduledActionName !== undefined) {
    const at = typeof Schedule === 'string' ? /^at\((.+)\)$/.exec(Schedule)?.[1] : undefined
    return isoOf(instantOf(at === undefined ? String(StartTime) : `${at}Z`))
  }
  return changes.find(({patchIds}) => patchIds.includes(id))?.latestAt ?? null
}
