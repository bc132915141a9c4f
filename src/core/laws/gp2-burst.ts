/**
 * How long a full gp2 credit bucket carries a demand above the baseline: t = credits / (demand − base).
 *
 * `creditCount` is the bucket in I/O (5.4 million a volume, four volumes from 400 GiB on RDS), `demandIops` what is
 * asked for (at most the burst rate), `baselineIops` what the size earns. Returns seconds; null when the demand does
 * not exceed the baseline, which then lasts for ever. Counts I/O of up to 16 KiB; larger ones also meet the
 * throughput limit.
 *
 * @source https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 * @example gp2BurstS({creditCount: 5400000, demandIops: 3000, baselineIops: 300}) // => 2000
 * @example gp2RefillS({creditCount: 5400000, baselineIops: 300}) // => 18000
 */
export function gp2BurstS({
  creditCount,
  demandIops,
  baselineIops,
}: {
  creditCount: number
  demandIops: number
  baselineIops: number
}): number | null {
  return demandIops > baselineIops ? creditCount / (demandIops - baselineIops) : null
}

/** Seconds that an idle volume takes to fill an empty bucket: credits / base. */
export function gp2RefillS({creditCount, baselineIops}: {creditCount: number; baselineIops: number}): number {
  return creditCount / baselineIops
}
