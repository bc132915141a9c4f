import type {AwsRequest, DraftPatch} from '../../documents/patch.js'

/**
 * What a patch of a maximum does to it: raises it from what AWS has now to what is planned, or holds what another event
 * has raised it to already. Its undo goes to what rests. A maximum is never lowered.
 */
export function heldMaximum({
  field,
  restingCount,
  liveCount = restingCount,
  maxCount,
  call,
}: {
  field: 'MaxSize' | 'MaxCapacity'
  restingCount: number
  /** Left out where it is what rests. */
  liveCount?: number | undefined
  maxCount: number
  call: (count: number) => AwsRequest
}): Pick<DraftPatch, 'summary' | 'request' | 'before' | 'after' | 'resting' | 'undo'> {
  const afterCount = Math.max(maxCount, liveCount)
  const isHeld = afterCount === liveCount
  return {
    summary: isHeld
      ? `${field} held at ${liveCount} (${maxCount} needed; ${restingCount} at rest)`
      : `${field} ${liveCount} → ${afterCount}`,
    request: call(afterCount),
    before: {[field]: liveCount},
    after: {[field]: afterCount},
    ...(liveCount === restingCount ? {} : {resting: {[field]: restingCount}}),
    undo: call(restingCount),
  }
}
