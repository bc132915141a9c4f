import type {Run} from '../../documents/run.js'
import {cdnWords, hindcastWords, levelName, peakRows, whyThisPeak} from '../forecast-words.js'
import {rate} from '../number.js'
import {countdown, sentence, verdictName} from '../plan-words.js'
import {stormBrief, stormWords} from '../storm-words.js'
import {type EventClock, eventClock} from '../time.js'
import {whatIfWords} from '../what-if-words.js'
import {renderChanges} from './changes-part.js'
import {chartSigns, isOnChart, renderChart} from './chart.js'
import {renderDates} from './dates-part.js'
import {renderFindings} from './findings-part.js'
import {renderLimits} from './limits-part.js'
import {renderRisk} from './risk-part.js'
import {heading, makeScreen, paragraph, type Screen, type ScreenOptions, type Style, spread} from './screen.js'
import {type Cell, renderTable} from './table.js'
import {renderTemporary} from './temporary-part.js'

export type ForecastScreenOptions = ScreenOptions & {
  chart: boolean
  /** The file the plan was written to; null when it was not. */
  planFile: string | null
  /** Every column at its natural width, and every piece of evidence, however wide the screen is. */
  wide: boolean
}

const verdictStyles: Record<Run['plan']['verdict'], Style> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}

/**
 * The forecast screen: verdict, traffic chart, peak, capacity at the peak, changes with their reasons, dates, blockers,
 * what to type next.
 *
 * With a `width` of 40 or more no line is wider, unless `wide` is asked for. Without one (a pipe) there is no chart and
 * nothing is cut. Colour and characters beyond ASCII appear only as the options say. Ends with a line break.
 */
export function renderForecastText(run: Run, options: ForecastScreenOptions): string {
  const screen = makeScreen(options)
  const tables = options.wide ? {...screen, width: null} : screen
  const clock = eventClock(run.plan.timezone)
  const isFull = options.wide || options.width === null
  const parts = [
    head(screen, run, clock),
    traffic(screen, run, clock, options.chart),
    peaks({screen, tables, run, clock, isFull}),
    renderLimits({screen, tables, run, isFull}),
    renderRisk({screen, tables, run, isFull}),
    renderChanges({screen, tables, run, clock, planFile: options.planFile, isFull}),
    renderDates({screen, tables, run, clock, isFull}),
    renderTemporary({screen, tables, temporary: run.temporary ?? [], clock}),
    renderFindings({screen, run, clock, planFile: options.planFile, isFull}),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(screen: Screen, run: Run, clock: EventClock): string[] {
  const {plan} = run
  const where = `${plan.service} · ${plan.account} · ${plan.region}`
  const asOf = screen.plain(`as of ${clock.stamp(plan.asOf)}`)
  const name = screen.plain(plan.eventName)
  const title = `${name}   ${screen.plain(where)}`
  const fits = screen.width === null || title.length + asOf.length + 2 <= screen.width
  const first = fits
    ? spread(screen, `${screen.paint('bold', name)}   ${screen.plain(where)}`, screen.paint('dim', asOf))
    : [
        ...paragraph(screen, plan.eventName, {indent: 0, style: 'bold'}),
        ...paragraph(screen, where, {indent: 0}),
        ...paragraph(screen, asOf, {indent: 0, style: 'dim'}),
      ]
  const window = spread(
    screen,
    screen.plain(clock.range(plan.windowStartAt, plan.windowEndAt)),
    screen.plain(countdown(plan)),
  )
  return [
    ...first,
    ...window.flatMap((line) => (fits ? [line] : paragraph(screen, line, {indent: 0}))),
    ...whatIf(screen, run),
    ...verdict(screen, run),
  ]
}

function whatIf(screen: Screen, run: Run): string[] {
  const words = whatIfWords(run)
  if (words === null) return []
  return [
    '',
    ...paragraph(screen, `${words.title}  ${words.said}`, {indent: 0, hang: 2, style: 'warn'}),
    ...paragraph(screen, words.caution, {indent: 2, hang: 2, style: 'dim'}),
  ]
}

function verdict(screen: Screen, {plan}: Run): string[] {
  const name = verdictName(plan)
  const [first = '', ...rest] = paragraph(screen, `${name}  ${sentence(plan.summary)}`, {indent: 0, hang: 2})
  const painted = screen.paint(verdictStyles[plan.verdict], first.slice(0, name.length)) + first.slice(name.length)
  return ['', painted, ...rest]
}

function traffic(screen: Screen, run: Run, clock: EventClock, isWanted: boolean): string[] {
  const {width} = screen
  const {path, stepS} = run.forecast
  if (width === null || !isWanted || path.length === 0) return []
  const signs = chartSigns(screen)
  const capacity = run.capacityTodayRps
  const line = isOnChart(capacity, path)
    ? `${signs.capacity} capacity today ${rate(capacity)}`
    : capacity === null
      ? 'capacity today not known'
      : `capacity today ${rate(capacity)}, above the chart`
  const legend = `${signs.p50} P50  ${signs.p90} P90  ${signs.p99} P99  ${line}`
  const title = `requests/s ${levelName(run.forecast)}`
  const isOneLine = 'TRAFFIC'.length + title.length + legend.length + 4 <= width
  const top = isOneLine
    ? spread(screen, `${screen.paint('bold', 'TRAFFIC')}  ${screen.paint('dim', title)}`, legend)
    : [...heading(screen, 'TRAFFIC', title), ...paragraph(screen, legend)]
  return [...top, ...renderChart({screen, path, stepS, capacityRps: capacity, clock, width})]
}

function peaks({
  screen,
  tables,
  run,
  clock,
  isFull,
}: {
  screen: Screen
  tables: Screen
  run: Run
  clock: EventClock
  isFull: boolean
}): string[] {
  const {forecast, business} = run
  const zone = clock.zone(forecast.peak.at)
  const when = (at: string | null) => (at === null ? '' : clock.zone(at) === zone ? clock.short(at) : clock.stamp(at))
  const rows = peakRows(run)
  const hasRoom = tables.width === null || tables.width >= 90
  const table = renderTable({
    screen: tables,
    isRuled: false,
    columns: [
      {label: '', floor: 14},
      {label: 'P50', align: 'right'},
      {label: 'P90', align: 'right'},
      {label: 'P99', align: 'right'},
      {label: `When (${zone})`, floor: 12},
      ...(hasRoom ? [{label: 'Notes', floor: 14}] : []),
    ],
    rows: rows.map((row): Cell[] => [
      {text: row.name},
      ...row.values.map((text) => ({text})),
      {text: when(row.at)},
      {text: row.note, style: 'dim'},
    ]),
  })
  const notes = [
    whyThisPeak(forecast),
    ...(hasRoom ? [] : [`Backtest, ${hindcastWords(forecast)}.`]),
    cdnWords(run),
    isFull ? stormWords(run) : stormBrief(run),
    business.concurrentUsers === null && business.orders === null ? null : `Users: ${sentence(business.because)}`,
    ...forecast.notes,
  ]
  return [
    ...table,
    ...notes
      .filter((note) => note !== null)
      .flatMap((note) => paragraph(screen, note, {indent: 2, hang: 4, style: 'dim'})),
  ]
}
