/**
 * CPU credits that a burstable instance in unlimited mode spends beyond what it earns: it is never held to its baseline.
 *
 * `utilizationRatio` is the CPU in each step of `stepS` seconds (0…1, mean of all vCPUs), `vcpuCount` and
 * `baselineCpuRatio` (0…1) are the type's, `startCount` the credits it has at first (0 or more). One credit is a vCPU at
 * 100 % for a minute. It may owe what it earns in a day; what goes beyond that is billed at once (`billedCount`), and the
 * rest is paid back by what it earns later at less than the baseline, or billed when the instance is changed or stopped
 * before (`owedCount`). Earned credits above a day's are lost. Throws RangeError for numbers out of range.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode-concepts.html
 * @example surplusCredits({vcpuCount: 2, baselineCpuRatio: 0.2, utilizationRatio: [0.7, 0.7], stepS: 3600, startCount: 0}).owedCount // => 120
 * @example surplusCredits({vcpuCount: 1, baselineCpuRatio: 0.2, utilizationRatio: [0.25], stepS: 86400, startCount: 0}).owedCount // => 72
 */
export function surplusCredits({
  vcpuCount,
  baselineCpuRatio,
  utilizationRatio,
  stepS,
  startCount,
}: {
  vcpuCount: number
  baselineCpuRatio: number
  utilizationRatio: readonly number[]
  stepS: number
  startCount: number
}): {billedCount: number; owedCount: number} {
  if (!(vcpuCount > 0 && baselineCpuRatio >= 0 && baselineCpuRatio <= 1 && stepS > 0 && startCount >= 0)) {
    throw new RangeError(`surplusCredits: ${vcpuCount} vCPU at ${baselineCpuRatio}, ${startCount} credits`)
  }
  const mostCount = vcpuCount * baselineCpuRatio * 1440
  let balance = Math.min(startCount, mostCount)
  let billedCount = 0
  for (const used of utilizationRatio) {
    if (!(used >= 0 && used <= 1)) throw new RangeError(`surplusCredits: a utilization of ${used}`)
    balance = Math.min(mostCount, balance + (vcpuCount * (baselineCpuRatio - used) * stepS) / 60)
    billedCount += Math.max(0, -mostCount - balance)
    balance = Math.max(-mostCount, balance)
  }
  return {billedCount, owedCount: Math.max(0, -balance)}
}
