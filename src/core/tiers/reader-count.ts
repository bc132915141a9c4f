import {counted, figure} from '../figure.js'

export type ReaderNeed = {readerCount: number; because: string[]}

/**
 * Readers that a cluster needs: as many as carry the reads at the peak, and so many that those left after a failover or
 * the loss of zones carry the reads that must still hold then.
 *
 * `neededCount` carry the peak, `neededLostCount` carry what has to hold with `zonesLost` zones down. Instances are
 * spread evenly over `zoneCount` zones. When the writer's zone goes, a reader takes its place and no longer serves reads
 * alone, so that one reader more is gone than the zone held. With no zone to lose it is one failover. Never below
 * `presentCount`.
 */
export function readersNeeded({
  neededCount,
  neededLostCount,
  zonesLost,
  zoneCount,
  presentCount,
}: {
  neededCount: number
  neededLostCount: number
  zonesLost: number
  zoneCount: number
  presentCount: number
}): ReaderNeed {
  if (neededCount === 0 && neededLostCount === 0) return {readerCount: presentCount, because: []}
  let readerCount = Math.max(1, presentCount, neededCount)
  while (readersLeft({readerCount, zonesLost, zoneCount}) < neededLostCount) readerCount += 1
  return {
    readerCount,
    because: [
      `${counted(neededCount, 'reader')} at the peak; ${neededLostCount === 0 ? 'one instance alone carries reads and writes' : `${figure(neededLostCount)} of ${figure(readerCount)} left`} where ` +
        `${zonesLost === 0 ? 'one takes over as writer' : `${counted(zonesLost, 'zone')} of ${figure(zoneCount)} and the writer in it are lost`}`,
    ],
  }
}

/** Readers that still serve reads when zones are lost, the writer's among them, or after one failover. */
export function readersLeft({
  readerCount,
  zonesLost,
  zoneCount,
}: {
  readerCount: number
  zonesLost: number
  zoneCount: number
}): number {
  if (zonesLost === 0 || zoneCount <= zonesLost) return Math.max(0, readerCount - 1)
  const perZone = Math.ceil((readerCount + 1) / zoneCount)
  // The lost zones hold the writer and so many readers; one of those left becomes the writer.
  const lost = Math.min(readerCount, perZone * zonesLost - 1)
  return Math.max(0, readerCount - lost - 1)
}
