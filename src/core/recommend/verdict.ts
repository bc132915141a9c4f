import type {Forecast} from '../../documents/forecast.js'
import type {Blocker, Limit, Plan} from '../../documents/plan.js'
import {figure} from '../figure.js'
import {at, ratioAt, type Setting} from '../tiers/tier-finding.js'

type Verdict = Pick<Plan, 'verdict' | 'summary' | 'firstToBreak'>

/**
 * The verdict on today's estate and the sentence that says why.
 *
 * not-ready: a limit is short at the target quantile, or something blocks the plan. at-risk: a limit is tight, or
 * short at P99 only, or something is not modelled and nobody answers for it. ready: none of these. `firstToBreak` is the limit that is reached at
 * the lowest rate, whether or not the peak gets there.
 */
export function verdictOn({
  limits,
  blockers,
  notModelled,
  forecast,
  setting,
}: {
  limits: readonly Limit[]
  blockers: readonly Blocker[]
  notModelled: Plan['notModelled']
  forecast: Forecast
  setting: Setting
}): Verdict {
  const breaking = limits
    .flatMap((limit) =>
      limit.breaksAtRps === null ? [] : [{tier: limit.tier, measure: limit.measure, atRps: limit.breaksAtRps}],
    )
    .sort((a, b) => a.atRps - b.atRps)
  const first = breaking[0] ?? null
  const isShort = limits.some((limit) => limit.verdict === 'short')
  const isBlocked = blockers.some((blocker) => blocker.severity === 'block')
  const isTight = limits.some((limit) => limit.verdict === 'tight' || ratioAt(limit.now, 'p99') > 1)
  const verdict =
    isShort || isBlocked
      ? 'not-ready'
      : isTight || notModelled.some(({waived}) => waived === undefined) || limits.length === 0
        ? 'at-risk'
        : 'ready'
  return {verdict, firstToBreak: first, summary: summaryOf({first, limits, notModelled, forecast, setting})}
}

function summaryOf({
  first,
  limits,
  notModelled,
  forecast,
  setting,
}: {
  first: Plan['firstToBreak']
  limits: readonly Limit[]
  notModelled: Plan['notModelled']
  forecast: Forecast
  setting: Setting
}): string {
  const quantile = setting.target.toUpperCase()
  const peak = `${figure(at(forecast.peak, setting.target))} req/s`
  const unknown = unknownWords(notModelled)
  if (first === null || limits.length === 0)
    return `No tier could be modelled, so nothing is known of the ${quantile} peak of ${peak}.${unknown}`
  const where = forecast.level === 'edge' ? 'at the edge' : 'at the load balancer'
  const what = first.measure === 'requests' ? first.tier : `${first.tier} (${first.measure})`
  const hosts = limits.filter((limit) => limit.kind === 'hosts' && limit.verdict === 'short').map((limit) => limit.tier)
  if (first.atRps >= at(forecast.peak, setting.target)) {
    const short = hosts.length > 0 ? ` ${hosts.join(', ')} cannot hold the planned tasks.` : ''
    return `Every modelled tier carries the ${quantile} peak of ${peak} ${where}; ${what} would break first, at ${figure(first.atRps)}.${short}${unknown}`
  }
  return `${what} breaks first, at ${figure(first.atRps)} req/s ${where}; the ${quantile} peak is ${peak}.${unknown}`
}

function unknownWords(notModelled: Plan['notModelled']): string {
  const named = (title: string, some: Plan['notModelled']) =>
    some.length === 0 ? '' : ` ${title}: ${some.map(({tier}) => tier).join(', ')}.`
  const isOpen = ({waived}: Plan['notModelled'][number]) => waived === undefined
  return (
    named('Not modelled', notModelled.filter(isOpen)) +
    named(
      'Waived',
      notModelled.filter((one) => !isOpen(one)),
    )
  )
}
