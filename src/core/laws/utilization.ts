/**
 * Utilization law: ρ = λ·D / m.
 *
 * The share of time that each of `serverCount` (m, at least 1) like servers is busy when requests arrive at
 * `arrivalRateRps` (λ) and each needs `serviceDemandS` (D, seconds) of one server. From 1 on the queue grows without
 * bound; how close to 1 is too close is the caller's to say. Holds for any distribution, over a time long against D.
 *
 * @source Lazowska et al., Quantitative System Performance (1984), §3.2
 * @example utilization({arrivalRateRps: 40, serviceDemandS: 0.05, serverCount: 4}) // => 0.5
 */
export function utilization({
  arrivalRateRps,
  serviceDemandS,
  serverCount,
}: {
  arrivalRateRps: number
  serviceDemandS: number
  serverCount: number
}): number {
  return (arrivalRateRps * serviceDemandS) / serverCount
}
