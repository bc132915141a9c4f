import {exampleRun} from '../example-run.ts'
import {fullChecks} from '../report/full-checks.ts'
import {reportOf} from '../report/sample-report.ts'

const rounds = 10
const tierCount = 500

/**
 * How long the page of bright-friday takes from its document, the first time with the load of the chart library and then
 * the median of ten, and how large it is; and the same for 500 tiers. Without PDF.
 */
export async function bench() {
  const run = await exampleRun('bright-friday')
  const base = reportOf(run)
  const report = {...base, readiness: {...base.readiness, checks: fullChecks}}
  const loadMs = performance.now()
  const {renderReportHtml} = await import('../../src/report/html/render-report.ts')
  const firstMs = performance.now()
  const bytes = Buffer.byteLength(renderReportHtml(report))
  const first = {loadMs: Math.round(firstMs - loadMs), renderMs: Math.round(performance.now() - firstMs)}
  const limits = Array.from({length: tierCount}, (_, i) => ({
    ...run.plan.limits[i % run.plan.limits.length],
    tier: `tier-${i}`,
  }))
  const changes = Array.from({length: tierCount}, (_, i) => ({
    ...run.plan.changes[i % run.plan.changes.length],
    id: `change-${i}`,
  }))
  const many = {...report, run: {...run, plan: {...run.plan, limits, changes}}} as typeof report
  const medianMs = (render: () => unknown) => {
    const times = Array.from({length: rounds}, () => {
      const startMs = performance.now()
      render()
      return performance.now() - startMs
    }).sort((a, b) => a - b)
    return Math.round(times[rounds / 2] ?? 0)
  }
  const manyBytes = Buffer.byteLength(renderReportHtml(many))
  const figures = {
    first,
    firstTotalMs: first.loadMs + first.renderMs,
    medianMs: medianMs(() => renderReportHtml(report)),
    bytes,
    manyTiers: {tierCount, medianMs: medianMs(() => renderReportHtml(many)), bytes: manyBytes},
  }
  console.log(
    `first page ${figures.firstTotalMs} ms with loading (target: 1,500), then ${figures.medianMs} ms; ${bytes} bytes (target: 250,000)`,
  )
  console.log(`${tierCount} tiers ${figures.manyTiers.medianMs} ms, ${manyBytes} bytes (target: 2,000,000)`)
  return figures
}
