import type {Receipt} from '../../documents/receipt.js'
import {exitCodes, PlanError} from '../../errors.js'

/** What ends a run before all is done. `kind`: the kind of error where nothing of the run is live. */
export type Stop = {
  kind: 'refused' | 'aws'
  code: string
  because: string
  suggestions?: string[]
  cause?: unknown
}

/** Thrown inside a run where it must go no further. */
export class Halt extends Error {
  override readonly name = 'Halt'
  constructor(readonly stop: Stop) {
    super(stop.because)
  }
}

/**
 * The error that a stopped run ends with: `partial` (exit code 5) with how to go on and how to go back where something
 * of it is live or in doubt, else the stop's own kind: nothing was changed.
 */
export function stopFailure({kind, code, because, suggestions = [], cause}: Stop, receipt: Receipt): PlanError {
  const {applyId, purpose, patches} = receipt
  const live = patches.filter(({state, isSent}) => state === 'in-doubt' || (isSent && isLive(state)))
  if (live.length === 0) {
    const message = `${because}; nothing was changed`
    return new PlanError(kind, code, message, {suggestions: [...suggestions, resume(applyId)], cause})
  }
  const back = purpose === 'apply' || purpose === 'extend' ? [`ecom-plan rollback ${applyId}`] : []
  const done = `${patches.filter(({state}) => isLive(state)).length} of ${patches.length} changes of ${applyId} are live`
  return new PlanError('partial', code, `${because}; ${done}`, {
    suggestions: [...suggestions, resume(applyId), ...back],
    cause,
  })
}

/** A PlanError of a port or of the store as a stop; anything else is a bug and passes through. */
export function stopOf(error: unknown, doing: string): Stop {
  if (!(error instanceof PlanError)) throw error
  const kind = error.exitCode === exitCodes.aws ? 'aws' : 'refused'
  return {kind, code: error.code, because: `${doing}: ${error.message}`, suggestions: error.suggestions, cause: error}
}

const isLive = (state: string) => state === 'live' || state === 'verified'
const resume = (applyId: string) => `ecom-plan apply --resume ${applyId}`
