import type {Run} from '../../documents/run.js'
import {cdnWords, levelName, peakRows, whyThisPeak} from '../forecast-words.js'
import {rate} from '../number.js'
import {sentence} from '../plan-words.js'
import {stormWords} from '../storm-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {type ChartLayout, fanLayouts, renderFanChart} from './fan-chart.js'
import {bullets, card, folded, htmlTable, muted, numbersTable} from './html-table.js'

/** The fan chart with its legend, the peak in every unit that is known, why it is so high, and the numbers of the chart. */
export function forecastCard(run: Run, clock: EventClock): string {
  const {forecast} = run
  const hasPath = forecast.path.length > 0
  const lastName = lastTimeName(run)
  const cdn = [cdnWords(run), stormWords(run)].filter((words) => words !== null)
  return card(
    'Traffic forecast',
    [
      muted(
        `Requests per second ${levelName(forecast)}, ${stepWords(forecast)}. Times in ${clock.zone(forecast.peak.at)}.`,
      ),
      hasPath
        ? `${legend(run, lastName)}<figure class="fan">${fan(run, 'wide')}${fan(run, 'narrow')}${numbers(run, clock, lastName)}</figure>`
        : '',
      peaks(run, clock),
      `<p>${html(whyThisPeak(forecast))}</p>`,
      ...cdn.map((words) => `<p>${html(words)}</p>`),
      bullets(forecast.notes),
    ],
    {name: 'forecast'},
  )
}

/** `data-` places tell the script where the plot area begins and ends, in the drawing's own pixels. */
function fan(run: Run, layout: ChartLayout): string {
  const {width, left, right} = fanLayouts[layout]
  const places = `data-width="${width}" data-left="${left}" data-right="${width - right}"`
  return `<div class="${layout} plot" ${places}${layout === 'narrow' ? ' hidden' : ''}>${renderFanChart(run, layout)}</div>`
}

/** What the chart's points are; the numbers below it are those of the steps of the path. */
function stepWords({finePath}: Run['forecast']): string {
  if (finePath === undefined) return 'busiest minute of each step'
  return `in steps of ${Math.round(finePath.stepS / 60)} minutes; the highest of an hour is its busiest minute`
}

function lastTimeName({forecast}: Run): string {
  const last = forecast.occurrences
    .map((past) => past.date)
    .toSorted()
    .at(-1)
  return last === undefined ? 'last time' : `${dateInWords(last)}, aligned (hourly means)`
}

function legend(run: Run, lastName: string): string {
  const line = (colour: string, dash: string) =>
    `<svg width="22" height="10" aria-hidden="true"><line x1="0" x2="22" y1="5" y2="5" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/></svg>`
  const box = (colour: string) =>
    `<svg width="14" height="10" aria-hidden="true"><rect width="14" height="10" fill="${colour}"/></svg>`
  const {capacityTodayRps: today, capacityPlannedRps: planned} = run
  const entries = [
    [line('var(--p50, #2457c9)', 'none'), 'P50'],
    [box('var(--band90, #9db9f2)'), 'up to P90'],
    [box('var(--band99, #d6e2fb)'), 'up to P99'],
    ...(run.forecast.lastTimeRps.some((rps) => rps !== null) ? [[line('var(--last, #6b7785)', '2 3'), lastName]] : []),
    ...(today === null ? [] : [[line('var(--bad, #c22a20)', '7 4'), `capacity today ${rate(today)}`]]),
    ...(planned === null ? [] : [[line('var(--good, #0f7a4b)', 'none'), `with the plan ${rate(planned)}`]]),
  ]
  return `<div class="legend">${entries.map(([sign = '', name = '']) => `<span>${sign}${html(name)}</span>`).join(' ')}</div>`
}

function numbers({forecast}: Run, clock: EventClock, lastName: string): string {
  const columns = [
    {label: 'When', isShort: true},
    {label: 'P50', isNumber: true},
    {label: 'P90', isNumber: true},
    {label: 'P99', isNumber: true},
    {label: lastName, isNumber: true},
  ]
  const rows = forecast.path.map((point, i) => {
    const last = forecast.lastTimeRps[i] ?? null
    return [
      clock.stamp(point.at),
      rate(point.p50Rps),
      rate(point.p90Rps),
      rate(point.p99Rps),
      last === null ? 'not measured' : rate(last),
    ]
  })
  return folded(
    'Numbers behind this chart, hour by hour',
    numbersTable('Numbers of the forecast, hour by hour', columns, rows),
  )
}

function peaks(run: Run, clock: EventClock): string {
  const {business} = run
  const hasBusiness = business.concurrentUsers !== null || business.orders !== null
  const rows = peakRows(run).map((row) => {
    const notes = [row.at === null ? '' : clock.stamp(row.at), row.note].filter((text) => text !== '')
    return [{html: `<b>${html(row.name)}</b><div class="note">${html(notes.join('; '))}</div>`}, ...row.values]
  })
  return [
    htmlTable(
      [{label: ''}, {label: 'P50', isNumber: true}, {label: 'P90', isNumber: true}, {label: 'P99', isNumber: true}],
      rows,
      {staysTable: true},
    ),
    hasBusiness ? muted(`Users and orders: ${sentence(business.because)}`) : '',
  ].join('\n')
}
