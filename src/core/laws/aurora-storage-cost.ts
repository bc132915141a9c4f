/** What an Aurora cluster costs a month on one storage configuration, in parts. */
export type StorageCost = {computeUsd: number; storageUsd: number; ioUsd: number; totalUsd: number}

/**
 * Monthly cost of an Aurora cluster on Standard or on I/O-Optimized: its instances, its volume, and on Standard each I/O.
 *
 * `computeUsdPerHour` is the hourly price of all instances on that configuration, `storageGib` what the volume holds,
 * `ioPerMonthCount` the billed I/O of a month, which I/O-Optimized includes (`millionIoUsd` of 0). Backups, data transfer
 * and reservations are left out: they are the same on both.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html
 * @example auroraStorageCost({computeUsdPerHour: 2.076, storageGib: 800, ioPerMonthCount: 1.2e9, gibMonthUsd: 0.1, millionIoUsd: 0.2, monthHours: 730}).totalUsd // => 1835.48
 */
export function auroraStorageCost({
  computeUsdPerHour,
  storageGib,
  ioPerMonthCount,
  gibMonthUsd,
  millionIoUsd,
  monthHours,
}: {
  computeUsdPerHour: number
  storageGib: number
  ioPerMonthCount: number
  gibMonthUsd: number
  millionIoUsd: number
  monthHours: number
}): StorageCost {
  const computeUsd = computeUsdPerHour * monthHours
  const storageUsd = storageGib * gibMonthUsd
  const ioUsd = (ioPerMonthCount / 1_000_000) * millionIoUsd
  return {computeUsd, storageUsd, ioUsd, totalUsd: computeUsd + storageUsd + ioUsd}
}
