import type {Attestation} from '../../documents/attestation.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Blocker} from '../../documents/plan.js'
import type {ReadinessCheck} from '../../documents/readiness.js'
import type {ReadinessFacts} from '../../documents/readiness-facts.js'
import type {Run} from '../../documents/run.js'

/** What a check says: its status, what was found in one sentence, where from, and what to do next. */
export type Judged = {
  status: ReadinessCheck['status']
  message: string
  evidence?: readonly string[]
  next?: string | null
  latestAt?: string | null
}

/** A load test as far as a check looks at it. */
export type CheckedTest = Pick<TierLoadTest, 'id' | 'tier' | 'startedAt' | 'unitCount' | 'commit' | 'tags' | 'origin'>

/** All that a check may look at. Load tests are null where they were not read; `atS` is now, in epoch seconds. */
export type CheckInput = {
  run: Run
  facts: ReadinessFacts
  loadTests: readonly CheckedTest[] | null
  attestations: readonly Attestation[]
  at: string
  atS: number
}

export type Rule = (input: CheckInput) => Judged

/** What was not read is unknown, and says how to have it read. */
export function unread(what: string, next: string): Judged {
  return {status: 'unknown', message: `Not known: ${what}.`, next}
}

/** How to have the estate read again, with what an older snapshot lacks. */
export const readEstate = 'ecom-plan pull, with the permissions of: ecom-plan iam print --for report'

/** Findings of the plan under these codes. */
export function findings(run: Run, codes: readonly string[]): Blocker[] {
  return run.plan.blockers.filter(({code}) => codes.includes(code))
}

/** The worst of some findings of the plan, with the others as evidence; what passes where there are none. */
export function judgeFindings(found: readonly Blocker[], passed: string): Judged {
  const worst = found.find(({severity}) => severity === 'block') ?? found[0]
  if (worst === undefined) return {status: 'pass', message: passed}
  const others = found.filter((one) => one !== worst)
  return {
    status: worst.severity === 'block' ? 'fail' : 'warn',
    message: worst.message,
    evidence: others.map(({message}) => message),
    next: worst.next,
  }
}

/** `a`, `a and b`, `a, b and c`; of many the first few and how many more. */
export function named(words: readonly string[], most = 4): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
