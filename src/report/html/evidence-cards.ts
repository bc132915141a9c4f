import type {Limit, Plan} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {
  anomalyWords,
  disagreementWords,
  hindcastWords,
  historyWords,
  methodWords,
  originName,
} from '../forecast-words.js'
import {limitName, worstFirst} from '../limit-words.js'
import {rate, times} from '../number.js'
import {reproduceCommand, sentence} from '../plan-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, htmlTable, muted} from './html-table.js'

/** What the figures stand on: units, derivations, past events, masked stretches, sources, and how to make it again. */
export function evidenceCards(run: Run, clock: EventClock): string[] {
  return [modelsCard(run), pastCard(run, clock), citationsCard(run.plan), reproduceCard(run)]
}

function modelsCard({models, plan}: Run): string {
  const rows = models.map((model) => [
    {html: `<div><b>${html(model.tier)}</b></div>`},
    `${rate(model.unitRps)} req/s ${model.unit === 'instance' ? 'an instance' : 'a task'}`,
    {
      html: `<div>${html(sentence(`From ${originName(model.origin)}`))}${bullets([...model.estimates.map(({evidence}) => sentence(evidence)), ...[disagreementWords(model)].filter((text) => text !== null)])}</div>`,
    },
    `${rate(model.visitCount)}: ${model.visitOrigin}`,
  ])
  const derived = worstFirst(plan.limits).filter((limit) => limit.derivation.length > 0)
  if (rows.length === 0 && derived.length === 0) return ''
  return card(
    'What carries how much',
    [
      rows.length === 0
        ? ''
        : htmlTable(
            [{label: 'Tier'}, {label: 'A unit carries'}, {label: 'Evidence'}, {label: 'Visits a request'}],
            rows,
          ),
      derived.length === 0
        ? ''
        : `<details><summary>How each limit was found</summary>${derived.map(derivation).join('')}</details>`,
    ],
    {isLong: true},
  )
}

function derivation(limit: Limit): string {
  return `<p><b>${html(limitName(limit))}</b></p>${bullets(limit.derivation)}`
}

function pastCard({forecast}: Run, clock: EventClock): string {
  const method = methodWords(forecast)
  const rows = forecast.occurrences.map((past) => [
    dateInWords(past.date),
    rate(past.peakHourRps),
    times(past.upliftRatio),
    past.hindcastRps === null ? '' : rate(past.hindcastRps),
    past.hindcastP90Rps === null ? '' : rate(past.hindcastP90Rps),
  ])
  const columns = [
    {label: 'Past event'},
    {label: 'Busiest hour, req/s', isNumber: true},
    {label: 'Uplift', isNumber: true},
    {label: 'Hindcast P50', isNumber: true},
    {label: 'Hindcast P90', isNumber: true},
  ]
  const masked = forecast.anomalies.map((anomaly) => `${anomalyWords(anomaly, clock)}: ${anomaly.why}`)
  return card('History', [
    muted(`${historyWords(forecast)}. Backtest, ${hindcastWords(forecast)}.`),
    method === null ? '' : muted(`${method}.`),
    rows.length === 0 ? '' : htmlTable(columns, rows),
    masked.length === 0 ? '' : muted('Left out of the ordinary traffic:'),
    bullets(masked),
  ])
}

function citationsCard({citations}: Plan): string {
  if (citations.length === 0) return ''
  const items = citations.map((citation) => {
    const source = citation.isJudgement ? '<b>our judgement</b>' : link(citation.source)
    const note = citation.note === null ? '' : `; ${html(citation.note)}`
    return `<li><code>${html(citation.key)}</code> ${html(citation.value)}: ${source}, ${dateInWords(citation.checkedOn)}${note}</li>`
  })
  return card('Numbers from elsewhere', [`<ol>${items.join('\n')}</ol>`], {isLong: true})
}

/** A source as a link to click; anything that is no plain https address stays text. */
function link(source: string): string {
  return /^https:\/\/[^\s"'<>]+$/.test(source)
    ? `<a href="${html(source)}" rel="noopener noreferrer">${html(source.replace('https://', ''))}</a>`
    : html(source)
}

function reproduceCard(run: Run): string {
  const {plan} = run
  return card('How to reproduce', [
    `<p><code>${html(reproduceCommand(run))}</code> gives the same run from the same files.</p>`,
    muted(
      `Run ${run.runId}, plan ${plan.planId}, estate read ${plan.base.capturedAt}, sha256 ${plan.base.snapshotSha256}.`,
    ),
    muted(`Read: ${run.sources.join(', ')}.`),
  ])
}
