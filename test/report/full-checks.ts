import type {ReadinessCheck} from '../../src/documents/readiness.ts'
import {sampleChecks} from './sample-checks.ts'

/** As many checks as a real report has: the sample's, and as many again that passed or could not be made. */
export const fullChecks: ReadinessCheck[] = [0, 1, 2, 3].flatMap((round) =>
  sampleChecks.map((check): ReadinessCheck => {
    if (round === 0) return check
    const isPassed = round % 2 === 1 || check.status === 'fail'
    return {
      ...check,
      id: `${check.id}-${round}`,
      title: `${check.title}, part ${round}`,
      status: isPassed ? 'pass' : 'warn',
      isMust: false,
      next: isPassed ? null : check.next,
      lostPoints: isPassed ? 0 : check.weightPoints / 2,
    }
  }),
)
