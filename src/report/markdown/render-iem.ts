import type {ReadinessCheck} from '../../documents/readiness.js'
import type {Report} from '../../documents/report.js'
import {dollars, finePercent, rate, times} from '../number.js'
import {stepBy, stepWho} from '../step-words.js'
import {dateInWords, type EventClock, eventClock} from '../time.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import {architectureSection, loadTestsSection, quotasSection, scalingSection} from './iem-tables.js'
import {checkOf, notKnown} from './iem-words.js'

/** A question of the form, and what is known of it. */
type Answer = readonly [question: string, answer: string]

/**
 * The event-readiness questionnaire that AWS account teams ask before an event (AWS Countdown, formerly Infrastructure
 * Event Management), filled in from a report, in our own words. What nothing tells stays "not known to ecom-plan": it is
 * a form to send on after a person has read it.
 *
 * @source https://aws.amazon.com/premiumsupport/aws-countdown/
 */
export function renderIemMarkdown(report: Report): string {
  const clock = eventClock(report.run.plan.timezone)
  const parts = [
    head(report, clock),
    section('1. The event', event(report, clock)),
    section('2. Traffic', traffic(report, clock)),
    architectureSection(report),
    section('4. Load balancer and edge', balancing(report)),
    quotasSection(report, clock),
    scalingSection(report, clock),
    loadTestsSection(report, clock),
    contacts(report, clock),
    risks(report, clock),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function head({run, at, readiness}: Report, clock: EventClock): string[] {
  return [
    `# Event readiness: ${md(run.plan.eventName)}`,
    '',
    md(
      `${run.service}, AWS account ${run.plan.account} in ${run.plan.region}. Filled in by ecom-plan at ${clock.dated(at)}.`,
    ),
    '',
    md(`State: ${readiness.verdict.replace('-', ' ')}, score ${readiness.scorePoints} of 100. ${readiness.sentence}`),
  ]
}

function section(title: string, answers: readonly Answer[]): string[] {
  const rows = answers.map(([question, answer]) => tableRow([md(question), md(answer)]))
  return [`## ${md(title)}`, '', ...tableHead(['Question', 'Answer'], 'll'), ...rows]
}

function event({run, readiness}: Report, clock: EventClock): Answer[] {
  const {plan, forecast, business} = run
  const launch = forecast.firstSpike === null ? notKnown : `${clock.stamp(forecast.firstSpike.at)}`
  const {orders, concurrentUsers} = business
  return [
    ['What is the event?', `${plan.eventName}, ${dateInWords(forecast.date)}`],
    ['When does it begin and end?', clock.range(plan.windowStartAt, plan.windowEndAt)],
    ['When does the first launch go live?', launch],
    [
      'Which people are expected at the peak?',
      concurrentUsers === null
        ? notKnown
        : `${rate(concurrentUsers.p50Count)} at P50, ${rate(concurrentUsers.p90Count)} at P90`,
    ],
    [
      'Which orders are expected at the peak?',
      orders === null ? notKnown : `${rate(orders.p50PerS)} a second at P50, ${rate(orders.p90PerS)} at P90`,
    ],
    [
      'What would a breach cost?',
      plan.risk.lossToday.salesUsd === null
        ? notKnown
        : `${dollars(plan.risk.lossToday.salesUsd)} of sales expected as it is today, ${dollars(plan.risk.lossPlanned.salesUsd ?? 0)} with the plan`,
    ],
    ['Is marketing confirmed?', attested(readiness.checks, 'marketing-plan', clock)],
    ['Is a change freeze agreed?', attested(readiness.checks, 'freeze-agreed', clock)],
  ]
}

function traffic({run: {forecast, cdn, originPeak}}: Report, clock: EventClock): Answer[] {
  const where = forecast.level === 'edge' ? 'at the edge' : 'at the load balancer'
  const last = forecast.occurrences.at(-1)
  const {p50Rps, p90Rps, p99Rps} = forecast.peak
  return [
    ['What is normal?', `${rate(forecast.levelRps)} req/s in the busiest hour of an ordinary day, ${where}`],
    [
      'What is expected at the peak?',
      `${rate(p50Rps)} req/s at P50, ${rate(p90Rps)} at P90, ${rate(p99Rps)} at P99, busiest minute, ${where}`,
    ],
    ['How many times normal is that?', `${times(forecast.upliftRatio)} in the busiest hour (${forecast.upliftOrigin})`],
    ['When is the peak?', clock.stamp(forecast.peak.at)],
    [
      'What came last time?',
      last === undefined
        ? notKnown
        : `${rate(last.peakHourRps)} req/s in the busiest hour of ${dateInWords(last.date)}${last.isCensored === true ? ", which ran into the shop's own limit" : ''}`,
    ],
    [
      'How much of it does the CDN answer?',
      cdn === null ? 'no CDN is modelled' : `${finePercent(cdn.hitRatio)} (${cdn.origin})`,
    ],
    ['What reaches the load balancer?', `${rate(originPeak.p50Rps)} req/s at P50, ${rate(originPeak.p90Rps)} at P90`],
    ['How large are requests and answers?', notKnown],
    ['Which share is TLS?', notKnown],
    ['From which countries does it come?', notKnown],
  ]
}

function balancing({run, readiness}: Report): Answer[] {
  const growth = run.plan.limits.find(({kind}) => kind === 'alb')
  const lcu = checkOf(readiness.checks, 'lcu-reservation')
  return [
    ['How fast does traffic rise?', growth === undefined ? notKnown : (growth.derivation[0] ?? growth.today)],
    ['Is load balancer capacity reserved or wanted?', lcu?.message ?? notKnown],
    ['Are there subnets with free addresses?', checkOf(readiness.checks, 'addresses')?.message ?? notKnown],
    ['How many NAT gateways, in which zones?', natWords(readiness.checks)],
    ['Is the shop protected against DDoS (Shield, WAF)?', notKnown],
  ]
}

function natWords(checks: readonly ReadinessCheck[]): string {
  const nat = checkOf(checks, 'nat-gateways')
  if (nat === undefined || nat.status === 'unknown') return notKnown
  return [nat.message, ...nat.evidence].join(' ')
}

function contacts({run, readiness}: Report, clock: EventClock): string[] {
  const asked = [
    ...new Set(run.plan.limits.flatMap(({tier, ask}) => (ask?.contact ? [`${tier}: ${ask.contact}`] : []))),
  ]
  return section('8. People', [
    ['Who is on call?', attested(readiness.checks, 'on-call', clock)],
    ['Is the AWS account team told?', attested(readiness.checks, 'aws-account-team', clock)],
    ['Is there a runbook?', attested(readiness.checks, 'runbook', clock)],
    ['Was the way back rehearsed?', attested(readiness.checks, 'rollback', clock)],
    ['Was failover tested?', attested(readiness.checks, 'failover-tested', clock)],
    ['Whom to ask at other providers?', asked.length === 0 ? notKnown : asked.join('; ')],
    ['Phone number, chat and AWS Support plan?', notKnown],
  ])
}

function risks({run, readiness}: Report, clock: EventClock): string[] {
  const failed = readiness.checks.filter(({status}) => status === 'fail')
  const warned = readiness.checks.filter(({status}) => status === 'warn')
  const late = run.plan.steps.filter(({isLate}) => isLate)
  const {today, planned, targetRatio} = run.plan.risk
  const chance = `Chance of a breach: ${finePercent(today.breachRatio)} as it is today, ${finePercent(planned.breachRatio)} with the plan; ${finePercent(targetRatio)} is accepted.`
  const lines = (checks: readonly ReadinessCheck[]) =>
    checks.map(({title, message}) => `- ${md(`${title}: ${message}`)}`)
  return [
    '## 9. Risks',
    '',
    md(chance),
    '',
    ...(failed.length === 0 ? ['No readiness check fails.'] : ['Failing:', '', ...lines(failed)]),
    ...(warned.length === 0 ? [] : ['', 'Open:', '', ...lines(warned)]),
    ...(late.length === 0
      ? []
      : [
          '',
          'Late:',
          '',
          ...late.map((step) => `- ${md(`${step.what}, was due ${stepBy(step, clock)}, ${stepWho(step)}`)}`),
        ]),
  ]
}

/** Who answers for it and where it is written; an answer that ended or was taken back is none. */
function attested(checks: readonly ReadinessCheck[], id: string, clock: EventClock): string {
  const check = checkOf(checks, id)
  const said = check?.attestation ?? null
  if (check === undefined || said === null || check.status !== 'pass') return `${notKnown}: nobody answers for it`
  return `yes, says ${said.by} (${clock.dated(said.at)})${said.note === null ? '' : `: ${said.note}`}`
}
