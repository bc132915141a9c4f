import type {ApplyReview} from '../documents/apply-review.js'
import type {Plan} from '../documents/plan.js'

/** A plan beside the estate as it is now: what an apply would send, and what it would not. */
export type DryRunView = {
  plan: Plan
  review: ApplyReview
  /** False where an apply shows the same before it asks. */
  isDryRun: boolean
}
