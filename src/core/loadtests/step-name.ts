import type {LoadStep} from '../../documents/load-test.js'

/** The file of a step, with its load where it is known. */
export function stepName({concurrencyCount, offeredRps, file}: LoadStep): string {
  if (concurrencyCount !== null) return `${file}, ${Math.round(concurrencyCount * 10) / 10} at once`
  return offeredRps === null ? file : `${file}, ${Math.round(offeredRps)} req/s offered`
}

/** An open tool that sends less than 98 % of what it was told to has met a limit of its own. */
export function isKeptUp({offeredRps, throughputRps}: Pick<LoadStep, 'offeredRps' | 'throughputRps'>): boolean {
  return offeredRps === null || throughputRps >= offeredRps * 0.98
}
