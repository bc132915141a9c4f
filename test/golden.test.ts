import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {configJsonSchema} from '../src/documents/config.js'
import {renderRunMarkdown} from '../src/report/markdown/render-run.js'
import {renderForecastText} from '../src/report/terminal/render-forecast.js'
import {renderReportText} from '../src/report/terminal/render-report.js'
import {renderReportDelta} from '../src/report/terminal/render-report-delta.js'
import {emitPlan} from '../src/shell/apply/emit-plan.js'
import {exampleReports} from './example-reports.js'
import {exampleFolder, exampleRun} from './example-run.js'

/**
 * What each worked example gives, kept as files that a person can read. `npm run golden` writes them anew; the
 * difference in review is the change of behaviour.
 */
const isWriting = process.env['ECOM_PLAN_GOLDEN'] === 'write'

function golden(path: string, found: string): void {
  if (isWriting) writeFileSync(path, found)
  expect(found).toBe(readFileSync(path, 'utf8'))
}

test.each(['bright-friday', 'quiet-tuesday', 'database-bound'])('%s: plan, report and screen', async (name) => {
  const run = await exampleRun(name)
  const folder = exampleFolder(name)
  golden(join(folder, 'plan.json'), `${JSON.stringify(run.plan, null, 1)}\n`)
  golden(join(folder, 'report.md'), renderRunMarkdown(run, {}))
  const look = {color: false, ascii: false, planFile: null, wide: false}
  golden(join(folder, 'screen.txt'), renderForecastText(run, {...look, width: 100, chart: true}))
})

test('bright-friday: the plan as code', async () => {
  const {plan} = await exampleRun('bright-friday')
  const folder = join(exampleFolder('bright-friday'), 'emit')
  const emitted = {
    'apply.sh': 'aws-cli',
    'template.yaml': 'cloudformation',
    'bf.tf': 'terraform',
    'patches.json': 'json',
  } as const
  for (const [name, format] of Object.entries(emitted)) {
    golden(join(folder, name), emitPlan({plan, patches: plan.patches, format}))
  }
})

test('bright-friday: the short text of a report, and what is other a week later', async () => {
  const {last, delta} = await exampleReports('bright-friday', ['2026-10-26T06:00:00.000Z', '2026-11-02T06:00:00.000Z'])
  const {reportId, at, run} = last
  const {eventName, timezone} = run.forecast
  const look = {width: 100, color: false, ascii: false}
  const folder = exampleFolder('bright-friday')
  golden(join(folder, 'report.txt'), renderReportText(last, look))
  // An id is made of all that a report says, so that it is another with each figure that moves.
  const diff = renderReportDelta({delta, reportId, at, eventName, timezone}, look)
  golden(join(folder, 'diff.txt'), diff.replaceAll(/(r-\d{8}-\d{4}-)[0-9a-f]{6}/g, '$1a1b2c3'))
})

test('the JSON Schema that the examples name', () => {
  golden(join(exampleFolder('.'), 'ecom-plan.schema.json'), `${JSON.stringify(configJsonSchema(), null, 2)}\n`)
})

test('the surface: commands and their flags, which scripts depend on', () => {
  const manifest = JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'))
  const commands = Object.values(manifest.commands as Record<string, {id: string; flags: object; args: object}>)
  const surface = commands
    .map(({id, flags, args}) => ({id, flags: Object.keys(flags).sort(), args: Object.keys(args).sort()}))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  golden(fileURLToPath(new URL('command-snapshot.json', import.meta.url)), `${JSON.stringify(surface, null, 1)}\n`)
})
