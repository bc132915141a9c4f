import type {Message, MessageCheck} from '../../documents/message.js'
import type {ReadinessCheck} from '../../documents/readiness.js'
import type {Report} from '../../documents/report.js'

/** What a message needs of the report before it of the same event. */
export type Previous = {readiness: Pick<Report['readiness'], 'verdict' | 'scorePoints'>}

const ranks: Record<ReadinessCheck['status'], number> = {fail: 0, unknown: 1, warn: 2, pass: 3}

/**
 * What is told of a report: its verdict and what did not pass, musts first. `previous` is the report before it of the
 * same event; null where there is none.
 */
export function messageOf({report, previous}: {report: Report; previous: Previous | null}): Message {
  const {run, readiness, delta} = report
  const {plan, forecast} = run
  const {at, ...peak} = forecast.peak
  return {
    schema: 'ecom-plan.message/v1',
    isTest: false,
    isAfterEvent: report.after !== undefined,
    reportId: report.reportId,
    at: report.at,
    service: run.service,
    account: plan.account,
    region: plan.region,
    eventId: plan.eventId,
    eventName: plan.eventName,
    timezone: plan.timezone,
    windowStartAt: plan.windowStartAt,
    windowEndAt: plan.windowEndAt,
    verdict: readiness.verdict,
    previousVerdict: previous?.readiness.verdict ?? null,
    scorePoints: readiness.scorePoints,
    previousScorePoints: previous?.readiness.scorePoints ?? null,
    sentence: readiness.sentence,
    peak,
    peakAt: at,
    shortfallS: shortfallOf(report),
    checks: readiness.checks
      .filter(({status}) => status !== 'pass')
      .sort(byRank)
      .map(checkOf),
    notices: report.notices,
    changes: delta?.figures ?? [],
    lessons: report.after?.lessons ?? [],
  }
}

/** Longest time in the window, in seconds, for which one of today's limits is exceeded at the plan's quantile. */
export function shortfallOf({run}: Report): number {
  return Math.max(0, ...run.plan.limits.map(({shortS}) => shortS))
}

function byRank(a: ReadinessCheck, b: ReadinessCheck): number {
  return ranks[a.status] - ranks[b.status] || Number(b.isMust) - Number(a.isMust) || b.lostPoints - a.lostPoints
}

function checkOf({id, title, status, isMust, message, next}: ReadinessCheck): MessageCheck {
  return {id, title, status, isMust, message, next}
}

/** A message that says of itself that it is a test, to see whether it arrives. `at` is when it is sent. */
export function testMessage({
  service,
  account,
  region,
  timezone,
  at,
}: Pick<Message, 'service' | 'account' | 'region' | 'timezone' | 'at'>): Message {
  return {
    schema: 'ecom-plan.message/v1',
    isTest: true,
    isAfterEvent: false,
    reportId: 'test',
    at,
    service,
    account,
    region,
    eventId: 'notify-test',
    eventName: 'Test of notifications',
    timezone,
    windowStartAt: at,
    windowEndAt: at,
    verdict: 'ready',
    previousVerdict: null,
    scorePoints: 0,
    previousScorePoints: null,
    sentence: 'This is a test by ecom-plan report --notify-test. Nothing is to be done.',
    peak: {p50Rps: 0, p90Rps: 0, p99Rps: 0},
    peakAt: at,
    shortfallS: 0,
    checks: [],
    notices: [],
    changes: [],
    lessons: [],
  }
}
