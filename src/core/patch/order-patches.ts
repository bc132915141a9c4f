import type {Patch} from '../../documents/patch.js'

/**
 * What is asked for and reserved before what needs it; maxima before minima, since a minimum above the maximum is
 * refused; what a policy follows before the policy. What a person sends stands last.
 */
const ranks: Record<string, number> = {
  RequestServiceQuotaIncrease: -2,
  ModifyCapacityReservation: -1,
  CreateCapacityReservation: -1,
  UpdateAutoScalingGroup: 0,
  RegisterScalableTarget: 0,
  PutScheduledUpdateGroupAction: 1,
  PutScheduledAction: 1,
  ModifyDBInstance: 2,
  ModifyDBCluster: 2,
  CreateDBInstance: 3,
  CreateDBInstanceReadReplica: 3,
  EnableMetricsCollection: 3,
  PutWarmPool: 3,
  UpdateCapacityProvider: 3,
  UpdateService: 3,
  PutScalingPolicy: 4,
}

/** The order in which patches are applied; equal ranks keep the order of the tiers. */
export function orderPatches(patches: readonly Patch[]): Patch[] {
  const rankOf = (patch: Patch) => (patch.route === 'manual' ? 10 : 0) + (ranks[patch.request.operation] ?? 5)
  return patches
    .map((patch, i) => ({patch, i}))
    .sort((a, b) => rankOf(a.patch) - rankOf(b.patch) || a.i - b.i)
    .map(({patch}) => patch)
}
