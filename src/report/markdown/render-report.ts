import type {Report} from '../../documents/report.js'
import {type MarkdownPlace, markdownBudgets} from './budgets.js'
import {renderRunMarkdown} from './render-run.js'

/**
 * The report as GitHub-flavoured Markdown, within the budget of the place that shows it: details go first, and a line
 * says which. It begins with a hidden marker of its event, so that a comment or an issue can be updated in place.
 */
export function renderReportMarkdown(report: Report, {budget}: {budget: MarkdownPlace | null}): string {
  const maxBytes = budget === null ? Number.POSITIVE_INFINITY : markdownBudgets[budget]
  const marker = reportMarker(report.run.plan.eventId)
  return `${marker}\n${renderRunMarkdown(report.run, {maxBytes: maxBytes - marker.length - 1})}`
}

/** `<!-- ecom-plan-report:black-friday-2026 -->`: what an earlier report of the same event is found by. */
export function reportMarker(eventId: string): string {
  return `<!-- ecom-plan-report:${eventId.replaceAll(/[^\w.]+/g, '-')} -->`
}
