import type {Change} from '../documents/plan.js'
import type {RouteOption, Step} from '../documents/plan-dates.js'
import {addedDollars, duration} from './number.js'
import {sentence} from './plan-words.js'
import type {EventClock} from './time.js'

/** What the section of dates is, for people. */
export const datesTitle = 'last safe moment of each step'

/** `Tue 24 Nov 17:00 EST`, or that nobody knows. */
export function stepBy({byAt}: Step, clock: EventClock): string {
  return byAt === null ? 'not known' : clock.stamp(byAt)
}

/** `apply`, `by hand`, `ask AWS`, `advice`. */
export function stepWho({route, owner, isAdvice}: Step): string {
  if (isAdvice) return 'advice'
  return route === 'ask' ? `ask ${owner ?? 'its owner'}` : route
}

/** How long it takes from then on; a dash where that is nothing or not known. */
export function stepTakes({takesS}: Step): string {
  return takesS === null || takesS === 0 ? '—' : duration(takesS)
}

/** What a short screen says of advice, in place of the reason of each piece of it. */
export function adviceWords(steps: readonly Step[]): string | null {
  if (!steps.some(({isAdvice}) => isAdvice)) return null
  return 'Advice is in no total. What each guards against and what it costs: --explain dates.'
}

/** Why advice is given, and of what is late what can still be done: lines of their own below a table. */
export function stepNotes(step: Step): string[] {
  return [...(step.isAdvice ? [`Advice: ${step.what}: ${sentence(step.why)}`] : []), ...lateNotes(step)]
}

/** Of what is late what can still be done. */
export function lateNotes({what, isLate, stillPossible}: Step): string[] {
  return isLate && stillPossible.length > 0 ? [`Too late: ${what}. Still possible: ${stillPossible.join('; ')}.`] : []
}

/** Every step in a line of its own, with why it is wanted, and then what is late. */
export function dateLines(steps: readonly Step[], clock: EventClock): string[] {
  const line = (step: Step) => {
    const takes = step.takesS ? `, takes ${stepTakes(step)}` : ''
    return `${stepBy(step, clock)}: ${step.what} (${stepWho(step)}${takes}): ${sentence(step.why)}`
  }
  return [...steps.map(line), ...steps.flatMap(lateNotes)]
}

/** The routes of a change of a database, the chosen one first; nothing for other changes. */
export function pathLines({path}: Change): string[] {
  if (path === undefined) return []
  const rest = path.options.filter(({name}) => name !== path.chosen)
  const chosen = path.options.find(({name}) => name === path.chosen)
  return [
    `Route: ${path.chosen}, ${path.because.replace(/\.$/, '')}${chosen === undefined ? '.' : `; ${sentence(chosen.because)}`}`,
    ...rest.map((option) => `${option.isPossible ? 'Or' : 'Not'} ${option.name}: ${optionWords(option)}`),
  ]
}

function optionWords({isPossible, downtime, leadTimeS, costUsd, because}: RouteOption): string {
  if (!isPossible) return sentence(because)
  const cost = costUsd === null ? 'cost not known' : costUsd === 0 ? 'no cost' : addedDollars(costUsd)
  return `downtime ${downtime}; takes ${duration(leadTimeS)}; ${cost}; ${sentence(because)}`
}
