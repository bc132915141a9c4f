import type {Run} from '../../documents/run.js'
import {levelName} from '../forecast-words.js'
import {rate} from '../number.js'
import {dateInWords, type EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {renderFanChart} from './fan-chart.js'
import {card, htmlTable, muted} from './html-table.js'

/** The fan chart with its legend, and the numbers behind it for readers who need text. */
export function chartCard(run: Run, clock: EventClock): string {
  const {forecast} = run
  const zone = clock.zone(forecast.peak.at)
  const last = forecast.occurrences
    .map((past) => past.date)
    .toSorted()
    .at(-1)
  const lastName = last === undefined ? 'last time' : `${dateInWords(last)}, aligned (hourly means)`
  return card('Traffic forecast', [
    muted(`Requests per second ${levelName(forecast)}, ${stepWords(forecast)}. Times in ${zone}.`),
    legend(run, lastName),
    renderFanChart(run, 'wide'),
    renderFanChart(run, 'narrow'),
    numbers(run, clock, lastName),
  ])
}

/** What the chart's points are; the numbers below it are those of the steps of the path. */
function stepWords({finePath}: Run['forecast']): string {
  if (finePath === undefined) return 'busiest minute of each step'
  return `in steps of ${Math.round(finePath.stepS / 60)} minutes; the highest of an hour is its busiest minute`
}

function legend(run: Run, lastName: string): string {
  const line = (colour: string, dash: string) =>
    `<svg width="22" height="10"><line x1="0" x2="22" y1="5" y2="5" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/></svg>`
  const box = (colour: string) => `<svg width="14" height="10"><rect width="14" height="10" fill="${colour}"/></svg>`
  const entries = [
    [line('var(--p50, #2b62d9)', 'none'), 'P50'],
    [box('var(--band90, #8fb0f2)'), 'up to P90'],
    [box('var(--band99, #ccdcfa)'), 'up to P99'],
    ...(run.forecast.lastTimeRps.some((rps) => rps !== null) ? [[line('var(--last, #7b8794)', '2 3'), lastName]] : []),
    ...(run.capacityTodayRps === null
      ? []
      : [[line('var(--bad, #c6281f)', '7 4'), `capacity today ${rate(run.capacityTodayRps)}`]]),
    ...(run.capacityPlannedRps === null
      ? []
      : [[line('var(--good, #11804f)', 'none'), `with the plan ${rate(run.capacityPlannedRps)}`]]),
  ]
  return `<div class="legend">${entries.map(([sign = '', name = '']) => `<span>${sign}${html(name)}</span>`).join('')}</div>`
}

function numbers({forecast}: Run, clock: EventClock, lastName: string): string {
  const columns = [
    {label: 'When'},
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
  return `<details><summary>Numbers behind this chart, hour by hour</summary>${htmlTable(columns, rows)}</details>`
}
