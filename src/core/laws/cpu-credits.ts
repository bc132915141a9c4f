type Burstable = {vcpuCount: number; baselineCpuRatio: number}

/**
 * CPU credits of a burstable instance: one is a vCPU at 100 % for a minute, so it earns vCPU · baseline · 60 an hour and
 * keeps those of a day.
 *
 * `vcpuCount` is at least 1, `baselineCpuRatio` the share of each vCPU that it may use for ever (0…1). Returns credits
 * earned an hour and kept at most. For t3, t3a and t4g; t2 also starts with launch credits.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 * @example earnedCpuCredits({vcpuCount: 2, baselineCpuRatio: 0.2}).perHourCount // => 24
 * @example cpuCreditS({vcpuCount: 2, baselineCpuRatio: 0.3, utilizationRatio: 0.8, creditCount: 864}) // => 51840
 */
export function earnedCpuCredits({vcpuCount, baselineCpuRatio}: Burstable): {
  perHourCount: number
  mostCount: number
} {
  const perHourCount = vcpuCount * baselineCpuRatio * 60
  return {perHourCount, mostCount: perHourCount * 24}
}

/**
 * Seconds that `creditCount` credits (0 or more) carry a CPU at `utilizationRatio` (0…1, mean of all vCPUs); null when it
 * does not exceed the baseline, which then lasts for ever. Afterwards the CPU is held to the baseline in standard mode;
 * in unlimited mode (always so on RDS) it goes on and the surplus is billed.
 */
export function cpuCreditS({
  vcpuCount,
  baselineCpuRatio,
  utilizationRatio,
  creditCount,
}: Burstable & {utilizationRatio: number; creditCount: number}): number | null {
  if (!(creditCount >= 0)) throw new RangeError(`cpuCreditS: ${creditCount} credits`)
  if (!(utilizationRatio >= 0 && utilizationRatio <= 1)) {
    throw new RangeError(`cpuCreditS: a utilization of ${utilizationRatio}`)
  }
  if (utilizationRatio <= baselineCpuRatio) return null
  return (creditCount * 60) / (vcpuCount * (utilizationRatio - baselineCpuRatio))
}
