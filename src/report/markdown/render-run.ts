import type {Change, Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {cdnWords, levelName, peakRows, whyThisPeak} from '../forecast-words.js'
import {limitName, verdictWords, worstFirst} from '../limit-words.js'
import {finePercent, percent, responseTime} from '../number.js'
import {
  afterLabel,
  afterWords,
  aimWords,
  costWords,
  countdown,
  lastingCosts,
  manualChanges,
  missingWords,
  rangeWords,
  sentence,
  stillAboveWords,
  totalWords,
  verdictName,
} from '../plan-words.js'
import {stormWords} from '../storm-words.js'
import {type EventClock, eventClock} from '../time.js'
import {whatIfWords} from '../what-if-words.js'
import {datesSection} from './dates-section.js'
import {detailSections, reproduceSection} from './detail-sections.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import {fitBytes, type Section} from './fit-bytes.js'
import {riskSection} from './risk-section.js'
import {temporarySection} from './temporary-section.js'

const marks: Record<Limit['verdict'], string> = {ok: '✓', tight: '!', short: '✗'}

/**
 * The run as GitHub-flavoured Markdown, the verdict first. Every value of the run is escaped.
 *
 * `maxBytes` is a budget in UTF-8 (65,536 for a comment on GitHub): derivations, sources and reasons go first, then
 * table rows from the harmless end, and the text says so.
 */
export function renderRunMarkdown(run: Run, {maxBytes = Number.POSITIVE_INFINITY}: {maxBytes?: number} = {}): string {
  const clock = eventClock(run.plan.timezone)
  return fitBytes(
    [verdict(run, clock), ...planSections(run, clock), ...detailSections(run, clock), reproduceSection(run)],
    maxBytes,
  )
}

/** What the run found and proposes: what stands in the way, the peak, capacity, risk, changes and dates. */
export function planSections(run: Run, clock: EventClock): Section[] {
  return [
    blockers(run),
    peak(run, clock),
    limits(run),
    riskSection(run),
    changes(run, clock),
    ...datesSection(run, clock),
    ...temporarySection(run, clock),
  ]
}

function verdict(run: Run, clock: EventClock): Section {
  const {plan} = run
  const whatIf = whatIfWords(run)
  const where = `${plan.service} · ${plan.account} · ${plan.region}`
  return {
    name: 'verdict',
    lead: [
      `# ${md(plan.eventName)}: ${verdictName(plan)}`,
      '',
      ...(whatIf === null ? [] : [`> **${whatIf.title}** ${md(`${whatIf.said}. ${whatIf.caution}`)}`, '']),
      `**${md(sentence(plan.summary))}**`,
      '',
      md(where),
      '',
      md(`${clock.range(plan.windowStartAt, plan.windowEndAt)}; ${countdown(plan)}, as of ${clock.stamp(plan.asOf)}`),
    ],
    items: [],
    dropOrder: null,
  }
}

function blockers({plan}: Run): Section {
  const items = plan.blockers.map(
    ({severity, message, next}) => `- ${severity === 'block' ? '✗ ' : '! '}${md(sentence(message))} ${md(next)}`,
  )
  return {name: 'blockers', lead: ['## Blockers', '', ...(items.length === 0 ? ['None.'] : [])], items, dropOrder: 11}
}

function peak(run: Run, clock: EventClock): Section {
  const rows = peakRows(run).map((row) =>
    tableRow([row.name, ...row.values, row.at === null ? '' : clock.stamp(row.at), row.note].map(md)),
  )
  const cdn = [cdnWords(run), stormWords(run)].filter((words) => words !== null)
  return {
    name: 'peak',
    lead: [
      '## The peak',
      '',
      `Requests per second ${levelName(run.forecast)}, busiest minute.`,
      '',
      ...tableHead(['', 'P50', 'P90', 'P99', 'When', 'Notes'], 'lrrrll'),
      ...rows,
      '',
      md(whyThisPeak(run.forecast)),
      ...cdn.flatMap((words) => ['', md(words)]),
      ...run.forecast.notes.flatMap((note) => ['', md(note)]),
    ],
    items: [],
    dropOrder: null,
  }
}

function limits({plan, slo}: Run): Section {
  const promise = `p95 ≤ ${responseTime(slo.p95ResponseTimeS)}, errors ≤ ${finePercent(slo.errorRatio)}`
  // Rows go from the end when space is short, so what is fine stands last.
  const rows = worstFirst(plan.limits)
  const missing = plan.notModelled.map((one) =>
    tableRow([md(one.tier), '', '?', '?', '?', `not modelled: ${md(missingWords(one))}`, '']),
  )
  const bad = rows.filter((limit) => limit.verdict !== 'ok').map((limit) => limitRow(limit))
  const good = rows.filter((limit) => limit.verdict === 'ok').map((limit) => limitRow(limit))
  return {
    name: 'limits',
    lead: [
      '## Capacity at the peak',
      '',
      md(`Share of the limit that still meets the SLO (${promise}).`),
      '',
      ...tableHead(['Tier', 'Limit today', 'P50', 'P90', 'P99', 'Verdict', 'P90 with the plan'], 'llrrrlr'),
    ],
    items: [...bad, ...missing, ...good],
    dropOrder: 9,
  }
}

function limitRow(limit: Limit): string {
  const share = (ratio: number) => (ratio > 1 ? `**${percent(ratio)}**` : percent(ratio))
  return tableRow([
    md(limitName(limit)),
    md(limit.today),
    share(limit.now.p50Ratio),
    share(limit.now.p90Ratio),
    share(limit.now.p99Ratio),
    md(`${marks[limit.verdict]} ${verdictWords(limit)}`.trimEnd()),
    share(limit.after.p90Ratio),
  ])
}

function changes(run: Run, clock: EventClock): Section {
  const {plan} = run
  const manual = manualChanges(plan)
  const above = stillAboveWords(plan)
  const lead = [
    '## Recommended changes',
    '',
    md(
      plan.changes.length === 0
        ? `None (${aimWords(plan)}).`
        : `Plan ${plan.planId}: ${aimWords(plan)}; ${totalWords(plan)}${rangeWords(plan)} for the window, ${manual.length} by hand.`,
    ),
    ...lastingCosts(plan, clock).flatMap((text) => ['', md(text)]),
    ...(above === null ? [] : ['', md(above)]),
    ...(plan.changes.length === 0
      ? []
      : ['', ...tableHead(['Resource', 'Setting', 'Change', afterLabel(plan), 'Route', 'Window'], 'lllrlr')]),
  ]
  return {name: 'changes', lead, items: plan.changes.map((change) => changeRow(change, run)), dropOrder: 10}
}

function changeRow(change: Change, {plan}: Run): string {
  const cells = [
    change.tier,
    change.setting,
    `${change.from} → ${change.to}`,
    afterWords(change.after, plan.target),
    change.route,
    costWords(change),
  ]
  return tableRow(cells.map(md))
}
