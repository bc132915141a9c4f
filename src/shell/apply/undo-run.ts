import {refusal} from '../../core/apply/checks/run-checks.js'
import {undoChecks} from '../../core/apply/checks/undo-checks.js'
import {refuseUnknown} from '../../core/apply/choose-patches.js'
import type {Downtime} from '../../core/apply/downtime.js'
import {liveInTurn} from '../../core/apply/live-in-turn.js'
import {lowersMax} from '../../core/apply/lowers-below-need.js'
import {receiptsOf} from '../../core/apply/receipts-of.js'
import {partByConsent, partByNeed, partByStorage, stayingOf} from '../../core/apply/stay-or-go.js'
import {modifiesStorage} from '../../core/apply/storage-rest.js'
import {undoneBy} from '../../core/apply/undo-id.js'
import {undoReviewOf} from '../../core/apply/undo-review-of.js'
import {counted} from '../../core/figure.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {Opened, Purpose, Writer} from '../../documents/journal.js'
import type {Need} from '../../documents/need.js'
import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import type {Staying, UndoResult, UndoReview} from '../../documents/undo-review.js'
import {PlanError} from '../../errors.js'
import {readJournals} from '../../journal/read-journal.js'
import {type Show, signalCodeOf} from './apply-plan.js'
import {closeCut} from './close-cut.js'
import {type Confirmation, confirmWrite} from './confirm-write.js'
import {type Connection, readLiveAt} from './connect.js'
import {makePorts} from './make-ports.js'
import {endpointOf, type Found} from './prepare-apply.js'
import {readPermissions} from './read-permissions.js'
import {readDatabases} from './read-touched.js'
import {listenForStop} from './stop-signal.js'
import {writeUnderLock} from './write-under-lock.js'

/** What is to be undone or moved, as the store has it at a moment. */
export type Chosen = {
  /** The apply whose account, event and plan it is about. */
  base: Receipt
  patches: Patch[]
  undoes: string[]
  /** What nothing puts back in place. */
  impossible: {patch: Patch; because: string}[]
  windowEndAt: string
}

export type UndoSetting = {
  purpose: Exclude<Purpose, 'apply'>
  found: Found
  store: BlobStore
  connection: Connection
  alias: string | null
  endpointUrl: string | undefined
  /** Says what is to be sent by all receipts of the store; throws where it may not be. */
  choose: (receipts: Receipt[], at: string) => Chosen
  asked: {only: readonly string[]; hasAccepted: boolean; duringFreeze: string | null; allowDowntime: Downtime | null}
  isDryRun: boolean
  isVerified: boolean
  confirmation: Confirmation
  show: Pick<Show, 'journal' | 'step' | 'warn'> & {review: (review: UndoReview) => void}
}

/** What it came to; `failure` and `signalCode` tell of a run that stopped, or of what has to wait. */
export type Undone = {result: UndoResult; failure: PlanError | null; signalCode: number | null}

/**
 * Reads the store and AWS, compares, checks, shows, asks, and then, under the lock, reads and checks it all again, sends
 * what was shown, and looks whether AWS has it: one way for rollback, restore and extend.
 *
 * Throws the first failed check as an error of its own code, what `choose` and `confirmWrite` throw, REVIEW_CHANGED
 * where what would be sent is no longer what was shown, and LOCKED. Nothing was sent then.
 */
export async function undoRun(setting: UndoSetting): Promise<Undone> {
  const {review, base} = await reviewNow(setting)
  setting.show.review(review)
  const ended = (result: UndoResult['result'], failure: PlanError | null = null): Undone => ({
    result: {schema: 'ecom-plan.undo-result/v1', result, review, receipt: null},
    failure,
    signalCode: null,
  })
  if (setting.isDryRun) return ended('dry-run')
  throwRefusal(review)
  const isCut = setting.purpose === 'rollback' && base.status === 'open'
  if (review.patches.length === 0 && !isCut) return ended('nothing', laterFailure(setting, review))
  const {account, region} = base
  await confirmWrite(
    {account, alias: setting.alias, region, changeWords: wordsOf(setting, review)},
    setting.confirmation,
  )
  return write(setting, review)
}

async function reviewNow(setting: UndoSetting): Promise<{review: UndoReview; base: Receipt; receipts: Receipt[]}> {
  const {connection, asked, found, purpose, alias, isVerified} = setting
  const at = new Date().toISOString()
  const receipts = receiptsOf(await readJournals(setting.store))
  const chosen = setting.choose(receipts, at)
  const {base} = chosen
  refuseUnknown(namedBoth(chosen.patches), asked.only)
  const byWord = partByConsent({...asked, patches: chosen.patches, downtime: asked.allowDowntime})
  const {timezone} = base
  const databases = await readDatabases(connection, byWord.patches.filter(modifiesStorage))
  const byStorage = partByStorage({patches: byWord.patches, databases, timezone, at})
  const needs = await readNeeds(connection, byStorage.patches)
  const byNeed = partByNeed({patches: byStorage.patches, needs, receipts, timezone, at})
  const live = liveInTurn(byNeed.patches, await readLiveAt(connection, byNeed.patches), base)
  const stays = chosen.impossible.map(
    ({patch, because}): Staying => ({...stayingOf(patch), reason: 'impossible', because}),
  )
  const {credentialsEndAt} = await import('../../aws/read-credentials-end.js')
  const facts = {
    purpose,
    at,
    base,
    receipts,
    chosen: byNeed.patches,
    staying: [...byNeed.staying, ...byStorage.staying, ...byWord.staying, ...stays],
    live,
    freeze: found?.config.freeze ?? [],
    duringFreeze: asked.duringFreeze,
    allowDowntime: asked.allowDowntime,
    caller: connection.caller,
    credentialsEndAt: await credentialsEndAt(connection.main),
    endpoint: await endpointOf(connection, byNeed.patches, setting.endpointUrl),
    permissions: await readPermissions({connection, found, patches: byNeed.patches}),
  }
  const {undoes, windowEndAt} = chosen
  const review = undoReviewOf({facts, checks: undoChecks(facts), undoes, windowEndAt, alias, isVerified})
  return {review, base, receipts}
}

