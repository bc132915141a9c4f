/**
 * Little's law: N = X·R.
 *
 * The mean number in a system when `throughputRps` (X, requests or I/O per second) pass through it and each stays
 * `timeS` (R, seconds: the response time, or response and think time for the users of a closed test). Holds for any
 * distribution and any order of service, as long as what enters also leaves; not within a ramp.
 *
 * @source https://doi.org/10.1287/opre.9.3.383 (Little, A Proof for the Queuing Formula L = λW, 1961)
 * @example little({throughputRps: 3000, timeS: 0.001}) // => 3
 */
export function little({throughputRps, timeS}: {throughputRps: number; timeS: number}): number {
  return throughputRps * timeS
}
