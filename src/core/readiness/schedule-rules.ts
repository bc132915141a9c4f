import type {Change} from '../../documents/plan.js'
import type {Schedule} from '../../documents/plan-dates.js'
import type {Scheduled} from '../../documents/readiness-facts.js'
import {figure} from '../figure.js'
import {instantOf} from '../series/zone.js'
import {named, type Rule, readEstate, unread} from './rule.js'

/** What is planned from now on and the scheduled actions in force leave below it. */
function missingSteps(
  {schedule, resource}: Pick<Change, 'resource'> & {schedule: Schedule},
  scheduled: readonly Scheduled[],
  atS: number,
): Schedule['steps'] {
  const steps = scheduled.find((one) => one.resource === resource)?.steps ?? []
  return schedule.steps.filter(({at, minCount}) => {
    const inForce = steps.filter((step) => instantOf(step.at) <= instantOf(at)).at(-1)?.minCount ?? 0
    return instantOf(at) > atS && minCount > schedule.restingCount && inForce < minCount
  })
}

export const scheduledMinima: Rule = ({run, facts, atS}) => {
  const wanted = run.plan.changes.flatMap((change) =>
    change.schedule === undefined ? [] : [{...change, schedule: change.schedule}],
  )
  if (wanted.length === 0) return {status: 'pass', message: 'The plan schedules no minimum.'}
  const {scheduled} = facts
  if (scheduled === null) return unread('the scheduled actions were not read', readEstate)
  const missing = wanted
    .map((change) => ({change, steps: missingSteps(change, scheduled, atS)}))
    .filter(({steps}) => steps.length > 0)
  if (missing.length === 0) {
    return {status: 'pass', message: `The minima of ${named(wanted.map(({tier}) => tier))} are scheduled as planned.`}
  }
  const latestAt = missing.map(({change}) => change.latestAt).sort()[0] ?? null
  return {
    status: latestAt !== null && instantOf(latestAt) <= atS ? 'fail' : 'warn',
    message: `Scheduled minima of ${named(missing.map(({change}) => change.tier))} are not in place.`,
    evidence: missing.map(({change, steps}) => `${change.tier}: ${figure(steps.length)} of ${change.to} to come`),
    next: 'ecom-plan apply plan.json --dry-run',
    latestAt,
  }
}

export const scheduleEnd: Rule = ({facts}) => {
  const {scheduled} = facts
  if (scheduled === null) return unread('the scheduled actions were not read', readEstate)
  const set = scheduled.filter(({steps}) => steps.length > 0)
  const open = set.filter(({steps}) => steps.at(-1)?.isEnd !== true)
  if (open.length > 0) {
    return {
      status: 'warn',
      message: `The scheduled minima of ${named(open.map(({resource}) => resource))} have no end.`,
      next: 'ecom-plan status, then: ecom-plan restore',
    }
  }
  return {
    status: 'pass',
    message:
      set.length === 0 ? 'No minimum of ecom-plan is scheduled.' : 'Every scheduled minimum goes back after the event.',
  }
}

/** Predictive scaling never scales in, so all that it can spoil is a maximum, which it may raise for good. */
export const predictiveMode: Rule = ({facts}) => {
  const {predictive} = facts
  if (predictive === null) return unread('the scaling policies were not read', readEstate)
  const evidence = predictive.map(({tier, policy, mode}) => `${tier}: ${policy}, ${mode ?? 'mode not told'}`)
  const raising = predictive.filter(({raisesMaximum}) => raisesMaximum)
  if (raising.length > 0) {
    return {
      status: 'warn',
      message: `Predictive scaling of ${named(raising.map(({tier}) => tier))} may raise the maximum, which then stays raised.`,
      evidence,
      next: 'set MaxCapacityBreachBehavior to HonorMaxCapacity for the event',
    }
  }
  const untold = predictive.filter(({mode}) => mode === null)
  if (untold.length > 0) {
    return {
      status: 'unknown',
      message: `Not known: the mode of predictive scaling of ${named(untold.map(({tier}) => tier))}.`,
      evidence,
      next: 'aws autoscaling describe-policies --policy-types PredictiveScaling',
    }
  }
  return {
    status: 'pass',
    message:
      predictive.length === 0
        ? 'No tier has predictive scaling.'
        : 'Predictive scaling only adds units, and keeps to the maximum.',
    evidence,
  }
}
