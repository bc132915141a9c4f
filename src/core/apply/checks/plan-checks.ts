import type {ApplyCheck} from '../../../documents/apply-check.js'
import {counted, span} from '../../figure.js'
import {instantOf, localMinute} from '../../series/zone.js'
import {eventFlags} from '../event-ids.js'
import {type ApplyFacts, checked} from './apply-facts.js'

/** A plan for an estate that is not there is never applied. */
export function whatIfCheck({plan, planPath}: ApplyFacts): ApplyCheck[] {
  if (plan.whatIf === undefined) return []
  return [
    checked('what-if', 'fail', `${planPath} was made for an estate that is not there: ${plan.whatIf.join(', ')}`, {
      next: ['make a plan without --set and --demand: ecom-plan forecast --out-plan plan.json'],
      isFinal: true,
    }),
  ]
}

/** Whether the plan is fresh enough: not expired, its window not begun, and no older than config or flag allow. */
export function planAgeCheck({plan, at, config, asked}: ApplyFacts): ApplyCheck[] {
  const now = instantOf(at)
  const ageS = now - instantOf(plan.asOf)
  const again = {next: ['make it anew: ecom-plan forecast --out-plan plan.json']}
  const local = (time: string) => localMinute(instantOf(time), plan.timezone)
  if (now >= instantOf(plan.windowStartAt)) {
    const words = `the window of ${plan.eventName} began ${local(plan.windowStartAt)}: the plan was made for before it`
    return [checked('plan-age', 'fail', words, again)]
  }
  const mostS = asked.maxAgeS ?? config.apply.planMaxAge ?? null
  const endS = mostS === null ? instantOf(plan.expiresAt) : instantOf(plan.asOf) + mostS
  if (now > endS) {
    const limit = mostS === null ? `it expired ${local(plan.expiresAt)}` : `at most ${span(mostS)} is allowed`
    return [checked('plan-age', 'fail', `the plan is ${span(ageS)} old; ${limit}`, again)]
  }
  // A machine whose clock is behind, or a plan from another's: its age says nothing.
  if (ageS < -60) {
    return [checked('plan-age', 'fail', `the plan is of ${local(plan.asOf)}, which is yet to come`, again)]
  }
  return [checked('plan-age', 'ok', `${span(Math.max(0, ageS))} old, good until ${localMinute(endS, plan.timezone)}`)]
}

/** Each patch is used once: a plan whose every patch was sent is done with. */
export function usedCheck({plan, chosen, left}: ApplyFacts): ApplyCheck[] {
  const used = left.filter(({reason}) => reason === 'used')
  if (used.length === 0) return []
  const details = used.map(({patchId, because}) => `${patchId}: ${because}`)
  const open = left.filter(({reason}) => reason === 'later' || reason === 'consent')
  if (chosen.length > 0 || open.length > 0) {
    return [checked('used', 'ok', `${counted(used.length, 'change')} of the plan were sent before`, {details})]
  }
  return [
    checked('used', 'fail', `plan ${plan.planId} was applied before, and each of its changes is used once`, {
      details,
      next: ['see what it did: ecom-plan show', 'make a new plan: ecom-plan forecast --out-plan plan.json'],
      isFinal: true,
    }),
  ]
}

/** An apply that was cut leaves calls in doubt: nothing new is sent before somebody has looked. */
export function openApplyCheck({receipts}: ApplyFacts): ApplyCheck[] {
  const cut = receipts.filter(({status}) => status === 'open')
  const [first] = cut
  if (first === undefined) return []
  return [
    checked('open-apply', 'fail', `${first.applyId} (${first.purpose} of ${first.planId}) was cut, or still runs`, {
      next: [`ecom-plan apply --resume ${first.applyId}`, `ecom-plan rollback ${first.applyId}`],
      isFinal: true,
    }),
  ]
}

/** What the plan itself says against the event; applying it makes none of that worse. */
export function blockersCheck({plan}: ApplyFacts): ApplyCheck[] {
  const known = plan.blockers.filter(({quota}) => quota === undefined)
  if (known.length === 0) return []
  return [
    checked('plan', 'warn', `the plan names ${counted(known.length, 'problem')} that it does not solve`, {
      details: known.map(({message}) => message),
      next: known.filter(({severity}) => severity === 'block').map(({next}) => next),
    }),
  ]
}

/** What of the plan waits, was missed, or is a person's to send. */
export function dueCheck({plan, left}: ApplyFacts): ApplyCheck[] {
  const lines = (reason: string) =>
    left.filter((one) => one.reason === reason).map(({patchId, because}) => `${patchId}: ${because}`)
  const missed = lines('missed')
  const later = lines('later')
  const missedCheck =
    missed.length === 0
      ? []
      : [
          checked('due', 'warn', `${counted(missed.length, 'change')} came too late and is not sent`, {
            details: missed,
            next: [`make the plan anew: ecom-plan forecast ${eventFlags(plan)} --out-plan plan.json`],
          }),
        ]
  return [
    ...missedCheck,
    ...(later.length === 0
      ? []
      : [checked('later', 'ok', `${counted(later.length, 'change')} not due yet`, {details: later})]),
  ]
}

/** How far a newer forecast may stand from the plan's before a person should look: a tenth. */
const movedRatio = 0.1

/** Apply never forecasts: it looks at the newest forecast of the event that lies beside the plan. */
export function forecastCheck({fresh, plan}: ApplyFacts): ApplyCheck[] {
  if (fresh === null) return []
  const moved = fresh.peakRatio - 1
  const words = `${fresh.path} puts the peak's P90 ${Math.abs(Math.round(moved * 100))} % ${moved < 0 ? 'below' : 'above'} the plan's`
  return [
    Math.abs(moved) > movedRatio
      ? checked('forecast', 'warn', words, {
          next: [`plan again: ecom-plan forecast ${eventFlags(plan)} --out-plan plan.json`],
        })
      : checked('forecast', 'ok', words),
  ]
}
