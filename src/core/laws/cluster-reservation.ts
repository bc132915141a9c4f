/**
 * Share of a cluster's CPU or memory that its tasks reserve, in whole percents as the ECS console prints it: rounded down.
 *
 * `taskCount` tasks each reserve `taskAmount`; the hosts registered `registeredAmount` (above 0; less than the type has,
 * since agent and system keep some), both in CPU units or MiB. Throws RangeError for no registered amount.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html (CPUReservation, MemoryReservation)
 * @example clusterReservationPercent({taskCount: 10, taskAmount: 1024, registeredAmount: 18432}) // => 55
 */
export function clusterReservationPercent({
  taskCount,
  taskAmount,
  registeredAmount,
}: {
  taskCount: number
  taskAmount: number
  registeredAmount: number
}): number {
  if (!(registeredAmount > 0)) throw new RangeError(`clusterReservationPercent: ${registeredAmount} registered`)
  return Math.floor((100 * taskCount * taskAmount) / registeredAmount)
}
