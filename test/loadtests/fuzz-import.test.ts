import {readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {gunzipSync} from 'node:zlib'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {makeLoadTest} from '../../src/core/loadtests/make-load-test.js'
import {loadTestSchema} from '../../src/documents/load-test.js'
import {PlanError} from '../../src/errors.js'
import {readSources} from '../../src/loadtests/read-sources.js'
import {mutate, mutations} from './mutate.js'

/** 200 mutations of all samples in `npm test`, 10,000 in `npm run test:deep`; each reader has as many of its own. */
const numRuns = process.env['ECOM_PLAN_DEEP'] === '1' ? 10_000 : 200
const longestMs = 2000
const mostBytes = 60_000

const root = new URL('../../fixtures/loadtests/', import.meta.url).pathname
const samples = readdirSync(root, {recursive: true, encoding: 'utf8'})
  .map((name) => join(root, name))
  .filter((path) => statSync(path).isFile())
  .map((path) => {
    const bytes = readFileSync(path)
    const plain = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes
    // Rows are as well mutated in a piece; a summary is whole or nothing.
    return {path, plain: plain[0] === 0x7b || plain[0] === 0x5b ? plain : plain.subarray(0, mostBytes), packed: bytes}
  })
  .filter(({plain}) => plain.length <= 2 * mostBytes)

const facts = {tier: 'web', unitCount: 4, commit: null, tags: {}}
async function importBytes(bytes: Buffer): Promise<number> {
  const read = await readSources({paths: ['-'], stdin: Readable.from([bytes])})
  const made = {...makeLoadTest({read, facts}), id: '0123456789abcdef'}
  expect(loadTestSchema.parse(made)).toEqual(made)
  expect(JSON.parse(JSON.stringify(made))).toEqual(made)
  return made.steps.length
}

async function attempt(bytes: Buffer): Promise<'read' | 'refused'> {
  const startedAt = performance.now()
  const outcome = await importBytes(bytes).then(
    () => 'read' as const,
    (error: unknown) => {
      if (!(error instanceof PlanError)) throw error
      expect(error.suggestions.length).toBeGreaterThan(0)
      return 'refused' as const
    },
  )
  expect(performance.now() - startedAt).toBeLessThan(longestMs)
  return outcome
}

test('the samples themselves are read, but those that say what to import in their place', async () => {
  const refused: string[] = []
  for (const {path, plain} of samples) if ((await attempt(plain)) === 'refused') refused.push(path.slice(root.length))
  expect(refused.filter((name) => !/\.md$|server-truth|_failures|hist\.txt|hdrplot|percentiles/.test(name))).toEqual([])
  expect(samples.length).toBeGreaterThan(60)
}, 120_000)

test('mutated samples, packed ones too, give a whole document or an error that says what to do', async () => {
  const sample = fc.constantFrom(...samples)
  await fc.assert(
    fc.asyncProperty(sample, fc.boolean(), mutations, async ({plain, packed}, isPacked, list) => {
      await attempt(mutate(isPacked ? packed : plain, list))
    }),
    {numRuns},
  )
}, 3_600_000)
