import type {Outcome} from '../../documents/journal.js'
import type {Need} from '../../documents/need.js'
import type {Fields, Patch} from '../../documents/patch.js'
import type {SendOutcome} from '../../documents/send-outcome.js'

/** What a run does, told as it does it, for people who wait. */
export type RunStep =
  | {kind: 'sending'; patch: Patch; attemptCount: number}
  | {kind: 'outcome'; patch: Patch; result: Outcome['result']; message: string | null}
  | {kind: 'waiting'; patch: Patch; because: string; pauseS: number}
  | {kind: 'verified'; patch: Patch; isConverged: boolean}

/** All that a run touches besides its journal: AWS, the clock and the person at the terminal. */
export type Ports = {
  /** What the fields of a patch hold now. Throws where that cannot be read. */
  readLive(patch: Patch): Promise<Fields>
  /** Sends the request once, without tries of its own. Throws only before anything was sent. */
  send(patch: Patch): Promise<SendOutcome>
  /** What the group or service of a patch runs now; null where a patch has none. */
  needOf(patch: Patch): Promise<Need | null>
  /** Whether AWS is at a change of the patch's resource, whoever asked for it, so that the fields may hold old values. */
  isUnderWay(patch: Patch): Promise<boolean>
  now(): string
  pause(seconds: number): Promise<void>
  /** Whether somebody asked the run to stop. */
  isStopped(): boolean
  /** When the credentials end; null where they do not, or do not say so. */
  credentialsEndAt(): Promise<string | null>
  onStep(step: RunStep): void
}
