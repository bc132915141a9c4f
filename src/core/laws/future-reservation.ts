/**
 * Fewest instances of a future-dated capacity reservation: those that make up the least number of vCPUs AWS takes.
 *
 * `vcpuCount` is that of the type (at least 1), `leastVcpuCount` what AWS asks for (32). Series C, G, I, M, R and T only,
 * 5 to 120 days ahead. Throws RangeError for a type without a vCPU.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cr-concepts.html (future-dated Capacity Reservations)
 * @example futureReservationCount({vcpuCount: 4, leastVcpuCount: 32}) // => 8
 */
export function futureReservationCount({
  vcpuCount,
  leastVcpuCount,
}: {
  vcpuCount: number
  leastVcpuCount: number
}): number {
  if (!(vcpuCount >= 1)) throw new RangeError(`futureReservationCount: ${vcpuCount} vCPUs`)
  return Math.ceil(leastVcpuCount / vcpuCount)
}
