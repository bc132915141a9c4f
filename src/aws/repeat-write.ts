import {setTimeout as sleep} from 'node:timers/promises'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import type {Doing} from './failures.js'
import {ask} from './read-pages.js'

const attemptCount = 3

/** How long to wait before the next attempt; handed in where nobody must wait. */
export type Pause = (ms: number) => Promise<unknown>

/**
 * Makes a write that may be made twice without harm, such as telling somebody, again where AWS was busy: a client for
 * writes makes one attempt. Throws what `explainFailure` makes of the last failure.
 */
export async function repeatWrite<Reply>(
  clients: AwsClients,
  doing: Doing,
  call: () => Promise<Reply>,
  pause: Pause = sleep,
): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(clients, doing, call)
    } catch (error) {
      if (attempt >= attemptCount || !isPassing(error)) throw error
      await pause(500 * 2 ** attempt)
    }
  }
}

const isPassing = (error: unknown) => error instanceof PlanError && /^(THROTTLED|AWS_UNAVAILABLE)$/.test(error.code)
