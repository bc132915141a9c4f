import type {Report} from '../../documents/report.js'
import type {Run} from '../../documents/run.js'
import {cdnWords, levelName, peakRows, whyThisPeak} from '../forecast-words.js'
import {finePercent, rate, responseTime, times} from '../number.js'
import {aimWords, countdown, manualChanges, missingWords, sentence, totalWords, verdictName} from '../plan-words.js'
import {stormWords} from '../storm-words.js'
import {type EventClock, eventClock} from '../time.js'
import {whatIfWords} from '../what-if-words.js'
import {chartCard} from './chart-card.js'
import {databasesCard} from './databases-card.js'
import {escapeHtml as html} from './escape-html.js'
import {evidenceCards} from './evidence-cards.js'
import {bullets, card, htmlTable, muted} from './html-table.js'
import {blockersCard, changesCard, datesCard} from './plan-cards.js'
import {riskCard} from './risk-card.js'
import {style} from './style.js'
import {temporaryCard} from './temporary-card.js'
import {renderUtilizationBars} from './utilization-bars.js'

const tones: Record<Run['plan']['verdict'], string> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}

/**
 * The run as one HTML file that asks the network for nothing and needs no script: readable in light and dark, on a
 * phone and on paper. Every value of the run is escaped. The same run gives the same bytes.
 */
export function renderReportHtml({run}: Report): string {
  const clock = eventClock(run.plan.timezone)
  const {plan} = run
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<title>${html(`${whatIfWords(run) === null ? '' : 'What if: '}${plan.eventName}: ${verdictName(plan)}`)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    head(run, clock),
    whatIfCard(run),
    verdictCard(run, clock),
    facts(run, clock),
    blockersCard(plan),
    chartCard(run, clock),
    peakCard(run, clock),
    limitsCard(run),
    databasesCard(run),
    riskCard(plan),
    changesCard(plan, clock),
    datesCard(plan, clock),
    temporaryCard(run, clock),
    ...evidenceCards(run, clock),
    '</main>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((part, i, parts) => part !== '' || i === parts.length - 1)
    .join('\n')
}

function head({plan}: Run, clock: EventClock): string {
  return [
    '<header>',
    `<div><p class="muted">Capacity report</p><h1>${html(plan.eventName)}</h1>`,
    `<p class="muted">${html(`${plan.service} · ${plan.account} · ${plan.region}`)}</p></div>`,
    `<p class="muted">as of ${html(clock.stamp(plan.asOf))}<br>plan ${html(plan.planId)}</p>`,
    '</header>',
  ].join('\n')
}

function whatIfCard(run: Run): string {
  const words = whatIfWords(run)
  if (words === null) return ''
  return [
    '<section class="card verdict warn-edge">',
    `<div><span class="badge warn">${words.title}</span><p>${html(words.said)}</p></div>`,
    `<div class="when"><span class="note">${html(words.caution)}</span></div>`,
    '</section>',
  ].join('\n')
}

function verdictCard({plan}: Run, clock: EventClock): string {
  const tone = tones[plan.verdict]
  return [
    `<section class="card verdict ${tone}-edge">`,
    `<div><span class="badge ${tone}">${verdictName(plan)}</span><p>${html(sentence(plan.summary))}</p></div>`,
    `<div class="when"><b>${html(countdown(plan))}</b><span class="note">${html(clock.range(plan.windowStartAt, plan.windowEndAt))}</span></div>`,
    '</section>',
  ].join('\n')
}

function facts(run: Run, clock: EventClock): string {
  const {forecast, plan} = run
  const capacity = (rps: number | null) => (rps === null ? 'not known' : rate(rps))
  const growth =
    forecast.growthRatio === null ? 'growth not known' : `ordinary level ${times(forecast.growthRatio)} a year ago`
  const cells = [
    ['Peak, P90', `${rate(forecast.peak.p90Rps)} req/s`, clock.stamp(forecast.peak.at)],
    ['Capacity today', capacity(run.capacityTodayRps), `with the plan ${capacity(run.capacityPlannedRps)}`],
    ['Cost for the window', totalWords(plan), `${plan.changes.length} changes, ${manualChanges(plan).length} by hand`],
    ['Uplift of the event', times(forecast.upliftRatio), growth],
  ] as const
  const cards = cells.map(
    ([name, value, note]) =>
      `<div class="card"><span>${html(name)}</span><b>${html(value)}</b><span>${html(note)}</span></div>`,
  )
  return `<div class="facts">${cards.join('\n')}</div>`
}

function peakCard(run: Run, clock: EventClock): string {
  const rows = peakRows(run).map((row) => [
    row.name,
    ...row.values,
    row.at === null ? '' : clock.stamp(row.at),
    row.note,
  ])
  const {business} = run
  const hasBusiness = business.concurrentUsers !== null || business.orders !== null
  const cdn = [cdnWords(run), stormWords(run)].filter((words) => words !== null)
  return card('Why this peak', [
    `<p>${html(whyThisPeak(run.forecast))}</p>`,
    ...cdn.map((words) => `<p>${html(words)}</p>`),
    htmlTable(
      [
        {label: ''},
        {label: 'P50', isNumber: true},
        {label: 'P90', isNumber: true},
        {label: 'P99', isNumber: true},
        {label: 'When'},
        {label: 'Notes'},
      ],
      rows,
    ),
    muted(
      `Requests ${levelName(run.forecast)}, busiest minute.${hasBusiness ? ` Users and orders: ${sentence(business.because)}` : ''}`,
    ),
    bullets(run.forecast.notes),
  ])
}

function limitsCard({plan, slo}: Run): string {
  const promise = `p95 ≤ ${responseTime(slo.p95ResponseTimeS)}, errors ≤ ${finePercent(slo.errorRatio)}`
  return card(
    'Capacity at the peak',
    [
      muted(
        `Share of the limit that still meets the SLO (${promise}); the dashed line is 100 %. Thick bar today, thin bar with the plan; solid P50, paler P90, palest P99. Planned for: ${aimWords(plan)}.`,
      ),
      plan.limits.length === 0 ? '<p>No tier is modelled.</p>' : renderUtilizationBars(plan.limits),
      plan.notModelled.length === 0 ? '' : '<h3>Not modelled</h3>',
      bullets(plan.notModelled.map((one) => `${one.tier}: ${missingWords(one)}`)),
    ],
    {isLong: true},
  )
}
