import type {Readiness} from '../../documents/readiness.js'

/** The notice by which such a report is known. */
export const outageCode = 'AWS_NOT_ASKED'

/**
 * Readiness of a report for which AWS could not be asked: never `ready`, since nobody looked whether the shop still is
 * what it was. `when` says in words of when the figures are.
 */
export function withoutAws(readiness: Readiness, when: string): Readiness {
  const {verdict, sentence} = readiness
  return {
    ...readiness,
    verdict: verdict === 'ready' ? 'at-risk' : verdict,
    sentence: `AWS could not be asked; ${when}: ${sentence}`,
  }
}
