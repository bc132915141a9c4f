import {refusal, runChecks} from '../../core/apply/checks/run-checks.js'
import {dayCostsOf} from '../../core/apply/day-costs.js'
import {irreversibleSentence} from '../../core/apply/downtime.js'
import {groupTagsOf} from '../../core/apply/group-tags.js'
import {reviewOf} from '../../core/apply/review-of.js'
import type {ApplyResult, ApplyReview} from '../../documents/apply-review.js'
import type {Opened, Writer} from '../../documents/journal.js'
import type {Plan} from '../../documents/plan.js'
import {PlanError} from '../../errors.js'
import {askFor, type Confirmation, confirmWrite} from './confirm-write.js'
import type {Ports} from './ports.js'
import {type ApplySetting, readFacts} from './read-facts.js'
import type {RunEnd} from './run-patches.js'
import {listenForStop} from './stop-signal.js'
import {writeUnderLock} from './write-under-lock.js'

export type ApplyOptions = {
  setting: ApplySetting
  alias: string | null
  isDryRun: boolean
  isDue: boolean
  isVerified: boolean
  confirmation: Confirmation
  show: Show
}

/** What a person sees while it happens. */
export type Show = {
  review: (review: ApplyReview, plan: Plan) => void
  journal: (place: string, opened: Opened) => void
  step: Ports['onStep']
  warn: (message: string) => void
}

/** What it came to; `failure` and `signalCode` tell of a run that stopped. */
export type Applied = {result: ApplyResult; failure: PlanError | null; signalCode: number | null}

/**
 * Reads, compares, checks, shows, asks, and then, under the lock, reads and checks it all again, sends what was shown,
 * and looks whether AWS has it. A dry run ends after the showing.
 *
 * Throws the first failed check as an error of its own code, NOTHING_DUE or PLAN_USED where nothing is to be sent now,
 * what `confirmWrite` throws, REVIEW_CHANGED where what would be sent is no longer what was shown, and LOCKED. Nothing
 * was sent then.
 */
export async function applyPlan(options: ApplyOptions): Promise<Applied> {
  const {setting, show} = options
  const {plan} = setting
  let review = await reviewNow(options)
  show.review(review, plan)
  const ended = (result: ApplyResult['result']): Applied => ({
    result: {schema: 'ecom-plan.apply-result/v1', result, review, receipt: null},
    failure: null,
    signalCode: null,
  })
  if (options.isDryRun) return ended('dry-run')
  if (options.isDue && isUsedUp(review)) return ended('nothing')
  throwRefusal(review)
  if (await mayAskSentence(options, review)) {
    setting.asked.hasAccepted = true
    review = await reviewNow(options)
    show.review(review, plan)
    throwRefusal(review)
  }
  if (review.patches.length === 0) {
    if (options.isDue || review.left.length === 0) return ended('nothing')
    throw nothingDue(review)
  }
  if (isAllThere(review)) return ended('nothing')
  const changeWords = changesInWords(review)
  await confirmWrite(
    {account: plan.account, alias: options.alias, region: plan.region, changeWords},
    options.confirmation,
  )
  return write(options, review)
}

async function reviewNow(options: ApplyOptions): Promise<ApplyReview> {
  return (await lookNow(options)).review
}

async function lookNow({setting, alias, isVerified}: ApplyOptions) {
  const facts = await readFacts(setting, new Date().toISOString())
  const review = reviewOf({facts, checks: runChecks(facts), planSha256: setting.planSha256, alias, isVerified})
  return {review, groups: groupTagsOf({patches: review.patches, tags: facts.tags})}
}

/** For a job that runs each day, a plan that is done with is no failure. */
function isUsedUp({checks}: ApplyReview): boolean {
  const failed = checks.filter(({status}) => status === 'fail')
  return failed.length > 0 && failed.every(({id}) => id === 'used')
}

function throwRefusal({checks}: ApplyReview): void {
  const error = refusal(checks)
  if (error !== null) throw error
}

