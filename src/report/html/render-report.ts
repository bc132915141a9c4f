import type {Report} from '../../documents/report.js'
import {readinessName} from '../readiness-words.js'
import {type EventClock, eventClock} from '../time.js'
import {whatIfWords} from '../what-if-words.js'
import {afterCard} from './after-card.js'
import {changesCard} from './changes-card.js'
import {checksCard} from './checks-card.js'
import {databasesCard} from './databases-card.js'
import {datesCard} from './dates-card.js'
import {escapeHtml as html} from './escape-html.js'
import {evidenceCards} from './evidence-cards.js'
import {forecastCard} from './forecast-card.js'
import {deltaCard, loadTestsCard, recordCard} from './history-cards.js'
import {pair} from './html-table.js'
import {moneyCards} from './money-card.js'
import {script, scriptSha256} from './script.js'
import {style} from './style.js'
import {temporaryCard} from './temporary-card.js'
import {firstThings, keyFigures, noticeBanners} from './top-cards.js'
import {utilizationCard} from './utilization-card.js'
import {verdictCard} from './verdict-card.js'

/**
 * The report as one HTML file that asks the network for nothing: readable in light and dark, on a phone, on paper and
 * with scripts off. Every value of the report is escaped, and the page's own policy lets no other script run. The same
 * report gives the same bytes.
 */
export function renderReportHtml(report: Report): string {
  return page(report, {
    policy: `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptSha256}'`,
    style: `<style>${style}</style>`,
    script: `<script>${script}</script>`,
  })
}

/** The same page as three files, for a server whose policy forbids what stands in the page itself, such as Jenkins. */
export function renderReportAssets(report: Report): {'index.html': string; 'report.css': string; 'report.js': string} {
  return {
    'index.html': page(report, {
      policy: "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'",
      style: '<link rel="stylesheet" href="report.css">',
      script: '<script src="report.js" defer></script>',
    }),
    'report.css': style.trimStart(),
    'report.js': script,
  }
}

function page(report: Report, parts: {policy: string; style: string; script: string}): string {
  const {run, readiness} = report
  const {plan} = run
  const clock = eventClock(plan.timezone)
  const whatIf = whatIfWords(run) === null ? '' : 'What if: '
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="${parts.policy}">`,
    `<title>${html(`${whatIf}${plan.eventName}: ${readinessName(readiness)}`)}</title>`,
    parts.style,
    '</head>',
    '<body>',
    head(report, clock),
    '<main>',
    whatIfBanner(report),
    verdictCard(report, clock),
    noticeBanners(report.notices),
    keyFigures(report, clock),
    afterCard(report.after, clock),
    firstThings(report, clock),
    forecastCard(run, clock),
    utilizationCard(run),
    databasesCard(run),
    moneyCards(plan, clock),
    changesCard(plan, clock),
    checksCard(readiness, clock),
    datesCard(plan, report.at, clock),
    temporaryCard(run, clock),
    pair(deltaCard(report.delta, clock), loadTestsCard(report.loadTests, clock)),
    ...evidenceCards(report, recordCard(report, clock), clock),
    '</main>',
    parts.script,
    '</body>',
    '</html>',
  ]
    .filter((part) => part !== '')
    .join('\n')}\n`
}

function head({run, reportId, at}: Report, clock: EventClock): string {
  const {plan} = run
  return [
    '<header>',
    `<div><p class="eyebrow">${Date.parse(at) > Date.parse(plan.windowEndAt) ? 'After-event' : 'Pre-holiday'} capacity report</p><h1>${html(plan.eventName)}</h1>`,
    `<p class="muted">${html(`${plan.service} · ${plan.account} · ${plan.region} · ${clock.range(plan.windowStartAt, plan.windowEndAt)}`)}</p></div>`,
    `<div class="made"><p class="muted">as of ${html(clock.dated(at))}${at === plan.asOf ? '' : `<br>figures of ${html(clock.dated(plan.asOf))}`}<br>report ${html(reportId)} · plan ${html(plan.planId)}</p>`,
    '<button type="button" class="theme" hidden>Light / dark</button></div>',
    '</header>',
  ].join('\n')
}

function whatIfBanner({run}: Report): string {
  const words = whatIfWords(run)
  if (words === null) return ''
  return `<div class="notice warn" role="status"><b>!</b><p><b>${words.title}</b> ${html(words.said)}. ${html(words.caution)}</p></div>`
}
