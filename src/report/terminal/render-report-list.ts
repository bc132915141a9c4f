import type {ReportGist} from '../../documents/report-gist.js'
import {counted, rate, whole} from '../number.js'
import {eventClock} from '../time.js'
import {heading, makeScreen, type ScreenOptions, type Style} from './screen.js'
import {renderTable} from './table.js'

const styles: Record<ReportGist['readiness']['verdict'], Style> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}

/** The reports of a store, the latest first: which event, when, and what they said. Ends with a line break. */
export function renderReportList({
  place,
  reports,
  options,
}: {
  place: string
  reports: readonly ReportGist[]
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  const rows = reports.toReversed().map(({reportId, at, run: {forecast}, readiness, after, notices}) => {
    const {verdict, scorePoints} = readiness
    const isOutage = notices.some(({code}) => code === 'AWS_NOT_ASKED')
    const kind = after === undefined ? (isOutage ? 'AWS not asked' : '') : 'after the event'
    return [
      {text: reportId},
      {text: eventClock(forecast.timezone).dated(at)},
      {text: forecast.eventName},
      {text: verdict, style: styles[verdict]},
      {text: whole(scorePoints)},
      {text: `${rate(forecast.peak.p90Rps)} req/s`},
      {text: kind},
    ]
  })
  const columns = [
    {label: 'Report'},
    {label: 'Made', floor: 12},
    {label: 'Event', floor: 12, dropOrder: 3},
    {label: 'Verdict'},
    {label: 'Score', align: 'right' as const, dropOrder: 2},
    {label: 'Peak P90', align: 'right' as const, dropOrder: 1},
    {label: '', dropOrder: 4},
  ]
  const title = heading(screen, 'REPORTS', `${counted(reports.length, 'report')} in ${place}`)
  return `${[...title, ...(rows.length === 0 ? [] : renderTable({screen, columns, rows}))].join('\n')}\n`
}
