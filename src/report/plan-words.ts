import type {Change, NotModelled, Plan} from '../documents/plan.js'
import type {QuantileName, QuantileRatio} from '../documents/units.js'
import {limitName} from './limit-words.js'
import {addedDollars, dollars, duration, percent} from './number.js'
import {type EventClock, utcIso} from './time.js'

const verdictNames: Record<Plan['verdict'], string> = {ready: 'READY', 'at-risk': 'AT RISK', 'not-ready': 'NOT READY'}
/** The quantile one step further out, shown in brackets. */
const beyond: Record<QuantileName, QuantileName | null> = {p50: 'p90', p90: 'p99', p99: null}

export function verdictName(plan: Plan): string {
  return verdictNames[plan.verdict]
}

/** `target P90, one Availability Zone down`: what the plan is made to hold. */
export function aimWords(plan: Plan): string {
  const zones = ['all Availability Zones up', 'one Availability Zone down'][plan.azLossCount]
  return `target ${plan.target.toUpperCase()}, ${zones ?? `${plan.azLossCount} Availability Zones down`}`
}

/** `window opens in 3 d 12 h`, seen from `at`; without it from the plan's `asOf`. */
export function countdown(plan: Plan, at = plan.asOf): string {
  const now = Date.parse(at)
  const opens = Date.parse(plan.windowStartAt)
  if (now < opens) return `window opens in ${duration((opens - now) / 1000)}`
  const left = (Date.parse(plan.windowEndAt) - now) / 1000
  return left > 0 ? `window is open, ${duration(left)} left` : 'window is over'
}

/** `After, P90 (P99)`: the head of the column that `afterWords` fills. */
export function afterLabel(plan: Plan): string {
  const further = beyond[plan.target]
  return `After, ${plan.target.toUpperCase()}${further === null ? '' : ` (${further.toUpperCase()})`}`
}

/** `92 % (109 %)`: the share of the limit after the change; a dash where the change does not move it. */
export function afterWords(after: QuantileRatio | null, target: QuantileName): string {
  if (after === null) return '—'
  const further = beyond[target]
  const tail = further === null ? '' : ` (${percent(after[`${further}Ratio`])})`
  return `${percent(after[`${target}Ratio`])}${tail}`
}

/** `+$368`, `+$190/month`, a dash where the change costs nothing, and a question mark where its price is not known. */
export function costWords(change: Change): string {
  const {windowUsd, monthUsd} = change.cost
  if (windowUsd !== null) return windowUsd === 0 ? '—' : addedDollars(windowUsd)
  return monthUsd === null ? '?' : `${addedDollars(monthUsd)}/month`
}

/** `+$780`, `+$780, 2 not known` where the price of two changes is not, or that it is not known at all. */
export function totalWords(plan: Plan): string {
  if (plan.windowCostUsd === null) return 'not known'
  const unpriced = plan.changes.filter(({cost}) => cost.windowUsd === null && cost.monthUsd === null).length
  return `${addedDollars(plan.windowCostUsd)}${unpriced === 0 ? '' : `, ${unpriced} not known`}`
}

/** ` (P50 $141, P99 $180)`: what demand makes of the total; nothing where it makes no difference. */
export function rangeWords({windowCostRange: range}: Plan): string {
  if (range === null || dollars(range.p50Usd) === dollars(range.p99Usd)) return ''
  return ` (P50 ${addedDollars(range.p50Usd)}, P99 ${addedDollars(range.p99Usd)})`
}

/** What costs on after the event, with its end: `Goes on: orders-db IOPS +$64/month until taken back, after Sat …`. */
export function lastingCosts(plan: Plan, clock: EventClock): string[] {
  const lasting = plan.changes.flatMap(({tier, setting, cost: {monthUsd, endsAt}}) => {
    if (endsAt === undefined || monthUsd === null) return []
    const end =
      endsAt === null ? 'without an end: storage cannot shrink' : `until taken back, after ${clock.stamp(endsAt)}`
    return [{name: `${tier} ${setting} ${addedDollars(monthUsd)}/month`, monthUsd, end}]
  })
  return [...new Set(lasting.map(({end}) => end))].map((end) => {
    const alike = lasting.filter((one) => one.end === end)
    const sum = alike.reduce((total, {monthUsd}) => total + monthUsd, 0)
    const together = alike.length > 1 ? `, together ${addedDollars(sum)}/month,` : ''
    return `Goes on: ${alike.map(({name}) => name).join(', ')}${together} ${end}.`
  })
}

/** When a change has to be ordered, and whether somebody notices it: `Takes 30 min, order by Tue 24 Nov 12:00 EST.` */
export function timingWords(change: Change, clock: EventClock): string {
  const lead = change.leadTimeS > 0 ? `Takes ${duration(change.leadTimeS)}` : 'Takes effect at once'
  const latest = change.latestAt === null ? '' : `, latest ${clock.stamp(change.latestAt)}`
  return `${lead}${latest}. ${change.downtime === null ? 'No downtime.' : `Downtime: ${sentence(change.downtime)}`}`
}

/** Text that ends like a sentence. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** Why something is not modelled, and who answers for that: `not read yet; waived by Ann: a cache in front of it`. */
export function missingWords({why, waived}: NotModelled): string {
  return waived === undefined ? why : `${why}; waived by ${waived.by}: ${waived.why}`
}

/** One sentence a reason: `a, b are not modelled: ECS service that was seen and is in no tier.` */
export function missingSentences(plan: Plan): string[] {
  const reasons = [...new Set(plan.notModelled.map(missingWords))]
  return reasons.map((words) => {
    const names = plan.notModelled.filter((one) => missingWords(one) === words).map(({tier}) => tier)
    return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not modelled: ${sentence(words)}`
  })
}

/** What stays above its limit at P99 with the whole plan in place; null when nothing does. */
export function stillAboveWords(plan: Plan): string | null {
  const above = plan.limits.filter((limit) => limit.after.p99Ratio > 1)
  if (above.length === 0) return null
  const names = above.slice(0, 3).map((limit) => `${limitName(limit)} (${percent(limit.after.p99Ratio)})`)
  const rest = above.length > 3 ? ` and ${above.length - 3} more` : ''
  const next = plan.target === 'p99' ? '' : ' To cover it: --target p99.'
  return `Even with the plan, P99 is too much for ${names.join(', ')}${rest}.${next}`
}

/** The changes that a person makes, not apply. */
export function manualChanges(plan: Plan): Change[] {
  return plan.changes.filter((change) => change.route === 'manual')
}

/** `$368: 2,300 instance-hours × $0.145`, the arithmetic behind a cost. */
export function costBecause(change: Change): string {
  const {windowUsd, because} = change.cost
  return windowUsd === null || because.includes('$') ? because : `${dollars(windowUsd)}: ${because}`
}

/** The command that makes the same run again from the same files. */
export function reproduceCommand({plan}: {plan: Plan}): string {
  return `ecom-plan forecast --event ${plan.eventId} --as-of ${utcIso(plan.asOf)}`
}
