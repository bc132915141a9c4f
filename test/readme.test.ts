import {readFileSync} from 'node:fs'
import {HiveSQL, TrinoSQL} from 'dt-sql-parser'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import * as z from 'zod'
import {partColumns} from '../src/archive/part-schema.js'
import {skippableChecks} from '../src/core/apply/checks/run-checks.js'
import {irreversibleSentence} from '../src/core/apply/downtime.js'
import {checkCheckNames, knownChecks} from '../src/core/readiness/check-names.js'
import {estateFieldOf, estateFields, parseAssumption} from '../src/core/what-if/assumption.js'
import {configSchema} from '../src/documents/config.js'
import {dependencySchema} from '../src/documents/config-dependency.js'
import {reportConfigSchema} from '../src/documents/config-report.js'
import {seenWaiverSchema} from '../src/documents/config-waiver.js'
import {exitCodes} from '../src/errors.js'
import {scheduleTargets} from '../src/report/schedule/render-schedule.js'
import {applyFlags} from '../src/shell/apply/apply-flags.js'
import {notifyFlags} from '../src/shell/notify-flags.js'
import {scheduleFlags} from '../src/shell/schedule-flags.js'
import {exampleFolder} from './example-run.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the screen in README.md is the one that the example gives', () => {
  const quoted = /<!-- screen: [^>]*-->\n```text\n([\s\S]*?)```/.exec(readme)?.[1]
  expect(quoted).toBe(readFileSync(`${exampleFolder('bright-friday')}screen.txt`, 'utf8'))
})

test('the report and the diff in README.md are those that the example gives', () => {
  const quoted = [...readme.matchAll(/<!-- (report|diff): bright-friday -->\n```text\n([\s\S]*?)```/g)]
  expect(quoted.map(([, name]) => name)).toEqual(['report', 'diff'])
  for (const [, name = '', text = ''] of quoted) {
    expect(text).toBe(readFileSync(`${exampleFolder('bright-friday')}${name}.txt`, 'utf8'))
  }
})

test('the code in README.md is emitted so for the example', () => {
  const quoted = [...readme.matchAll(/<!-- emitted: (\S+) -->\n```\w+\n([\s\S]*?)```/g)]
  expect(quoted.map(([, name]) => name)).toEqual(['apply.sh', 'bf.tf'])
  for (const [, name = '', text = ''] of quoted) {
    expect(readFileSync(`${exampleFolder('bright-friday')}emit/${name}`, 'utf8')).toContain(text)
  }
})

test('the dependencies in README.md are of the schema', () => {
  const text = /```yaml\n(tiers:\n {2}payments:[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const {tiers, waive} = parse(text)
  expect(Object.values(tiers).map((tier) => dependencySchema.safeParse(tier).error)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(seenWaiverSchema.safeParse(waive[0]).error).toBeUndefined()
})

test('what README.md says of risk and what-if is read as it stands', () => {
  const text = /```yaml\n(riskTarget: [\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const {riskTarget, levers, freeze, costs, azLoss} = configSchema.shape
  const shown = z.strictObject({riskTarget, levers, freeze, costs, azLoss})
  expect(shown.safeParse(parse(text)).error).toBeUndefined()
  const command = /npx ecom-plan forecast --set .*/.exec(readme)?.[0] ?? ''
  const assumed = [...command.matchAll(/--set (\S+)/g)].map(([, one = '']) => parseAssumption(one))
  const tiers = configSchema.shape.tiers.parse({
    web: {kind: 'asg', resource: 'shop-web'},
    'orders-db': {kind: 'rds', resource: 'shop-db'},
  })
  expect(assumed.map((one) => estateFieldOf(one, tiers)?.field ?? null)).toEqual(['instanceType', null, 'class'])
  // The fields that are named are those that there are.
  const fields = Object.values(estateFields).flat()
  expect(fields.filter((field) => !readme.includes(`\`${field}\``))).toEqual([])
})

test('what README.md says of who hears of a report is read as it stands, and its jobs can be printed', () => {
  const text = /```yaml\n(report:\n {2}store: [^`]*\nnotify:\n[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const {report, notify} = configSchema.shape
  const read = z.strictObject({report, notify}).safeParse(parse(text))
  expect(read.error).toBeUndefined()
  expect(read.data?.notify.map(({kind}) => kind)).toEqual(['slack', 'sns', 'webhook', 'webhook', 'github-issue'])
  const section = /## The report on schedule\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
  const targets = [...section.matchAll(/^\| `([a-z][a-z-]*)` \|/gm)].map(([, name]) => name)
  expect(targets).toEqual([...scheduleTargets])
  const flags = [...section.matchAll(/`?--([a-z][a-z0-9-]+)/g)].map(([, name = '']) => name)
  const known = [...Object.keys(scheduleFlags), ...Object.keys(notifyFlags), 'when']
  expect(flags.filter((name) => !known.includes(name))).toEqual([])
})

test('README.md names every exit code', () => {
  const codes = Object.values(exitCodes).filter((code) => !new RegExp(`^\\| ${code} \\|`, 'm').test(readme))
  expect(codes).toEqual([])
})

test('README.md names every readiness check with its weight, and its report.checks is read as it stands', () => {
  const missing = knownChecks.filter(({id, weightPoints}) => !readme.includes(`\`${id}\` ${weightPoints}`))
  expect(missing.map(({id}) => id)).toEqual([])
  const text = /```yaml\n(report:\n {2}store: [\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const {checks} = reportConfigSchema.parse(parse(text).report)
  expect(() => checkCheckNames(checks)).not.toThrow()
  expect(checks.require).toContain('runbook')
})

test('what README.md types of apply has flags that there are, and checks that may be set aside', () => {
  const section = /## Change the shop\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
  const commands = [...section.matchAll(/ecom-plan apply [^`\n#]*/g)].map(([text]) => text)
  expect(commands.length).toBeGreaterThan(6)
  const flags = [...section.matchAll(/--([a-z][a-z0-9-]+)/g)].map(([, name = '']) => name)
  const known = [...Object.keys(applyFlags), 'for', 'json']
  expect(flags.filter((name) => !known.includes(name))).toEqual([])
  const skipped = [...section.matchAll(/--skip-check ([a-z-]+)/g)].map(([, name = '']) => name)
  expect(skipped.filter((name) => !skippableChecks.some((one) => one === name))).toEqual([])
  const {jobs} = parse(/```yaml\n(# \.github[\s\S]*?)```/.exec(section)?.[1] ?? '')
  expect(jobs.apply.steps.at(-1).run).toContain('--expect-sha256 "$SHA256"')
  expect(section).toContain(irreversibleSentence)
})

test('the SQL in README.md reads the columns that the archive has, in the grammars of Hive and Trino', () => {
  const athena = /```sql\n(-- Athena[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const [ddl = '', query = ''] = athena.replaceAll(/^--.*$/gm, '').split(/;\s*/)
  expect(new HiveSQL().validate(`${ddl};`)).toEqual([])
  expect(new TrinoSQL().validate(`${query};`)).toEqual([])
  const columns = /\(\n([\s\S]*?)\n\)/.exec(ddl)?.[1]?.match(/\w+(?= \w+,?)/g) ?? []
  expect(columns).toEqual(Object.values(partColumns).map(({name}) => name))
  const duckdb = /```sql\n(-- DuckDB[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  for (const sql of [query, duckdb]) {
    for (const name of ['measured_at', 'value', 'pulled_at', 'stat', 'namespace', 'metric', 'month']) {
      expect(sql).toContain(name)
    }
  }
})
