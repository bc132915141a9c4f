import type {DeltaView} from '../terminal/render-report-delta.js'
import {eventClock} from '../time.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'

const signs = {better: 'better', worse: '**worse**', neutral: ''}

/** What is other in one report than in another, as GitHub-flavoured Markdown. */
export function renderReportDeltaMarkdown({delta, reportId, at, eventName, timezone}: DeltaView): string {
  const clock = eventClock(timezone)
  const table = (first: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : ['', ...tableHead([first, 'Before', 'After', ''], 'llll'), ...rows]
  const figures = delta.figures.map(({label, before, after, direction, because}) =>
    tableRow([md(label), md(before), md(after), [signs[direction], md(because ?? '')].filter(Boolean).join(', ')]),
  )
  const checks = delta.checks.map(({title, before, after, direction}) =>
    tableRow([md(title), md(before ?? 'not made'), md(after ?? 'not made'), signs[direction]]),
  )
  const isSame = figures.length === 0 && checks.length === 0
  return `${[
    `# ${md(eventName)}: what changed`,
    '',
    `${delta.sinceReportId} of ${md(clock.dated(delta.sinceAt))} → ${reportId} of ${md(clock.dated(at))}`,
    ...(isSame ? ['', 'Nothing that a report shows is other.'] : []),
    ...table('Figure', figures),
    ...table('Check', checks),
    ...(delta.reasons.length === 0
      ? []
      : ['', '## Underneath', '', ...delta.reasons.map((reason) => `- ${md(reason)}`)]),
  ].join('\n')}\n`
}
