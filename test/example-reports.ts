import type {Report} from '../src/documents/report.js'
import type {ReportDelta} from '../src/documents/report-delta.js'
import {deliverReport} from '../src/shell/report/deliver-report.js'
import {diffReports} from '../src/shell/report/kept-reports.js'
import {walkReport} from '../src/shell/report/report-walk.js'
import {memoryStore} from './archive/memory-store.js'
import {exampleFolder} from './example-run.js'

/** Reports of a worked example as of some times, kept one after the other, and what is other in the last than in the first. */
export async function exampleReports(
  name: string,
  times: readonly [string, ...string[]],
): Promise<{last: Report; delta: ReportDelta}> {
  const store = memoryStore()
  for (const asOf of times) {
    const made = await walkReport({
      walk: {
        configPath: `${exampleFolder(name)}ecom-plan.yaml`,
        event: undefined,
        uplift: undefined,
        target: undefined,
        azLoss: undefined,
        asOf,
        isOffline: true,
        onProgress: () => {},
      },
      when: 'always',
      isAfter: false,
      hasHistory: true,
      version: '1.0.0',
      typed: [],
      clockAt: '2027-01-01T00:00:00.000Z',
      openStore: async () => store,
    })
    if (made.kind !== 'made') throw new Error('a report was asked for')
    await deliverReport({made, paths: [], options: {budget: null, chromium: undefined}, gate: undefined, telling: null})
  }
  const first = `r-${times[0].slice(0, 10).replaceAll('-', '')}`
  const {delta, after} = await diffReports(store, [first, 'latest'])
  return {last: after, delta}
}
