import type {ReadinessCheck} from '../../documents/readiness.js'
import type {LoadTestPoint, Report} from '../../documents/report.js'
import {percent, rate, responseTime} from '../number.js'
import {countdown, sentence} from '../plan-words.js'
import {
  attestedWords,
  capWords,
  groupName,
  readinessName,
  scoreWords,
  tally,
  weightWords,
  worstChecksFirst,
} from '../readiness-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {whatIfWords} from '../what-if-words.js'
import {codeSpan, escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import type {Section} from './fit-bytes.js'

const marks: Record<ReadinessCheck['status'], string> = {fail: '✗', unknown: '?', warn: '!', pass: '✓'}

/** Verdict, score, notices, countdown: what is never left out. */
export function verdictSection({run, readiness, notices, reportId, delta, at}: Report, clock: EventClock): Section {
  const {plan} = run
  const whatIf = whatIfWords(run)
  const cap = capWords(readiness)
  const score = delta?.figures.find(({label}) => label === 'Score')
  const said =
    readiness.checks.length === 0
      ? []
      : [
          `Score ${scoreWords(readiness)} of 100${score === undefined ? '' : ` (was ${score.before})`}; ${tally(readiness)}.`,
        ]
  return {
    name: 'verdict',
    lead: [
      `# ${md(plan.eventName)}: ${readinessName(readiness)}`,
      '',
      ...(whatIf === null ? [] : [`> **${whatIf.title}** ${md(`${whatIf.said}. ${whatIf.caution}`)}`, '']),
      ...notices.flatMap(({severity, message, next}) => [
        `> **${severity === 'bad' ? '✗' : '!'}** ${md(sentence(message))}${next === null ? '' : ` ${codeSpan(next)}`}`,
        '',
      ]),
      `**${md(sentence(readiness.sentence))}**`,
      '',
      md([...said, ...(cap === null ? [] : [cap])].join(' ')),
      '',
      md(`${plan.service} · ${plan.account} · ${plan.region} · report ${reportId}`),
      '',
      md(
        `${clock.range(plan.windowStartAt, plan.windowEndAt)}; ${countdown(plan, at)}, as of ${clock.stamp(at)}${at === plan.asOf ? '' : `; figures of ${clock.dated(plan.asOf)}`}`,
      ),
    ],
    items: [],
    dropOrder: null,
  }
}

/** Checks that do not pass as a table, the worst first, and below it those that do. */
export function checkSections({readiness}: Report, clock: EventClock): Section[] {
  const checks = worstChecksFirst(readiness.checks)
  if (checks.length === 0) return []
  const open = checks.filter(({status}) => status !== 'pass')
  const passed = checks.filter(({status}) => status === 'pass')
  return [
    {
      name: 'checks',
      lead: [
        '## Readiness checks',
        '',
        md(sentence(readiness.because)),
        ...(readiness.skipped ?? []).flatMap(({title, why}) => [
          '',
          md(`Not made, as the config asks: ${title}: ${sentence(why)}`),
        ]),
        ...(open.length === 0 ? [] : ['', ...tableHead(['', 'Check', 'Group', 'Found', 'Next', 'Weight'], 'lllllr')]),
      ],
      items: open.map((check) => checkRow(check, clock)),
      dropOrder: 12,
    },
    ...(passed.length === 0
      ? []
      : [
          {
            name: 'checks that passed',
            lead: ['### Passed', ''],
            items: passed.map(
              (check) => `- ✓ **${md(check.title)}** (${md(weightWords(check))}): ${md(found(check, clock))}`,
            ),
            dropOrder: 2,
          },
        ]),
  ]
}

function checkRow(check: ReadinessCheck, clock: EventClock): string {
  const {status, title, group, next, latestAt} = check
  const by = latestAt === null ? '' : `by ${clock.stamp(latestAt)}: `
  return tableRow([
    marks[status],
    `**${md(title)}**`,
    md(groupName(group)),
    md(found(check, clock)),
    next === null ? '' : `${md(by)}${/^(ecom-plan|aws) /.test(next) ? codeSpan(next) : md(next)}`,
    md(weightWords(check)),
  ])
}

function found(check: ReadinessCheck, clock: EventClock): string {
  const word = check.attestation === null ? null : attestedWords(check, clock)
  return `${sentence(check.message)}${word === null ? '' : ` ${word}`}`
}

/** What is other than in the report before; nothing without one. */
export function deltaSection({delta}: Report, clock: EventClock): Section[] {
  if (delta === null) return []
  const arrows = {better: '▲ better', worse: '▼ worse', neutral: ''} as const
  return [
    {
      name: 'changes since the last report',
      lead: [
        '## Since the last report',
        '',
        md(`Report ${delta.sinceReportId}, ${clock.stamp(delta.sinceAt)}.`),
        '',
        ...tableHead(['Figure', 'Then', 'Now', '', 'Why'], 'lrrll'),
      ],
      items: [
        ...delta.figures.map(({label, before, after, direction, because}) =>
          tableRow([label, before, after, arrows[direction], because ?? ''].map(md)),
        ),
        ...delta.checks.map(({title, before, after, direction}) =>
          tableRow([title, before ?? 'not made', after ?? 'not made', arrows[direction], ''].map(md)),
        ),
        ...delta.reasons.map((reason) => tableRow(['What changed underneath', '', '', '', reason].map(md))),
      ],
      dropOrder: 8,
    },
  ]
}

/** Stored load tests, the newest first, and the share of P90 that each reached. */
export function loadTestSection({loadTests}: Report, clock: EventClock): Section[] {
  if (loadTests.length === 0) return []
  const newest = loadTests.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return [
    {
      name: 'load tests',
      lead: ['## Load tests', '', ...tableHead(['Tier', 'When', 'Release', 'Reached', 'Of P90', 'p95'], 'lllrrr')],
      items: newest.map((test) => tableRow(testCells(test, clock).map(md))),
      dropOrder: 6,
    },
  ]
}

function testCells(
  {tier, at, release, maxThroughputRps, coverageRatio, p95ResponseTimeS}: LoadTestPoint,
  clock: EventClock,
): string[] {
  return [
    tier,
    dateInWords(clock.localIso(at).slice(0, 10)),
    release ?? '—',
    maxThroughputRps === null ? 'not known' : `${rate(maxThroughputRps)} req/s`,
    coverageRatio === null ? 'not known' : percent(coverageRatio),
    p95ResponseTimeS === null ? 'not known' : responseTime(p95ResponseTimeS),
  ]
}

/** What earlier reports expected of the same peak; nothing before there is one. */
export function recordSection({record}: Report, clock: EventClock): Section[] {
  if (record.length === 0) return []
  return [
    {
      name: "the forecast's record",
      lead: ["## The forecast's record so far", '', ...tableHead(['Report', 'When', 'P50', 'P90', 'P99'], 'llrrr')],
      items: record.map(({reportId, at, peak}) =>
        tableRow([reportId, clock.stamp(at), rate(peak.p50Rps), rate(peak.p90Rps), rate(peak.p99Rps)].map(md)),
      ),
      dropOrder: 3,
    },
  ]
}

/** How to make the report again, as it was typed. */
export function reproduceReportSection({reproduce, run, version}: Report): Section[] {
  if (reproduce.length === 0) return []
  const {plan} = run
  return [
    {
      name: 'reproduce',
      lead: [
        '## How to reproduce',
        '',
        ...reproduce.map((command) => codeSpan(command)),
        '',
        md(
          `ecom-plan ${version}, run ${run.runId}, plan ${plan.planId}, estate of ${plan.base.capturedAt} (sha256 ${plan.base.snapshotSha256}). Read: ${run.sources.join(', ')}.`,
        ),
      ],
      items: [],
      dropOrder: null,
    },
  ]
}
