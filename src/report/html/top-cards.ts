import type {LoadTestPoint, Notice, Report} from '../../documents/report.js'
import {chancesOf, chanceTone} from '../chance-words.js'
import {counted, duration, percent, rate} from '../number.js'
import {manualChanges, rangeWords, sentence, totalWords} from '../plan-words.js'
import {worstChecksFirst} from '../readiness-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {card, nextStep} from './html-table.js'

/** As many things to do first as a person reads before acting. */
const mostFirst = 4

/** What to know before anything else: a red banner where AWS was not asked or an input is not there. */
export function noticeBanners(notices: readonly Notice[]): string {
  const ordered = [
    ...notices.filter(({severity}) => severity === 'bad'),
    ...notices.filter(({severity}) => severity === 'warn'),
  ]
  return ordered
    .map(({severity, message, next}) => {
      const sign = severity === 'bad' ? '✗' : '!'
      const todo = next === null ? '' : ` <span class="todo">${nextStep(next)}</span>`
      return `<div class="notice ${severity}" role="${severity === 'bad' ? 'alert' : 'status'}"><b>${sign}</b><p>${html(sentence(message))}${todo}</p></div>`
    })
    .join('\n')
}

/** Five figures to talk about. */
export function keyFigures(report: Report, clock: EventClock): string {
  const {run} = report
  const {forecast, plan} = run
  const {peak} = forecast
  const chances = chancesOf(plan)
  const manual = manualChanges(plan).length
  const figures = [
    figure(
      'Peak demand, P90',
      `${rate(peak.p90Rps)}`,
      'req/s',
      `P50 ${rate(peak.p50Rps)} · P99 ${rate(peak.p99Rps)}; ${clock.stamp(peak.at)}`,
    ),
    capacityFigure(report),
    ...(chances === null
      ? []
      : [
          figure(
            'Chance of a breach',
            chances.today,
            'today',
            `with the plan ${chances.planned}; accepted ${chances.accepted}`,
            chanceTone(plan),
          ),
        ]),
    figure(
      'Cost of the plan',
      totalWords(plan),
      '',
      `${counted(plan.changes.length, 'change')}, ${manual} by hand${rangeWords(plan)}`,
    ),
    testFigure(report.loadTests, report.at, clock),
  ]
  return `<div class="facts">${figures.join('\n')}</div>`
}

function figure(name: string, value: string, unit: string, note: string, tone = ''): string {
  const small = unit === '' ? '' : ` <small>${html(unit)}</small>`
  return `<div class="card"><div>${html(name)}</div><b${tone === '' ? '' : ` class="${tone}"`}>${html(value)}${small}</b><div>${html(note)}</div></div>`
}

function capacityFigure({run}: Report): string {
  const {capacityTodayRps: today, capacityPlannedRps: planned, forecast} = run
  if (today === null) return figure('Capacity today', 'not known', '', 'no tier is modelled')
  const share = (rps: number) => percent(rps / forecast.peak.p90Rps)
  const after = planned === null ? '' : `; with the plan ${rate(planned)} (${share(planned)})`
  const tone = today < forecast.peak.p90Rps ? 'bad' : 'good'
  return figure('Capacity today', rate(today), 'req/s', `${share(today)} of P90${after}`, tone)
}

/** The tier whose last test says least about the peak. */
function testFigure(points: readonly LoadTestPoint[], at: string, clock: EventClock): string {
  const name = 'Load-tested up to'
  if (points.length === 0) return figure(name, 'no test', '', 'no load test is stored', 'warn')
  const lastOf = [...new Set(points.map(({tier}) => tier))].flatMap(
    (tier) =>
      points.filter((point) => point.tier === tier).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? [],
  )
  const reached = lastOf.filter(({coverageRatio}) => coverageRatio !== null)
  const least = reached.toSorted((a, b) => (a.coverageRatio ?? 0) - (b.coverageRatio ?? 0))[0]
  if (least?.coverageRatio === undefined || least.coverageRatio === null)
    return figure(
      name,
      'not known',
      '',
      `${counted(points.length, 'test')}; none says how much of P90 it reached`,
      'warn',
    )
  const age = duration((Date.parse(at) - Date.parse(least.at)) / 1000).replace(/ \d+ h$/, '')
  const date = dateInWords(clock.localIso(least.at).slice(0, 10))
  return figure(
    name,
    percent(least.coverageRatio),
    'of P90',
    `${least.tier}, ${date}, ${age} ago`,
    least.coverageRatio < 1 ? 'warn' : 'good',
  )
}

/** What to do first, so that the first page is enough to act on: what failed, else what warns; nothing where all is well. */
export function firstThings({readiness, run}: Report, clock: EventClock): string {
  const open = worstChecksFirst(readiness.checks).filter(({status}) => status !== 'pass')
  const failed = open.filter(({status}) => status === 'fail')
  const found = failed.length > 0 ? failed : open
  const items =
    readiness.checks.length > 0
      ? found.map(({status, title, message, next, latestAt}) => ({
          isBad: status === 'fail',
          title,
          message,
          next,
          latestAt,
        }))
      : run.plan.blockers.map(({severity, message, next}) => ({
          isBad: severity === 'block',
          title: '',
          message,
          next,
          latestAt: null,
        }))
  if (items.length === 0) return ''
  // What several checks say is said once.
  const shown = items
    .filter((one, i) => items.findIndex(({message}) => message === one.message) === i)
    .slice(0, mostFirst)
  const rest = open.length - shown.length
  return card(
    'First things to do',
    [
      `<ol class="first">${shown
        .map(({isBad, title, message, next, latestAt}) => {
          const by = latestAt === null ? '' : ` <span class="by">by ${html(clock.stamp(latestAt))}</span>`
          const todo = next === null ? '' : `<div class="todo">${nextStep(next)}</div>`
          return `<li><b class="${isBad ? 'bad' : 'warn'}">${isBad ? '✗' : '!'}</b><div>${title === '' ? '' : `<div class="note">${html(title)}</div>`}${html(sentence(message))}${by}${todo}</div></li>`
        })
        .join('')}</ol>`,
      rest > 0
        ? `<p class="muted">${counted(rest, 'more check')} below ${rest === 1 ? 'does' : 'do'} not pass.</p>`
        : '',
    ],
    {name: 'firsts'},
  )
}
