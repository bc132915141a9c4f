import type {Report} from '../../documents/report.js'
import {percent, rate} from '../number.js'
import {stepBy} from '../step-words.js'
import type {EventClock} from '../time.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import {checkOf, notKnown} from './iem-words.js'

/** Every tier with what limits it, today and with the plan, and what nothing sizes. */
export function architectureSection({run}: Report): string[] {
  const rows = run.plan.limits.map(({tier, kind, resource, measure, today, planned, now, after, zoneCount}) =>
    tableRow(
      [
        tier,
        `${kind} ${resource}`,
        measure,
        today,
        planned,
        `${percent(now.p90Ratio)} → ${percent(after.p90Ratio)}`,
        zoneCount === undefined ? '' : String(zoneCount),
      ].map(md),
    ),
  )
  const open = run.plan.notModelled.map(
    ({tier, why, waived}) => `- ${md(`${tier}: ${why}${waived === undefined ? '' : `; waived by ${waived.by}`}`)}`,
  )
  return [
    '## 3. Architecture and capacity',
    '',
    ...(rows.length === 0
      ? [md(`Tiers: ${notKnown}.`)]
      : [
          ...tableHead(
            ['Tier', 'Service', 'What is limited', 'Today', 'With the plan', 'Share at P90', 'Zones'],
            'lllllrr',
          ),
          ...rows,
        ]),
    '',
    ...(open.length === 0 ? ['Every tier is sized.'] : ['Not sized:', '', ...open]),
  ]
}

/** Quotas in the way, what was asked for, and what is reserved. */
export function quotasSection({run, readiness}: Report, clock: EventClock): string[] {
  const found = run.plan.blockers.filter(({code}) => code === 'QUOTA' || code === 'QUOTA_UNKNOWN')
  const requests = checkOf(readiness.checks, 'quota-requests')
  const steps = run.plan.steps.filter(({id}) => id.startsWith('quota-'))
  return [
    '## 5. Quotas and reservations needed',
    '',
    ...(found.length === 0
      ? ['No quota that was looked at stands in the way.']
      : found.map(({message}) => `- ${md(message)}`)),
    ...steps.map((step) => `- ${md(`${step.what}, by ${stepBy(step, clock)}`)}`),
    `- ${md(`Requests so far: ${requests === undefined || requests.status === 'unknown' ? notKnown : [requests.message, ...requests.evidence].join(' ')}`)}`,
    `- ${md(`Instances: ${checkOf(readiness.checks, 'instance-reservations')?.message ?? notKnown}`)}`,
  ]
}

/** Every change of the plan with its last safe time. */
export function scalingSection({run}: Report, clock: EventClock): string[] {
  const rows = run.plan.changes.map(({tier, setting, from, to, latestAt, route, downtime}) =>
    tableRow(
      [
        tier,
        setting,
        `${from} → ${to}`,
        latestAt === null ? notKnown : clock.stamp(latestAt),
        route === 'automatic' ? 'ecom-plan apply' : 'by hand',
        downtime ?? 'none',
      ].map(md),
    ),
  )
  return [
    '## 6. Scaling plan',
    '',
    ...(rows.length === 0
      ? ['Nothing is to be changed.']
      : [...tableHead(['Tier', 'Setting', 'Change', 'Last safe time', 'How', 'Downtime'], 'llllll'), ...rows]),
  ]
}

/** Every load test that the report knows. */
export function loadTestsSection({run, readiness, loadTests: tests}: Report, clock: EventClock): string[] {
  const rows = tests.map(({tier, at, release, maxThroughputRps, coverageRatio}) =>
    tableRow(
      [
        tier,
        clock.dated(at),
        release ?? notKnown,
        maxThroughputRps === null ? notKnown : `${rate(maxThroughputRps)} req/s`,
        coverageRatio === null ? notKnown : percent(coverageRatio),
      ].map(md),
    ),
  )
  const reach = checkOf(readiness.checks, 'load-test-reach')
  return [
    '## 7. Load tests',
    '',
    md(
      reach?.message ??
        `${run.models.length === 0 ? 'No tier has a capacity model' : 'What they reach is'} ${notKnown}`,
    ),
    '',
    ...(rows.length === 0
      ? [md(`Single tests: ${notKnown}.`)]
      : [...tableHead(['Tier', 'When', 'Release', 'Highest rate', 'Of its P90'], 'lllrr'), ...rows]),
  ]
}
