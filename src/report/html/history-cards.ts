import type {LoadTestPoint, Report} from '../../documents/report.js'
import type {ChangedFigure, ReportDelta} from '../../documents/report-delta.js'
import {percent, rate, responseTime} from '../number.js'
import {sentence} from '../plan-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, folded, htmlTable, muted, numbersTable} from './html-table.js'
import {renderLoadTestChart} from './load-test-chart.js'
import {renderRecordChart} from './record-chart.js'

const directions: Record<ChangedFigure['direction'], {tone: string; sign: string}> = {
  better: {tone: 'good', sign: '▲ better'},
  worse: {tone: 'bad', sign: '▼ worse'},
  neutral: {tone: '', sign: ''},
}

/** What is other than in the report before, and why. */
export function deltaCard(delta: ReportDelta | null, clock: EventClock): string {
  if (delta === null)
    return card('Since the last report', [
      muted('This is the first report of the event, or the history could not be read.'),
    ])
  const sign = (direction: ChangedFigure['direction']) => {
    const {tone, sign: text} = directions[direction]
    return text === '' ? '' : `<span class="${tone}">${text}</span>`
  }
  const figures = delta.figures.map(({label, before, after, direction, because}) => [
    {
      html: `<div>${html(label)}${because === null ? '' : `<div class="note">${html(sentence(because))}</div>`}</div>`,
    },
    before,
    {html: `<b>${html(after)}</b>`},
    {html: sign(direction)},
  ])
  const checks = delta.checks.map(
    ({title, before, after, direction}) =>
      `<li>${html(title)}: ${html(before ?? 'not made')} → <b>${html(after ?? 'not made')}</b> <span class="${directions[direction].tone}">${directions[direction].sign}</span></li>`,
  )
  return card(`Since the last report, ${clock.stamp(delta.sinceAt)}`, [
    figures.length === 0
      ? muted('No figure is another.')
      : htmlTable(
          [
            {label: 'Figure'},
            {label: 'Then', isNumber: true},
            {label: 'Now', isNumber: true},
            {label: '', isShort: true},
          ],
          figures,
          {
            staysTable: true,
          },
        ),
    checks.length === 0 ? '' : `<h3>Checks</h3><ul>${checks.join('')}</ul>`,
    delta.reasons.length === 0 ? '' : `<h3>What changed underneath</h3>${bullets(delta.reasons)}`,
  ])
}

/** What load tests reached of the peak, release by release. */
export function loadTestsCard(points: readonly LoadTestPoint[], clock: EventClock): string {
  const title = 'Load tests'
  if (points.length === 0) {
    return card(title, [
      '<p>No load test is stored, so nothing was tried at the peak.</p>',
      '<p><code>ecom-plan loadtest import</code></p>',
    ])
  }
  const latest = points.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const share = (tier: string) => latest.find((point) => point.tier === tier)?.coverageRatio ?? Number.POSITIVE_INFINITY
  const tiers = [...new Set(latest.map(({tier}) => tier))].toSorted((a, b) => share(a) - share(b))
  const rows = tiers.flatMap((tier) => {
    const [last, before] = latest.filter((point) => point.tier === tier)
    return last === undefined ? [] : [lastRow(last, before, clock)]
  })
  const chart = renderLoadTestChart(points, clock)
  return card(title, [
    muted('Share of the planned P90 of each tier that its tests reached; the dashed line is all of it.'),
    chart === '' ? '' : `<div class="half trend">${chart}</div>`,
    htmlTable(
      [
        {label: 'Tier'},
        {label: 'Last test'},
        {label: 'Reached', isNumber: true},
        {label: 'Of P90', isNumber: true},
        {label: 'p95', isNumber: true},
      ],
      rows,
    ),
    folded('Numbers behind this chart', allTests(latest, clock)),
  ])
}

function lastRow(last: LoadTestPoint, before: LoadTestPoint | undefined, clock: EventClock) {
  const moved =
    before?.maxThroughputRps && last.maxThroughputRps !== null
      ? last.maxThroughputRps / before.maxThroughputRps - 1
      : null
  const trend =
    moved === null
      ? ''
      : `<div class="note">${moved < 0 ? '−' : '+'}${percent(Math.abs(moved))} on the one before</div>`
  return [
    {html: `<b>${html(last.tier)}</b>`},
    {
      html: `<span class="short">${day(last, clock)}</span>${last.release === null ? '' : `<div class="note">${html(`release ${last.release}`)}</div>`}`,
    },
    {html: `${last.maxThroughputRps === null ? 'not known' : `${rate(last.maxThroughputRps)} req/s`}${trend}`},
    last.coverageRatio === null ? 'not known' : percent(last.coverageRatio),
    last.p95ResponseTimeS === null ? 'not known' : responseTime(last.p95ResponseTimeS),
  ]
}

function allTests(points: readonly LoadTestPoint[], clock: EventClock): string {
  return numbersTable(
    'All load tests',
    [
      {label: 'Test'},
      {label: 'Tier'},
      {label: 'When'},
      {label: 'Release'},
      {label: 'Reached, req/s', isNumber: true},
      {label: 'Of P90', isNumber: true},
    ],
    points.map((point) => [
      point.testId,
      point.tier,
      day(point, clock),
      point.release ?? '—',
      point.maxThroughputRps === null ? 'not known' : rate(point.maxThroughputRps),
      point.coverageRatio === null ? 'not known' : percent(point.coverageRatio),
    ]),
  )
}

function day({at}: {at: string}, clock: EventClock): string {
  return dateInWords(clock.localIso(at).slice(0, 10))
}

/** What earlier reports expected of the same peak; nothing before there is one. */
export function recordCard(report: Report, clock: EventClock): string {
  const {record, run} = report
  if (record.length === 0) return ''
  const all = [...record, {reportId: report.reportId, at: report.at, peak: run.forecast.peak}]
  return card("The forecast's record so far", [
    muted(
      'What each report expected of the same peak: the dot is P50, the band goes to P90 and, paler, to P99. The last is this report.',
    ),
    `<div class="half trend">${renderRecordChart(report, clock)}</div>`,
    folded(
      'Numbers behind this chart',
      numbersTable(
        'Forecasts of earlier reports',
        [
          {label: 'Report'},
          {label: 'When'},
          {label: 'P50', isNumber: true},
          {label: 'P90', isNumber: true},
          {label: 'P99', isNumber: true},
        ],
        all.map(({reportId, at, peak}) => [
          reportId,
          clock.stamp(at),
          rate(peak.p50Rps),
          rate(peak.p90Rps),
          rate(peak.p99Rps),
        ]),
      ),
    ),
  ])
}
