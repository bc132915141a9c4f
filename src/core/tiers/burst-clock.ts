import {figure, percent, span} from '../figure.js'
import {ebsBurstS} from '../laws/ebs-burst.js'
import {tokenBucket} from '../laws/token-bucket.js'

/** A demand over the window: one value a step, in I/O or MiB a second. */
export type DemandPath = {perS: readonly number[]; stepS: number}

/** How far a window gets with what may be used for a while only. */
export type BurstUse = {
  /** Whether it lasts through the window. */
  lasts: boolean
  /** Share of it that the window takes, 0…1; 1 where it does not last. */
  usedRatio: number
  /** In words; made when asked for, since a limit is looked for by many tries. */
  because: () => string
}

const dayS = 86_400
/** A peak that the steps of a path have averaged away still takes a minute. */
const leastPeakS = 60

/**
 * Whether the half hour a day that an EBS-optimized class holds its maximum is enough for a window.
 *
 * `plannedPerS` is what is planned for of the baseline, `peakPerS` the busiest demand, `balanceRatio` (0…1) what is left
 * of the balance when the window opens. All time above `plannedPerS` counts, in the worst 24 hours, as if the maximum
 * were asked for: AWS promises half an hour at the maximum and not that less lasts longer, nor how fast it comes back.
 */
export function classBurstUse({
  path,
  peakPerS,
  plannedPerS,
  baselinePerS,
  maximumPerS,
  balanceRatio,
  unit,
}: {
  path: DemandPath
  peakPerS: number
  plannedPerS: number
  baselinePerS: number
  maximumPerS: number
  balanceRatio: number
  unit: string
}): BurstUse {
  const availableS = ebsBurstS({demandPerS: maximumPerS, baselinePerS, maximumPerS, balanceRatio}) ?? 0
  const aboveS =
    peakPerS > plannedPerS
      ? Math.max(
          leastPeakS,
          busiestDayS(path, (value) => value > plannedPerS),
        )
      : 0
  const lasts = aboveS <= availableS
  const because = () => {
    const baseline = `the class's baseline of ${figure(baselinePerS)} ${unit}`
    if (aboveS === 0) return `stays within what is planned for of ${baseline}`
    return (
      `above what is planned for of ${baseline} for ${span(aboveS)}; its burst is counted on for ${span(availableS)} a day` +
      `${lasts ? '' : ', so the baseline counts'}`
    )
  }
  return {
    lasts,
    usedRatio: lasts ? (availableS === 0 ? 0 : aboveS / availableS) : 1,
    because,
  }
}

/** The most time within 24 hours in which the demand is above something. */
function busiestDayS({perS, stepS}: DemandPath, isAbove: (value: number) => boolean): number {
  const dayCount = Math.max(1, Math.floor(dayS / stepS))
  let [count, most] = [0, 0]
  perS.forEach((value, i) => {
    const gone = perS[i - dayCount]
    count += Number(isAbove(value)) - Number(gone !== undefined && isAbove(gone))
    most = Math.max(most, count)
  })
  return Math.min(dayS, most * stepS)
}

/**
 * Whether the I/O credits of a gp2 volume last through a window: they fill at the baseline and are spent above it.
 *
 * `creditCount` is the bucket of all its volumes, `balanceRatio` (0…1) how full it is when the window opens.
 */
export function gp2BurstUse({
  path,
  baselinePerS,
  burstPerS,
  creditCount,
  balanceRatio,
}: {
  path: DemandPath
  baselinePerS: number
  burstPerS: number
  creditCount: number
  balanceRatio: number
}): BurstUse {
  const startCount = creditCount * balanceRatio
  if (path.perS.every((value) => value <= baselinePerS)) {
    return {
      lasts: true,
      usedRatio: 0,
      because: () => `stays within the ${figure(baselinePerS)} IOPS that its size earns`,
    }
  }
  const run = tokenBucket({
    sizeCount: creditCount,
    startCount,
    fillPerS: baselinePerS,
    burstPerS,
    demandPerS: path.perS,
    stepS: path.stepS,
  })
  const credits = () => `gp2 credits, ${percent(balanceRatio)} of full at first,`
  const {emptyAfterS} = run
  if (emptyAfterS !== null) {
    return {
      lasts: false,
      usedRatio: 1,
      because: () =>
        `${credits()} are gone after ${span(emptyAfterS)}, so the ${figure(baselinePerS)} IOPS count that its size earns`,
    }
  }
  const usedRatio = startCount === 0 ? 0 : (startCount - run.leastCount) / startCount
  return {
    lasts: true,
    usedRatio,
    because: () =>
      `${credits()} last: ${percent(usedRatio)} of them are spent above the ${figure(baselinePerS)} IOPS that its size earns`,
  }
}
