import type {ReportDelta} from '../../documents/report-delta.js'
import {eventClock} from '../time.js'
import {heading, type Mark, makeScreen, paragraph, type ScreenOptions} from './screen.js'
import {renderTable} from './table.js'

/** Two reports of one event, and what is other in the later. */
export type DeltaView = {delta: ReportDelta; reportId: string; at: string; eventName: string; timezone: string}

const marks: Record<ReportDelta['figures'][number]['direction'], Mark | null> = {
  better: 'good',
  worse: 'bad',
  neutral: null,
}

/** What is other in one report than in another: figures, checks, and what changed underneath. Ends with a line break. */
export function renderReportDelta(
  {delta, reportId, at, eventName, timezone}: DeltaView,
  options: ScreenOptions,
): string {
  const screen = makeScreen(options)
  const clock = eventClock(timezone)
  const detail = `${delta.sinceReportId} of ${clock.dated(delta.sinceAt)} → ${reportId} of ${clock.dated(at)}`
  const sign = (direction: keyof typeof marks) => {
    const mark = marks[direction]
    return {text: mark === null ? '·' : screen.mark(mark), style: mark}
  }
  const columns = [{label: ''}, {label: 'What', floor: 16}, {label: 'Before', floor: 10}, {label: 'After', floor: 10}]
  const figures = delta.figures.map(({label, before, after, direction}) => [
    sign(direction),
    {text: label},
    {text: before},
    {text: after},
  ])
  const checks = delta.checks.map(({title, before, after, direction}) => [
    sign(direction),
    {text: title},
    {text: before ?? 'not made'},
    {text: after ?? 'not made'},
  ])
  const part = (title: string, rows: typeof figures) =>
    rows.length === 0 ? [] : ['', ...heading(screen, title, ''), ...renderTable({screen, columns, rows})]
  const isSame = figures.length === 0 && checks.length === 0
  return `${[
    ...heading(screen, `DIFF  ${eventName}`, detail),
    ...(isSame ? paragraph(screen, 'Nothing that a report shows is other.') : []),
    ...part('FIGURES', figures),
    ...part('CHECKS', checks),
    ...(delta.reasons.length === 0 ? [] : ['', ...heading(screen, 'UNDERNEATH', '')]),
    ...delta.reasons.flatMap((reason) => paragraph(screen, reason, {hang: 4})),
  ].join('\n')}\n`
}
