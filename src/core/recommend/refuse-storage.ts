import type {Blocker, Change, Limit, Rejection} from '../../documents/plan.js'
import type {TierDiagnosis} from '../../documents/tier-diagnosis.js'
import {notOfTheDisk} from '../diagnose/diagnose-days.js'
import type {TierFinding} from '../tiers/tier-finding.js'

/** Fields of ModifyDBInstance that buy a faster volume. */
const storageFields = ['AllocatedStorage', 'Iops', 'StorageThroughput', 'StorageType']
/** Limits that such a change would have moved. */
const diskMeasures = ['IOPS', 'throughput', 'disk queue']

const because: Partial<Record<string, string>> = {
  locks: 'sessions wait for each other and not for the disk',
  'working-set': 'the reads are what memory no longer holds, and a faster disk only serves more of them',
}

/**
 * Takes a faster volume out of a database's finding where locks or a missed working set were found in these days: it
 * would be paid for and change nothing. It becomes a rejection with the reason, its calls go, the disk's limits stand
 * as they are today, and a blocker says what to do instead. Any other finding is returned as it is.
 *
 * The disk's limits after the plan are then today's even where a larger class would have raised its own bandwidth.
 */
export function refuseStorage<F extends TierFinding>(
  found: F,
  {tier, now}: Pick<TierDiagnosis, 'tier' | 'now'>,
): {found: F; refused: Rejection[]} {
  const cause = now?.held[0]
  if (now === null || cause === undefined || !notOfTheDisk.includes(now.answer)) return {found, refused: []}
  const buys = (patch: TierFinding['patches'][number]) =>
    patch.request.operation === 'ModifyDBInstance' && storageFields.some((field) => field in patch.request.input)
  const refusedIds = new Set(found.patches.filter(buys).map(({id}) => id))
  const isRefused = ({patchIds}: Change) => patchIds.some((id) => refusedIds.has(id))
  const refused = found.changes.filter(isRefused)
  if (refused.length === 0) return {found, refused: []}
  const rejected = refused.map(
    ({setting, from, to}): Rejection => ({
      candidate: `${setting} ${from} → ${to}`,
      because: `${because[cause.cause] ?? cause.because} (${cause.rule})`,
    }),
  )
  const kept = found.changes.filter((change) => !isRefused(change))
  const [first, ...others] = kept
  return {
    found: {
      ...found,
      limits: found.limits.map(asToday),
      changes: first === undefined ? [] : [{...first, rejected: [...first.rejected, ...rejected]}, ...others],
      patches: found.patches.filter(({id}) => !refusedIds.has(id)),
      blockers: [...found.blockers, blockerOf(tier, now.sentence, cause.remedy, rejected)],
    },
    refused: rejected,
  }
}

function asToday(limit: Limit): Limit {
  if (!diskMeasures.includes(limit.measure)) return limit
  return {
    ...limit,
    planned: limit.today,
    after: limit.now,
    afterShortS: limit.shortS,
    plannedBreaksAtRps: limit.breaksAtRps,
  }
}

function blockerOf(tier: string, sentence: string, remedy: readonly string[], rejected: readonly Rejection[]): Blocker {
  const candidates = rejected.map(({candidate}) => candidate).join(', ')
  return {
    severity: 'block',
    code: 'NOT_THE_DISK',
    message: `${tier}: ${sentence} So ${candidates} is not recommended: it would change nothing.`,
    next: `${remedy.join('; ')}; then forecast again`,
  }
}
