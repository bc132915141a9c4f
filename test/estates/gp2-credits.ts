import {rdsStorage} from '../../src/catalog/rds-storage.js'
import {offersOf, type Volume} from './volume-offers.js'

/** How full the bucket is when the window opens: nobody promises more than half. */
const fullAtFirstRatio = 0.5

/**
 * IOPS that a volume really gives through a window of that demand, one value an hour: those of its size, and of a gp2
 * volume its burst as long as the bucket never runs dry (EBS User Guide, I/O credits and burst performance).
 */
export function heldIops(volume: Volume, demandIops: readonly number[]): number {
  const {iops} = offersOf(volume)
  const volumeCount = volume.allocatedGib < rdsStorage.stripedFromGib.value ? 1 : 4
  const burstIops = 3000 * volumeCount
  if (volume.storageType !== 'gp2' || burstIops <= iops) return iops
  const fullCount = 5_400_000 * volumeCount
  let creditCount = fullCount * fullAtFirstRatio
  for (const demand of demandIops) {
    creditCount = Math.min(fullCount, creditCount + (iops - Math.min(demand, burstIops)) * 3600)
    if (creditCount < 0) return iops
  }
  return burstIops
}
