import type {Citation, Plan} from '../../documents/plan.js'
import type {Report} from '../../documents/report.js'
import type {Run} from '../../documents/run.js'
import {
  anomalyWords,
  disagreementWords,
  hindcastWords,
  historyWords,
  methodWords,
  originName,
} from '../forecast-words.js'
import {counted, rate, times} from '../number.js'
import {reproduceCommand, sentence} from '../plan-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, folded, htmlTable, muted, pair} from './html-table.js'

/**
 * What the figures stand on: past events beside the card of what was forecast before, units, judgements, facts, and how
 * to make it again.
 */
export function evidenceCards(
  {run, reproduce, reportId, version}: Report,
  record: string,
  clock: EventClock,
): string[] {
  return [
    pair(record, pastCard(run, clock)),
    modelsCard(run),
    citationsCard(run.plan),
    reproduceCard({run, reproduce, reportId, version}),
  ]
}

function modelsCard({models}: Run): string {
  if (models.length === 0) return ''
  const rows = models.map((model) => [
    {html: `<b>${html(model.tier)}</b>`},
    `${rate(model.unitRps)} req/s ${model.unit === 'instance' ? 'an instance' : 'a task'}`,
    {
      html: `<div>${html(sentence(`From ${originName(model.origin)}`))}${folded('Evidence', bullets([...model.estimates.map(({evidence}) => sentence(evidence)), ...[disagreementWords(model)].filter((text) => text !== null)]))}</div>`,
    },
    `${rate(model.visitCount)}: ${model.visitOrigin}`,
  ])
  const table = htmlTable(
    [{label: 'Tier'}, {label: 'A unit carries'}, {label: 'Evidence'}, {label: 'Visits a request'}],
    rows,
  )
  return card('What carries how much', [models.length > 12 ? folded(counted(models.length, 'tier'), table) : table], {
    isLong: true,
  })
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
    {label: 'Busiest hour', isNumber: true},
    {label: 'Uplift', isNumber: true},
    {label: 'Hindcast P50', isNumber: true},
    {label: 'Hindcast P90', isNumber: true},
  ]
  const masked = forecast.anomalies.map((anomaly) => `${anomalyWords(anomaly, clock)}: ${anomaly.why}`)
  return card('What the forecast stands on', [
    muted(`${historyWords(forecast)}. Backtest, ${hindcastWords(forecast)}.`),
    method === null ? '' : muted(`${method}.`),
    rows.length === 0 ? '' : htmlTable(columns, rows),
    folded(`${counted(masked.length, 'stretch', 'stretches')} left out of the ordinary traffic`, bullets(masked)),
  ])
}

/** Guesses of ours apart from facts with a source: a reader may want to argue with the first. */
function citationsCard({citations}: Plan): string {
  if (citations.length === 0) return ''
  const [judgements, facts] = [
    citations.filter(({isJudgement}) => isJudgement),
    citations.filter(({isJudgement}) => !isJudgement),
  ]
  const list = (some: readonly Citation[]) =>
    some.length === 0 ? '' : `<ul class="cites">${some.map(citationItem).join('\n')}</ul>`
  return card(
    'Assumptions',
    [
      muted(
        'Judgements are ours: nobody publishes them, and the config can set each. Facts come from their source, on their date.',
      ),
      folded(`${counted(judgements.length, 'judgement')} of ours`, list(judgements), {isPrinted: true}),
      folded(`${counted(facts.length, 'fact')} with source and date`, list(facts), {isPrinted: true}),
    ],
    {isLong: true},
  )
}

function citationItem({key, value, note, isJudgement, source, checkedOn}: Citation): string {
  const more = note === null ? '' : `<span class="more">; ${html(note)}</span>`
  const from = isJudgement ? '' : `${link(source)}, `
  return `<li><code>${html(key.replace(/^judgements\./, ''))}</code> <b>${html(value)}</b> <span>${from}${dateInWords(checkedOn)}</span>${more}</li>`
}

/** A source as a link to click; anything that is no plain https address stays text. */
function link(source: string): string {
  if (!/^https:\/\/[^\s"'<>]+$/.test(source)) return html(source)
  const {host, rest} = shortAddress(source)
  return `<a href="${html(source)}" rel="noopener noreferrer">${html(host)}<span class="more">${html(rest)}</span></a>`
}

/** `docs.aws.amazon.com/…/cr-concepts.html`: enough to know it by; the link has the rest. */
function shortAddress(source: string): {host: string; rest: string} {
  const [host = '', ...path] = source.replace('https://', '').replace(/\/$/, '').split('/')
  const rest = path.length > 1 ? `/…/${path.at(-1) ?? ''}` : path.map((part) => `/${part}`).join('')
  return {host, rest}
}

function reproduceCard({
  run,
  reproduce,
  reportId,
  version,
}: Pick<Report, 'run' | 'reproduce' | 'reportId' | 'version'>): string {
  const {plan} = run
  const commands = reproduce.length === 0 ? [reproduceCommand(run)] : reproduce
  return card('How to reproduce', [
    ...commands.map((command) => `<p><code>${html(command)}</code></p>`),
    muted(
      `From the same files and the same archive it gives the same report. ecom-plan ${version}, report ${reportId}, run ${run.runId}, plan ${plan.planId}; estate read ${plan.base.capturedAt}, sha256 ${plan.base.snapshotSha256}. Read: ${run.sources.join(', ')}.`,
    ),
  ])
}
