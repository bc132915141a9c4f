import {rdsStorage} from '../../src/catalog/rds-storage.js'

/** A volume as it is ordered. */
export type Volume = {
  engine: string
  storageType: 'gp2' | 'gp3' | 'io1' | 'io2'
  allocatedGib: number
  provisionedIops: number | null
  provisionedMibPerS: number | null
}

const isSmall = ({allocatedGib}: Volume) => allocatedGib < rdsStorage.stripedFromGib.value
/** MySQL and MariaDB are given at least 1 MiB/s for 64 IOPS above 32,000. */
const flooredMibPerS = (engine: string, iops: number) =>
  engine !== 'postgres' && iops > rdsStorage.gp3MysqlFloorAboveIops.value ? Math.ceil(iops / 64) : 0

/** What a volume gives for hours, written from the pages of AWS that the catalogue's facts name. */
export function offersOf(volume: Volume): {iops: number; mibPerS: number} {
  const {storageType, allocatedGib, provisionedIops, provisionedMibPerS} = volume
  if (storageType === 'gp3') {
    if (isSmall(volume)) return {iops: 3000, mibPerS: 125}
    const iops = provisionedIops ?? 12_000
    return {iops, mibPerS: provisionedMibPerS ?? Math.max(500, flooredMibPerS(volume.engine, iops))}
  }
  if (storageType === 'gp2') {
    const iops = Math.min(64_000, Math.max(100, 3 * allocatedGib))
    const volumeCount = isSmall(volume) ? 1 : 4
    return {iops, mibPerS: volumeCount * Math.min(250, Math.max(128, iops / volumeCount / 4))}
  }
  const iops = provisionedIops ?? 1000
  const mostMibPerS = storageType === 'io1' && isSmall(volume) ? 500 : 4000
  return {iops, mibPerS: Math.min(mostMibPerS, iops * (storageType === 'io1' ? 0.25 : 0.256))}
}

/** Whether RDS would take the order, from a volume of `fromGib`. */
export function isAccepted(volume: Volume, fromGib: number): boolean {
  const {storageType, allocatedGib, provisionedIops, provisionedMibPerS} = volume
  const grows = allocatedGib !== fromGib
  if (allocatedGib > 65_536 || (grows && allocatedGib < Math.ceil(fromGib * 1.1 - 1e-9))) return false
  if (storageType === 'gp2' || (storageType === 'gp3' && isSmall(volume))) {
    return provisionedIops === null && provisionedMibPerS === null
  }
  const iops = provisionedIops ?? 0
  if (storageType === 'gp3') {
    const mibPerS = provisionedMibPerS ?? 0
    const isIopsIn = iops >= 12_000 && iops <= Math.min(64_000, 500 * allocatedGib)
    const leastMibPerS = Math.max(500, flooredMibPerS(volume.engine, iops))
    return isIopsIn && mibPerS >= leastMibPerS && mibPerS <= Math.min(4000, iops / 4)
  }
  const perGib = iops / allocatedGib
  const mostPerGib = storageType === 'io1' ? 50 : 1000
  return (
    allocatedGib >= 100 &&
    iops >= 1000 &&
    iops <= 256_000 &&
    perGib >= 0.5 &&
    perGib <= mostPerGib &&
    provisionedMibPerS === null
  )
}
