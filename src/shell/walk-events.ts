import {mergePlans} from '../core/patch/merge-plans.js'
import type {Plan} from '../documents/plan.js'
import type {Run} from '../documents/run.js'
import {PlanError} from '../errors.js'
import type {Warning} from './base-command.js'
import type {Walked} from './walk.js'
import {type WalkFlagValues, walkWith} from './walk-command.js'

/** What was found for each event that was asked for, in that order, and the one plan for all of them. */
export type WalkedEvents = {runs: [Run, ...Run[]]; plan: Plan; walked: Walked; warnings: Warning[]}

/**
 * Walks for each of the events on the command line, for the next one where it names none, at one time: what was said of
 * an event twice is walked once. Of several, the plans become one.
 *
 * Throws EVENTS_SEVERAL where what was asked besides is of one event.
 */
export async function walkEvents(
  {event: events = [], ...flags}: Omit<WalkFlagValues, 'event'> & {event: string[] | undefined},
  {isJson, ofOneEvent}: {isJson: boolean; ofOneEvent: readonly string[]},
): Promise<WalkedEvents> {
  const wanted = [...new Set(events)]
  const [first, ...others] = wanted
  if (others.length > 0) refuseSeveral(ofOneEvent, first)
  const walked = await walkWith({...flags, event: first}, isJson)
  // The clock may go on between two walks; a plan is made at one time.
  const fixed = {...flags, 'as-of': walked.run.asOf}
  const more: Walked[] = []
  for (const event of others) more.push(await walkWith({...fixed, event}, isJson))
  const all = [walked, ...more]
  const target = walked.run.plan.target
  const plan = mergePlans(all.map(({run}) => ({plan: run.plan, peakRps: run.forecast.peak[`${target}Rps`]})))
  const warnings = all.flatMap((one) => one.warnings)
  return {
    runs: [walked.run, ...more.map(({run}) => run)],
    plan,
    walked,
    warnings: [...new Map(warnings.map((warning) => [warning.message, warning])).values()],
  }
}

function refuseSeveral(ofOneEvent: readonly string[], first = ''): void {
  const [flag] = ofOneEvent
  if (flag === undefined) return
  throw new PlanError('usage', 'EVENTS_SEVERAL', `${flag} is for one event, and several were named`, {
    suggestions: [`--event ${first} ${flag}`, 'leave it out: --out-plan writes one plan for all of them'],
  })
}
