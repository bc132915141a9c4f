import {readdir, readFile, stat} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {type LoadTest, loadTestSchema} from '../documents/load-test.js'
import {parseDocument} from '../documents/parse.js'
import {PlanError} from '../errors.js'
import {detectFormat} from './detect.js'
import {loadTestWarnings} from './load-test-warnings.js'
import {readAutocannon} from './read-autocannon.js'
import {readK6Summary} from './read-k6-summary.js'
import type {StepReading} from './step-reading.js'
import {howToTest, unreadable} from './unreadable.js'

type Reading = StepReading & {tool: LoadTest['tool']; path: string}

/**
 * Reads a load test of one tier: a result file, or a folder in which every file is a step (hidden files and folders
 * are passed over). Steps come out by rising concurrency, then by file name.
 *
 * `unitCount` is how many instances or tasks were under test. `testedAt` is when; left out, the earliest start that a
 * file tells, or null. Throws FILE_MISSING, LOAD_TEST_UNREADABLE for a file that is no result, and LOAD_TEST_MIXED for
 * a folder with results of two tools, whose numbers cannot be compared.
 */
export async function readLoadTest({
  path,
  tier,
  unitCount,
  testedAt,
}: {
  path: string
  tier: string
  unitCount: number
  testedAt?: string | null | undefined
}): Promise<LoadTest> {
  const readings: Reading[] = []
  for (const file of await resultFiles(path)) readings.push(await readStep(file))
  const tool = onlyTool(path, readings)
  const steps = readings
    .map(({step}) => step)
    .sort((a, b) => a.concurrencyCount - b.concurrencyCount || (a.file < b.file ? -1 : 1))
  const starts = readings.flatMap(({startedAt}) => startedAt ?? []).sort()
  const value: LoadTest = {
    schema: 'ecom-plan.load-test/v1',
    tool,
    tier,
    unitCount,
    testedAt: testedAt ?? starts[0] ?? null,
    steps,
    warnings: [...readings.flatMap(({warnings}) => warnings), ...loadTestWarnings({tool, steps})],
  }
  return parseDocument({schema: loadTestSchema, value, name: path})
}

async function resultFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const entries = await readdir(path, {withFileTypes: true})
    const files = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    if (files.length > 0) return files.map(({name}) => join(path, name)).sort()
  } catch (cause) {
    throw new PlanError('data', 'FILE_MISSING', `${path} cannot be read: there is no such load test`, {
      suggestions: ['correct path under loadTests in ecom-plan.yaml', ...howToTest],
      place: {file: path},
      cause,
    })
  }
  throw unreadable({file: path, what: 'is an empty folder: every file in it is a step'})
}

async function readStep(path: string): Promise<Reading> {
  const text = await readText(path)
  const format = detectFormat(text)
  if (typeof format === 'object') {
    const what = `is no load-test result but ${format.none}; formats other than k6 --summary-export and autocannon --json come with a later version`
    throw unreadable({file: path, what})
  }
  const source = {root: JSON.parse(text) as unknown, file: path, name: basename(path)}
  return format === 'autocannon'
    ? {...readAutocannon(source), tool: 'autocannon', path}
    : {...readK6Summary(source), tool: 'k6', path}
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    return (isGzip ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw unreadable({
      file: path,
      what: 'cannot be read',
      suggestions: ['check that it is whole and may be read'],
      cause,
    })
  }
}

function onlyTool(path: string, readings: readonly Reading[]): LoadTest['tool'] {
  const [first] = readings
  const other = readings.find(({tool}) => tool !== first?.tool)
  if (first !== undefined && other === undefined) return first.tool
  throw new PlanError(
    'data',
    'LOAD_TEST_MIXED',
    `${path} mixes results of ${first?.tool} (${first?.step.file}) and ${other?.tool} (${other?.step.file})`,
    {suggestions: ['keep the results of each tool in a folder of their own'], place: {file: other?.path ?? path}},
  )
}
