import type {Catalog} from '../../catalog/catalog.js'
import {figure} from '../figure.js'
import {
  gp2Limits,
  gp3Limits,
  gp3Rules,
  grownGib,
  ioRules,
  isKnown,
  type Rules,
  type StorageLimits,
  throughputFloor,
  type Volume,
} from './rds-volume.js'

/**
 * The rules of RDS that a setting breaks, each as a sentence; none when RDS would accept it.
 *
 * `currentGib` is the size the volume would be changed from; left out for a new one. Values that AWS reports of a
 * volume whose performance cannot be set (3,000 IOPS on a small gp3) count as not set.
 */
export function checkStorage({
  catalog,
  currentGib,
  ...volume
}: Volume & {catalog: Catalog; currentGib?: number}): string[] {
  const rules = catalog.rdsStorage
  if (!isKnown(volume)) return [`no rules are known for ${volume.storageType} storage of ${volume.engine}`]
  const growth = currentGib === undefined ? [] : growthProblems({from: currentGib, to: volume.allocatedGib, rules})
  if (volume.storageType === 'gp2')
    return [...growth, ...fixedProblems(volume, gp2Limits(volume, rules), rules.gp2MinGib.value, rules)]
  if (volume.storageType === 'gp3') return [...growth, ...gp3Problems(volume, rules)]
  return [...growth, ...ioProblems(volume, rules)]
}

function growthProblems({from, to, rules}: {from: number; to: number; rules: Rules}): string[] {
  if (to < from) return [`a volume never shrinks: ${figure(from)} GiB cannot become ${figure(to)} GiB`]
  const least = grownGib(from, rules)
  if (to === from || to >= least) return []
  return [`a volume grows by at least a tenth: ${figure(from)} GiB to ${figure(least)} GiB, not ${figure(to)} GiB`]
}

function sizeProblems(volume: Volume, minGib: number, rules: Rules): string[] {
  return rangeProblems({
    what: volume.storageType,
    unit: 'GiB',
    value: volume.allocatedGib,
    min: minGib,
    max: rules.maxGib.value,
  })
}

/** Of a volume whose performance follows its size. */
function fixedProblems(volume: Volume, limits: StorageLimits, minGib: number, rules: Rules): string[] {
  const what = `${volume.storageType} of ${figure(volume.allocatedGib)} GiB`
  const isIopsSet = isSet(volume.provisionedIops) && volume.provisionedIops !== limits.iops
  const isMibPerSSet = isSet(volume.provisionedMibPerS) && volume.provisionedMibPerS !== limits.mibPerS
  return [
    ...sizeProblems(volume, minGib, rules),
    ...(isIopsSet ? [`the IOPS of ${what} are fixed at ${figure(limits.iops)}`] : []),
    ...(isMibPerSSet ? [`the throughput of ${what} is fixed at ${figure(limits.mibPerS)} MiB/s`] : []),
  ]
}

function gp3Problems(volume: Volume, rules: Rules): string[] {
  const limits = gp3Limits(volume, rules)
  const range = gp3Rules(volume.engine, rules)
  if (volume.allocatedGib < range.settableFromGib) return fixedProblems(volume, limits, rules.gp3MinGib.value, rules)
  const {iops, mibPerS} = limits
  const floor = throughputFloor({engine: volume.engine, iops, rules})
  const maxIops = volume.allocatedGib * rules.gp3MaxIopsPerGibRatio.value
  const minIops = volume.allocatedGib * range.minIopsPerGib
  const maxMibPerS = iops * rules.gp3MaxMibPerSPerIopsRatio.value
  return [
    ...sizeProblems(volume, rules.gp3MinGib.value, rules),
    ...rangeProblems({
      what: 'gp3',
      unit: 'IOPS',
      value: iops,
      min: range.minIops,
      max: range.maxIops,
    }),
    ...rangeProblems({
      what: 'gp3',
      unit: 'MiB/s',
      value: mibPerS,
      min: range.minMibPerS,
      max: range.maxMibPerS,
    }),
    ...(iops > maxIops ? [`gp3 of ${figure(volume.allocatedGib)} GiB takes at most ${figure(maxIops)} IOPS`] : []),
    ...(iops < minIops ? [`gp3 of ${figure(volume.allocatedGib)} GiB needs at least ${figure(minIops)} IOPS`] : []),
    ...(mibPerS > maxMibPerS ? [`gp3 with ${figure(iops)} IOPS takes at most ${figure(maxMibPerS)} MiB/s`] : []),
    ...(mibPerS < floor
      ? [`gp3 of ${volume.engine} with ${figure(iops)} IOPS needs at least ${figure(floor)} MiB/s`]
      : []),
  ]
}

function ioProblems(volume: Volume, rules: Rules): string[] {
  const io = ioRules(volume, rules)
  const type = volume.storageType
  const what = `${type} of ${figure(volume.allocatedGib)} GiB`
  if (!isSet(volume.provisionedIops)) return [`${type} needs its IOPS to be set`]
  const ratio = volume.provisionedIops / volume.allocatedGib
  return [
    ...sizeProblems(volume, rules.provisionedMinGib.value, rules),
    ...rangeProblems({
      what: type,
      unit: 'IOPS',
      value: volume.provisionedIops,
      min: io.minIops,
      max: rules.provisionedMaxIops.value,
    }),
    ...(ratio > io.maxPerGib ? [`${what} takes at most ${figure(volume.allocatedGib * io.maxPerGib)} IOPS`] : []),
    ...(ratio < io.minPerGib ? [`${what} needs at least ${figure(volume.allocatedGib * io.minPerGib)} IOPS`] : []),
    ...(isSet(volume.provisionedMibPerS) ? [`the throughput of ${type} cannot be set; it follows the IOPS`] : []),
  ]
}

function rangeProblems({
  what,
  unit,
  value,
  min,
  max,
}: {
  what: string
  unit: string
  value: number
  min: number
  max: number
}): string[] {
  if (value >= min && value <= max) return []
  return [`${what} takes ${figure(min)} to ${figure(max)} ${unit}, not ${figure(value)}`]
}

/** AWS reports 0 where nothing can be set. */
function isSet(provisioned: number | null): provisioned is number {
  return provisioned !== null && provisioned > 0
}
