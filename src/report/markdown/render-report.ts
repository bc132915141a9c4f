import type {Report} from '../../documents/report.js'
import {eventClock} from '../time.js'
import {afterSection} from './after-section.js'
import {type MarkdownPlace, markdownBudgets} from './budgets.js'
import {detailSections, reproduceSection} from './detail-sections.js'
import {fitBytes} from './fit-bytes.js'
import {planSections} from './render-run.js'
import {
  checkSections,
  deltaSection,
  loadTestSection,
  recordSection,
  reproduceReportSection,
  verdictSection,
} from './report-sections.js'

/**
 * The report as GitHub-flavoured Markdown, the verdict first, within the budget in bytes of the place that shows it; null
 * has none. Derivations, sources and what passed go first, then table rows from the harmless end, and a line says so. It
 * begins with a hidden marker of its event, so that a comment or an issue can be updated in place. Every value is escaped.
 */
export function renderReportMarkdown(report: Report, {budget}: {budget: MarkdownPlace | null}): string {
  const {run} = report
  const clock = eventClock(run.plan.timezone)
  const marker = `${reportMarker(run.plan.eventId)}\n`
  const maxBytes = budget === null ? Number.POSITIVE_INFINITY : markdownBudgets[budget] - marker.length
  const reproduce = reproduceReportSection(report)
  const sections = [
    verdictSection(report, clock),
    ...afterSection(report, clock),
    ...checkSections(report, clock),
    ...planSections(run, clock),
    ...deltaSection(report, clock),
    ...loadTestSection(report, clock),
    ...recordSection(report, clock),
    ...detailSections(run, clock),
    ...(reproduce.length === 0 ? [reproduceSection(run)] : reproduce),
  ]
  return marker + fitBytes(sections, maxBytes)
}

/** `<!-- ecom-plan-report:black-friday-2026 -->`: what an earlier report of the same event is found by. */
export function reportMarker(eventId: string): string {
  return `<!-- ecom-plan-report:${eventId.replaceAll(/[^a-zA-Z0-9_.]+/g, '-')} -->`
}