/** A person at the terminal is asked for the sentence where it is all that a patch waits for; a script gives it. */
async function mayAskSentence({setting, confirmation}: ApplyOptions, review: ApplyReview): Promise<boolean> {
  const {terminal, isYes} = confirmation
  const waiting = setting.plan.patches.filter(
    ({id, consent}) =>
      consent === 'irreversible' && review.left.some(({patchId, reason}) => patchId === id && reason === 'consent'),
  )
  if (terminal === null || isYes || waiting.length === 0 || setting.asked.hasAccepted) return false
  const names = waiting.map(({id, summary}) => `${id} (${summary})`).join(', ')
  const typed = await askFor(
    `${names} cannot be undone. Type the sentence "${irreversibleSentence}" to send it too, or nothing to leave it out:`,
    terminal,
  )
  return typed === irreversibleSentence
}

/** Nothing to send, and nothing to keep in mind for a later restore either. */
function isAllThere({patches, already}: ApplyReview): boolean {
  return patches.every(({id, resting}) => already.includes(id) && resting === undefined)
}

function changesInWords({patches, already}: ApplyReview): string {
  const count = patches.length - already.length
  return `change ${count} setting${count === 1 ? '' : 's'}`
}

async function write(options: ApplyOptions, shown: ApplyReview): Promise<Applied> {
  const {setting, show, isVerified} = options
  const signal = listenForStop()
  let review = shown
  const open = async ({applyId, writer}: {applyId: string; writer: Writer}): Promise<Opened> => {
    const now = await lookNow(options)
    review = now.review
    throwRefusal(review)
    refuseOther(shown, review)
    const opened = openedFor(setting, review, applyId, writer)
    return now.groups.length === 0 ? opened : {...opened, groups: now.groups}
  }
  try {
    const end = await writeUnderLock({
      store: setting.store,
      connection: setting.connection,
      signal,
      isVerified,
      onStep: show.step,
      onJournal: show.journal,
      onReclaimed: (because) => show.warn(`the lock of an earlier run was freed: ${because}`),
      open,
    })
    return {
      result: {
        schema: 'ecom-plan.apply-result/v1',
        result: end.failure === null ? 'done' : 'stopped',
        review,
        receipt: end.receipt,
      },
      failure: end.failure,
      signalCode: signalCodeOf(end, signal.exitCode()),
    }
  } finally {
    signal.close()
  }
}

/** A signal that came before anything was sent ends as a shell has it; later the run stopped half-way. */
export function signalCodeOf({receipt}: RunEnd, code: number | null): number | null {
  const isTouched = receipt.patches.some(({state, isSent}) => state === 'in-doubt' || isSent)
  return isTouched || receipt.status === 'done' ? null : code
}

/** What was shown and confirmed is what is sent, and nothing else. */
function refuseOther(shown: ApplyReview, now: ApplyReview): void {
  const ids = ({patches}: ApplyReview) => patches.map(({id}) => id).join(',')
  if (ids(shown) === ids(now)) return
  throw new PlanError('refused', 'REVIEW_CHANGED', 'what would be sent is no longer what was shown; nothing was sent', {
    suggestions: ['run the same command again'],
  })
}

function openedFor({plan, planSha256}: ApplySetting, review: ApplyReview, applyId: string, writer: Writer): Opened {
  const {planId, service, account, region, eventId, eventName, timezone, windowStartAt, windowEndAt} = plan
  return {
    kind: 'opened',
    applyId,
    purpose: 'apply',
    undoes: [],
    planId,
    planSha256,
    service,
    account,
    region,
    eventId,
    eventName,
    timezone,
    windowStartAt,
    windowEndAt,
    patches: review.patches,
    ...(plan.alsoEventIds === undefined ? {} : {alsoEventIds: plan.alsoEventIds}),
    dayCosts: dayCostsOf({...plan, patches: review.patches}),
    exceptions: review.exceptions,
    writer,
  }
}

function nothingDue({left}: ApplyReview): PlanError {
  const lines = left.slice(0, 4).map(({patchId, because}) => `${patchId}: ${because}`)
  const more = left.length > lines.length ? ` (and ${left.length - lines.length} more)` : ''
  const code = left.some(({reason}) => reason === 'used') ? 'PLAN_USED' : 'NOTHING_DUE'
  return new PlanError('refused', code, `nothing of the plan is sent now: ${lines.join('; ')}${more}`, {
    suggestions: ['a job that runs each day takes --due, which ends with 0 here'],
  })
}
