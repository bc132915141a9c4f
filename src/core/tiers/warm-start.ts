import type {AutoScalingGroup} from '../../documents/inventory.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, span} from '../figure.js'
import {warmPoolCount} from '../laws/warm-pool.js'
import type {MinStep} from '../recommend/min-schedule.js'
import type {Setting} from './tier-finding.js'

type Pooled = AutoScalingGroup & {warmPool: NonNullable<AutoScalingGroup['warmPool']>}

export const hasPool = (group: AutoScalingGroup): group is Pooled => group.warmPool !== null

/** From a warm pool to taking requests: never longer than a cold start. */
export function warmStartS(coldS: number, setting: Setting): number {
  return Math.min(coldS, setting.judgement('warmPoolStartupS'))
}

/** The pool that a maximum leaves beside a desired capacity. */
function poolCount({warmPool}: Pooled, maxCount: number, desiredCount: number): number {
  return warmPoolCount({
    desiredCount,
    maxCount,
    maxPreparedCount: warmPool.maxPreparedCount,
    minPoolCount: warmPool.minCount,
  })
}

/**
 * The first rise of a schedule that the pool cannot feed, so that the rest of it starts cold; null when it feeds all.
 * What a stopped instance needs may be sold out when it is started: a pool reserves no capacity.
 */
export function shortOfPool({
  group,
  steps,
  maxCount,
}: {
  group: Pooled
  steps: readonly MinStep[]
  maxCount: number
}): {poolCount: number; riseCount: number} | null {
  let before = group.minCount
  for (const {minCount} of steps) {
    const pool = poolCount(group, maxCount, before)
    if (minCount - before > pool) return {poolCount: pool, riseCount: minCount - before}
    before = minCount
  }
  return null
}

/** What the pool means for the lead of a schedule. */
export function poolInWords({
  group,
  short,
  startS,
}: {
  group: Pooled
  short: {poolCount: number; riseCount: number} | null
  startS: number
}): string {
  const {state} = group.warmPool
  return short === null
    ? `from the warm pool (${state}) an instance takes ${span(startS)} (our judgement); the pool reserves no capacity, so a start can still fail`
    : `the warm pool (${state}) holds ${counted(short.poolCount, 'instance')} where the minimum rises by ${figure(short.riseCount)}, so the rest starts cold and the lead is that of a cold start`
}

/** What a higher maximum adds to the pool, and what that costs over the window: disks alone where instances are stopped. */
export function poolGrowth({
  group,
  maxCount,
  usdPerHour,
  setting,
}: {
  group: Pooled
  maxCount: number
  /** Price of one instance; null where it is not known. */
  usdPerHour: number | null
  setting: Setting
}): {usd: number | null; because: string} {
  const more = poolCount(group, maxCount, group.minCount) - poolCount(group, group.maxCount, group.minCount)
  if (more <= 0) return {usd: 0, because: 'the warm pool has a maximum of its own and does not grow with it'}
  const grows = `the warm pool grows by ${counted(more, 'instance')} with the maximum`
  if (group.warmPool.state === 'running') {
    if (usdPerHour === null) return {usd: null, because: `${grows}; they run, and their price is not known here`}
    const usd = more * usdPerHour * setting.windowHours
    return {
      usd,
      because: `${grows}, which run: ${figure(more)} × ${figure(setting.windowHours)} h × $${usdPerHour} = ${dollars(usd)}`,
    }
  }
  const gib = group.volumeGib ?? setting.judgement('instanceVolumeGib')
  const gibUsd = knownPrice('prices.ebsGp3GibUsdPerMonth', setting)
  if (gibUsd === null) return {usd: null, because: `${grows}; they cost their disks, whose price is not known here`}
  setting.cite('prices.hoursPerMonth')
  const months = setting.windowHours / setting.catalog.prices.hoursPerMonth.value
  const usd = more * gib * gibUsd * months
  return {
    usd,
    because: `${grows}, which cost their disks alone: ${figure(more)} × ${figure(gib)} GiB × $${gibUsd} × ${figure(months)} months = ${dollars(usd)}`,
  }
}
