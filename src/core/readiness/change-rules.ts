import {figure} from '../figure.js'
import {instantOf} from '../series/zone.js'
import {findings, named, type Rule, unread} from './rule.js'

export const drift: Rule = ({facts}) => {
  const {drifted} = facts
  if (drifted === null) return unread('what AWS has of the applied settings was not read', 'ecom-plan drift')
  const evidence = drifted.map(({resource, field, left, live}) => `${resource} ${field}: left at ${left}, now ${live}`)
  return drifted.length === 0
    ? {status: 'pass', message: 'Limits and schedules stand as the last apply left them, or nothing was applied.'}
    : {
        status: 'fail',
        message: `${named([...new Set(drifted.map(({tier}) => tier))])} stands no more as the last apply left it.`,
        evidence,
        next: 'ecom-plan drift',
      }
}

/** A freeze that begins before the window opens and ends after it closes. */
export const freeze: Rule = ({run, facts}) => {
  if (facts.asked === null) return unread('the freezes of the config', 'freeze in ecom-plan.yaml')
  const {windowStartAt, windowEndAt} = run.plan
  const covers = facts.asked.freezes.some(
    ({fromAt, toAt}) => instantOf(fromAt) <= instantOf(windowStartAt) && instantOf(toAt) >= instantOf(windowEndAt),
  )
  const [deploy] = findings(run, ['DEPLOY_AT_PEAK'])
  if (covers) return {status: 'pass', message: 'A freeze of the config covers the whole window.'}
  return {
    status: 'warn',
    message: `No freeze of the config covers the window.${deploy === undefined ? '' : ` ${deploy.message}`}`,
    next: `freeze: ["${windowStartAt.slice(0, 16)}/${windowEndAt.slice(0, 16)}"] in ecom-plan.yaml, in the event's local time`,
  }
}

export const temporary: Rule = ({run}) => {
  const live = (run.temporary ?? []).filter(({eventId, isOver}) => isOver && eventId !== run.plan.eventId)
  if (live.length === 0) return {status: 'pass', message: 'Nothing of an earlier event is live.'}
  const events = [...new Set(live.map(({eventId}) => eventId))]
  return {
    status: 'warn',
    message: `${figure(live.length)} changes for ${named(events)} are live, though it is over.`,
    evidence: live.map(({resource, summary, because}) => `${resource}: ${summary} (${because})`),
    next: `ecom-plan restore ${events[0]}`,
  }
}

/** Of a file of the shop that lists what is to be migrated, where the config names one; else a person's word counts. */
export function migrationsPending({facts}: Parameters<Rule>[0]): ReturnType<Rule> | null {
  if (facts.migrations === null) return null
  const {file, pending} = facts.migrations
  return pending.length === 0
    ? {status: 'pass', message: `${file} lists no pending migration.`}
    : {
        status: 'fail',
        message: `${file} lists ${figure(pending.length)} pending migrations: ${named(pending)}.`,
        next: 'make them before the freeze, or put them off until after the event',
      }
}