/** --only may name a change by its own id as well as by that of its undoing. */
function namedBoth(patches: readonly Patch[]): Patch[] {
  return patches.flatMap((patch) => {
    const original = undoneBy(patch.id)?.patchId
    return original === undefined ? [patch] : [patch, {...patch, id: original}]
  })
}

async function readNeeds(connection: Connection, patches: readonly Patch[]): Promise<Record<string, Need | null>> {
  const ports = makePorts({connection, signal: neverStopped, onStep: () => {}})
  const needs: Record<string, Need | null> = {}
  for (const patch of patches.filter(lowersMax)) needs[patch.id] = await ports.needOf(patch)
  return needs
}

const neverStopped = {isStopped: () => false, exitCode: () => null, close: () => {}}

function throwRefusal({checks}: UndoReview): void {
  const error = refusal(checks)
  if (error !== null) throw error
}

const verbs = {rollback: 'put back', restore: 'put back', extend: 'move'} as const

function wordsOf({purpose}: UndoSetting, {patches, already}: UndoReview): string {
  const count = patches.length - already.length
  return `${verbs[purpose]} ${count} setting${count === 1 ? '' : 's'}`
}

async function write(setting: UndoSetting, shown: UndoReview): Promise<Undone> {
  const {store, connection, isVerified, show} = setting
  const signal = listenForStop()
  let review = shown
  const open = async ({applyId, writer}: {applyId: string; writer: Writer}): Promise<Opened> => {
    if (setting.purpose === 'rollback') await closeCut({store, connection, signal, undoes: shown.undoes, applyId})
    const now = await reviewNow(setting)
    review = now.review
    throwRefusal(review)
    refuseOther(shown, review)
    return openedFor(review, now.base, applyId, writer)
  }
  try {
    const end = await writeUnderLock({
      store,
      connection,
      signal,
      isVerified,
      onStep: show.step,
      onJournal: show.journal,
      onReclaimed: (because) => show.warn(`the lock of an earlier run was freed: ${because}`),
      open,
    })
    const later = end.failure === null ? laterFailure(setting, review) : null
    const result = end.failure !== null ? 'stopped' : later === null ? 'done' : 'partly'
    return {
      result: {schema: 'ecom-plan.undo-result/v1', result, review, receipt: end.receipt},
      failure: end.failure ?? later,
      signalCode: signalCodeOf(end, signal.exitCode()),
    }
  } finally {
    signal.close()
  }
}

/** What was shown and confirmed is what is sent, and nothing else. */
function refuseOther(shown: UndoReview, now: UndoReview): void {
  const sent = ({patches}: UndoReview) => JSON.stringify(patches.map(({id, request}) => [id, request]))
  if (sent(shown) === sent(now)) return
  throw new PlanError('refused', 'REVIEW_CHANGED', 'what would be sent is no longer what was shown; nothing was sent', {
    suggestions: ['run the same command again'],
  })
}

function openedFor(review: UndoReview, base: Receipt, applyId: string, writer: Writer): Opened {
  const {purpose, undoes, planId, planSha256, service, account, region, eventId, eventName, timezone} = review
  return {
    kind: 'opened',
    applyId,
    purpose,
    undoes,
    planId,
    planSha256,
    service,
    account,
    region,
    eventId,
    eventName,
    timezone,
    ...(base.alsoEventIds === undefined ? {} : {alsoEventIds: base.alsoEventIds}),
    windowStartAt: base.windowStartAt,
    windowEndAt: review.windowEndAt,
    patches: review.patches,
    exceptions: review.exceptions,
    writer,
  }
}

/** What has to wait is named, and ends with the code of a refusal: the command is not over with. */
function laterFailure({purpose}: UndoSetting, {staying, eventId, undoes}: UndoReview): PlanError | null {
  const waiting = staying.filter(
    ({reason}) => reason === 'need' || reason === 'busy' || (reason === 'consent' && purpose === 'restore'),
  )
  if (waiting.length === 0) return null
  const words = waiting.map(({tier, summary, because}) => `${tier} ${summary}: ${because}`)
  const isRestore = purpose === 'restore'
  return new PlanError(
    'refused',
    isRestore ? 'RESTORE_LATER' : 'ROLLBACK_LATER',
    `${counted(waiting.length, 'change')} could not go back yet: ${words.join('; ')}`,
    {
      suggestions: [
        `ecom-plan ${isRestore ? `restore ${eventId}` : `rollback ${undoes[0] ?? '--last'}`}`,
        'ecom-plan status',
      ],
    },
  )
}
