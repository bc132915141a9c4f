import type {Patch, Wave} from '../../documents/patch.js'

const waves: readonly Wave[] = ['reserve', 'database', 'limits', 'warm-up']

/** What is raised before what leans on it: a minimum above the maximum is refused, a policy scales into room that is there. */
const ranks: Readonly<Record<string, number>> = {
  RequestServiceQuotaIncrease: 0,
  UpdateAutoScalingGroup: 1,
  RegisterScalableTarget: 1,
  PutScheduledUpdateGroupAction: 2,
  PutScheduledAction: 2,
  UpdateCapacityProvider: 3,
  PutWarmPool: 3,
  EnableMetricsCollection: 3,
  UpdateService: 3,
  CreateDBInstance: 3,
  CreateDBInstanceReadReplica: 3,
  PutScalingPolicy: 4,
}

const otherRank = 3

/**
 * The order in which patches are applied: what apply sends before what a person sends; in each, what can be undone
 * before what cannot; then wave by wave, and in a wave maxima before minima and capacity before policies. Equal ones
 * keep the order of the tiers.
 */
export function orderPatches(patches: readonly Patch[]): Patch[] {
  return patches
    .map((patch, i) => ({patch, rank: rankOf(patch), i}))
    .sort(
      (a, b) => a.rank.map((rank, k) => rank - (b.rank[k] ?? 0)).find((difference) => difference !== 0) ?? a.i - b.i,
    )
    .map(({patch}) => patch)
}

/** The return of a minimum is there before what raises it, so that an apply that is cut leaves no raise without its end. */
function isEnd({input}: Patch['request']): boolean {
  return String(input['ScheduledActionName'] ?? '').endsWith('-end')
}

function rankOf({route, consent, wave, request}: Patch): number[] {
  return [
    Number(route === 'manual'),
    Number(consent === 'irreversible'),
    waves.indexOf(wave),
    ranks[request.operation] ?? otherRank,
    Number(!isEnd(request)),
  ]
}
