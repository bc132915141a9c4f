import type {AfterEvent} from '../../documents/after-event.js'
import type {Report} from '../../documents/report.js'
import {dollars, duration, finePercent, percent, rate, whole} from '../number.js'
import {eventClock} from '../time.js'
import {heading, makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'
import {renderTable} from './table.js'

/** What came of an event, for a terminal; empty for a report before it. Ends with a line break. */
export function renderAfterText({after, run}: Report, options: ScreenOptions): string {
  if (after === undefined) return ''
  const screen = makeScreen(options)
  const clock = eventClock(run.forecast.timezone)
  const {p50Rps, p90Rps, p99Rps} = after.forecastPeak
  const step = after.measuredStepS === undefined ? '' : `, the mean of ${duration(after.measuredStepS)}`
  const {p50Ratio, p90Ratio, p99Ratio, hourCount} = after.coverage
  const signed = `${after.errorRatio < 0 ? '-' : '+'}${finePercent(Math.abs(after.errorRatio))}`
  const said = `${after.forecastReportId} of ${clock.dated(after.forecastAt)}`
  const lines = [
    `Peak ${rate(after.measuredPeakRps)} req/s on ${clock.stamp(after.measuredPeakAt)}${step}; said P50 ${rate(p50Rps)}, P90 ${rate(p90Rps)}, P99 ${rate(p99Rps)}; ${signed} on P50.`,
    `Of ${whole(hourCount)} hours ${percent(p50Ratio)} lay under their P50, ${percent(p90Ratio)} under P90, ${percent(p99Ratio)} under P99.`,
    `Cost of the window: ${usd(after.plannedCostUsd)} planned, ${usd(after.actualCostUsd)} as estimated (${after.costBecause}).`,
    `Beyond need: ${after.wastedInstanceHoursCount === null ? 'not known' : `${whole(after.wastedInstanceHoursCount)} unit-hours`} (${after.wasteBecause}).`,
  ]
  return `${[
    ...heading(screen, `AFTER  ${run.forecast.eventName}`, `against report ${said}`),
    ...lines.flatMap((line) => paragraph(screen, line, {hang: 4})),
    '',
    ...tierTable(screen, after.tiers),
    '',
    ...heading(screen, 'LESSONS', ''),
    ...after.lessons.flatMap((line) => paragraph(screen, line, {hang: 4})),
    ...yamlLines(screen, after),
  ].join('\n')}\n`
}

const usd = (value: number | null) => (value === null ? 'not known' : dollars(value))
const shareOf = (ratio: number | null) => (ratio === null ? '—' : percent(ratio))
const marks = {held: 'good', 'did-not-hold': 'bad', 'not-measured': null} as const

function tierTable(screen: Screen, tiers: AfterEvent['tiers']): string[] {
  return renderTable({
    screen,
    columns: [
      {label: ''},
      {label: 'Tier'},
      {label: 'Measure', dropOrder: 2},
      {label: 'Planned', align: 'right', dropOrder: 1},
      {label: 'Measured', align: 'right'},
      {label: 'Why', floor: 20},
    ],
    rows: tiers.map(({tier, measure, plannedRatio, measuredRatio, held, because}) => {
      const mark = marks[held]
      return [
        {text: mark === null ? '·' : screen.mark(mark), style: mark},
        {text: tier},
        {text: measure},
        {text: shareOf(plannedRatio)},
        {text: shareOf(measuredRatio)},
        {text: because},
      ]
    }),
  })
}

function yamlLines(screen: Screen, {configYaml}: AfterEvent): string[] {
  if (configYaml === undefined) return []
  const lines = configYaml.split('\n').map((line) => `    ${screen.plain(line)}`)
  return ['', ...heading(screen, 'ADD TO ecom-plan.yaml', 'by hand; nothing is written there'), ...lines]
}
