import {createHash} from 'node:crypto'
import type {Patch} from '../../documents/patch.js'
import type {SendOutcome} from '../../documents/send-outcome.js'
import {Halt, type Stop} from './halt.js'
import {look} from './look.js'
import {ask, type Run, record, recordOutcome} from './run-state.js'
import {grewMeanwhile, type Sight, sight} from './sight.js'

/** Credentials with less life than this would end in the middle of something. */
const credentialLeastS = 300

/** Waits double up to this, so that six tries pause no longer than 2 + 4 + 8 + 16 + 20 s. */
const pauseMostS = 20

/**
 * Brings one patch to AWS: reads, compares, writes the intent down, reads again, sends once, writes the outcome down.
 *
 * It is sent again only where AWS said that it did nothing for now (throttled), or where a look after a failure found
 * nothing done; each attempt begins with a new look, and is an intent and an outcome of the journal. Between the last
 * read and the call there is nothing but the call (and, where it lowers a maximum, the reading of what runs): AWS has no
 * compare-and-set for these fields, so a change of the same field that another makes within that round trip is
 * overwritten unseen; a fleet that grows within it past a lowered maximum is cut, which the run sees and says. A change
 * that comes after the call is seen when it is verified, and stops the run. Returns when it is live; halts else.
 */
export async function attemptPatch(run: Run, patch: Patch): Promise<void> {
  for (let tryCount = 1; ; tryCount++) {
    await checkMayGoOn(run)
    const seen = await sight(run, patch)
    if (await isSettled(run, patch, seen)) return
    const attemptCount = 1 + intentCount(run, patch)
    const notSent = `${patch.id} was not sent`
    await record(run, {kind: 'intent', patchId: patch.id, attemptCount, live: seen.live}, notSent)
    const again = await unsent(run, patch, sight(run, patch))
    if (await isSettled(run, patch, again)) return
    run.ports.onStep({kind: 'sending', patch, attemptCount})
    const outcome = await sendOnce(run, patch)
    if (await isDone(run, patch, outcome)) {
      const stop = await grewMeanwhile(run, patch, again.need)
      if (stop !== null) throw new Halt(stop)
      return
    }
    if (tryCount >= run.attemptMostCount) throw new Halt(givenUp(patch, outcome, tryCount))
    await pauseBefore(run, patch, tryCount + 1)
  }
}

/** Whether there is nothing to send any more. Halts where the patch may not be sent, and writes down why. */
async function isSettled(run: Run, patch: Patch, {isThere, stop}: Pick<Sight, 'isThere' | 'stop'>): Promise<boolean> {
  if (stop !== null) {
    const said = {result: 'conflict' as const, code: stop.code, message: stop.because}
    await recordOutcome(run, patch, said, stop.because)
    throw new Halt(stop)
  }
  if (!isThere) return false
  // A call of ours that seemed lost may land late.
  const result = wasSentInVain(run, patch) ? 'found-done' : 'already'
  await recordOutcome(run, patch, {result}, `${patch.id} needs no call`)
  return true
}

/** A failure between the intent and the call leaves no doubt, since nothing was sent. */
async function unsent<T>(run: Run, patch: Patch, doing: Promise<T>): Promise<T> {
  try {
    return await doing
  } catch (error) {
    if (error instanceof Halt) {
      const said = {result: 'found-undone' as const, code: 'NOT_SENT', message: error.stop.because}
      await recordOutcome(run, patch, said, error.stop.because)
    }
    throw error
  }
}

async function sendOnce(run: Run, patch: Patch): Promise<SendOutcome> {
  const outcome = await unsent(run, patch, ask(run.ports.send(patch), `${patch.id} was not sent`))
  const said =
    outcome.result === 'accepted'
      ? `AWS took ${patch.id} (${patch.summary}), so that it is live, and the journal lacks it`
      : `${patch.id} was sent (${outcome.result}), and the journal lacks what became of it`
  await recordOutcome(run, patch, outcome, said)
  return outcome
}

/** Whether the patch is live after an answer. Halts where it was refused. */
async function isDone(run: Run, patch: Patch, outcome: SendOutcome): Promise<boolean> {
  if (outcome.result === 'accepted') return true
  if (outcome.result === 'throttled') return false
  if (outcome.result !== 'refused') return look(run, patch)
  const stop = refusal(patch, outcome)
  if (stop.code !== 'PATCH_REFUSED') throw new Halt(stop)
  // What it asks for may hold already: an action that has just run is gone, a call that seemed lost has landed.
  const {isThere} = await sight(run, patch).catch((error: unknown) => {
    throw error instanceof Halt ? new Halt(stop) : error
  })
  if (!isThere) throw new Halt(stop)
  return isSettled(run, patch, {isThere, stop: null})
}

function refusal({id}: Patch, {code, message}: Exclude<SendOutcome, {result: 'accepted'}>): Stop {
  const because = `AWS refused ${id}: ${code}: ${message}`
  if (code === 'CREDENTIALS_EXPIRED') {
    const suggestions = ['renew the credentials, such as with aws sso login']
    return {kind: 'aws', code, because: `the AWS credentials expired before ${id} was done`, suggestions}
  }
  if (code === 'ACCESS_DENIED') {
    return {kind: 'aws', code, because, suggestions: ['ecom-plan iam print --for apply']}
  }
  return {kind: 'aws', code: 'PATCH_REFUSED', because}
}

function givenUp({id}: Patch, outcome: SendOutcome, tryCount: number): Stop {
  const {code, message} = outcome.result === 'accepted' ? {code: '', message: ''} : outcome
  const because = `AWS would not do ${id} in ${tryCount} tries: ${code}: ${message}`
  return {kind: 'aws', code: outcome.result === 'throttled' ? 'THROTTLED' : 'AWS_UNAVAILABLE', because}
}

/** Full jitter: a wait anywhere up to twice the last; by the apply's id, so that two runs differ and one can be repeated. */
async function pauseBefore({ports, journal}: Run, patch: Patch, tryCount: number): Promise<void> {
  const digest = createHash('sha256').update(`${journal.applyId} ${patch.id} ${tryCount}`).digest()
  const share = digest.readUInt32BE(0) / 2 ** 32
  const pauseS = Math.round(Math.min(pauseMostS, 2 ** (tryCount - 1)) * share * 1000) / 1000
  ports.onStep({kind: 'waiting', patch, because: 'before it is tried again', pauseS})
  await ports.pause(pauseS)
}

async function checkMayGoOn({ports}: Run): Promise<void> {
  if (ports.isStopped()) throw new Halt({kind: 'refused', code: 'STOPPED', because: 'stopped as asked'})
  const endAt = await ask(ports.credentialsEndAt(), 'the AWS credentials could not be read')
  if (endAt === null) return
  const leftS = Math.floor((Date.parse(endAt) - Date.parse(ports.now())) / 1000)
  if (leftS >= credentialLeastS) return
  throw new Halt({
    kind: 'aws',
    code: 'CREDENTIALS_END',
    because: leftS > 0 ? `the AWS credentials end in ${leftS} s` : 'the AWS credentials have ended',
    suggestions: ['renew the credentials, such as with aws sso login'],
  })
}

const intentCount = ({journal}: Run, patch: Patch) =>
  journal.entries().filter(({event}) => event.kind === 'intent' && event.patchId === patch.id).length

const wasSentInVain = ({journal}: Run, patch: Patch) =>
  journal
    .entries()
    .some(
      ({event}) =>
        event.kind === 'outcome' &&
        event.patchId === patch.id &&
        (event.result === 'unknown' || event.result === 'server-error'),
    )
