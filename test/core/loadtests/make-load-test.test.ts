import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {makeLoadTest} from '../../../src/core/loadtests/make-load-test.js'
import {mergeGenerators} from '../../../src/core/loadtests/merge-generators.js'
import type {LoadStep} from '../../../src/documents/load-test.js'
import {ResponseTimeHistogram} from '../../../src/documents/response-time-histogram.js'
import {readSources} from '../../../src/loadtests/read-sources.js'

const fixtures = new URL('../../../fixtures/loadtests/', import.meta.url).pathname
const truth = JSON.parse(readFileSync(`${fixtures}server-truth.json`, 'utf8')) as Record<
  string,
  {connections: number; requests: number; errors: number; rps: number; meanMs: number}[]
>
const importOf = async (...paths: string[]) =>
  makeLoadTest({read: await readSources({paths}), facts: {tier: null, unitCount: null, commit: null, tags: {}}})

test.each(['wrk', 'hey', 'ab', 'siege', 'autocannon', 'h2load', 'loadtest'])(
  'a folder of %s runs is a test whose steps agree with what the server counted',
  async (tool) => {
    const {steps} = await importOf(`${fixtures}${tool}`)
    const server = truth[tool] ?? []
    expect(steps).toHaveLength(server.length)
    const byRequests = [...steps].sort((a, b) => a.meanResponseTimeS - b.meanResponseTimeS)
    for (const [i, step] of byRequests.entries()) {
      const known = [...server].sort((a, b) => a.connections - b.connections)[i]
      const nearest = server.reduce((a, b) =>
        Math.abs(b.rps - step.throughputRps) + Math.abs(b.meanMs - step.meanResponseTimeS * 1000) <
        Math.abs(a.rps - step.throughputRps) + Math.abs(a.meanMs - step.meanResponseTimeS * 1000)
          ? b
          : a,
      )
      expect(known).toBeDefined()
      expect(Math.abs(step.throughputRps / nearest.rps - 1)).toBeLessThan(0.03)
      expect(Math.abs(step.errorRatio * step.requestCount - nearest.errors)).toBeLessThan(1.5)
    }
  },
)

const stepOf = (values: readonly number[], hasHistogram: boolean): LoadStep => {
  const histogram = new ResponseTimeHistogram()
  for (const value of values) histogram.record(value * 1000)
  return {
    concurrencyCount: 10,
    offeredRps: null,
    throughputRps: values.length / 10,
    requestCount: values.length,
    errorRatio: 0.1,
    meanResponseTimeS: histogram.meanS(),
    percentiles: [{ratio: 0.95, responseTimeS: histogram.quantileS(0.95) ?? 0}],
    histogram: hasHistogram ? histogram.toDocument() : null,
    failureHistogram: null,
    startS: null,
    durationS: 10,
    file: 'task.json',
    isExact: hasHistogram,
  }
}
const fast = Array.from({length: 1000}, (_, i) => 10 + i / 100)
const slow = fast.map((ms) => ms * 20)

test('generators of one step: counts and users add up, histograms merge, percentiles alone are bounded', () => {
  const both = (hasHistogram: boolean) =>
    mergeGenerators([fast, slow].map((values) => ({all: stepOf(values, hasHistogram), endpoints: []}))).all
  const merged = both(true)
  expect(merged).toMatchObject({concurrencyCount: 20, requestCount: 2000, throughputRps: 200, durationS: 10})
  expect(merged.errorRatio).toBeCloseTo(0.1, 9)
  const exactS = [...fast, ...slow].sort((a, b) => a - b)[1899] ?? 0
  const found = merged.histogram === null ? 0 : ResponseTimeHistogram.fromDocument(merged.histogram).quantileS(0.95)
  expect(Math.abs(((found ?? 0) * 1000) / exactS - 1)).toBeLessThan(0.008)
  const bounded = both(false)
  expect(bounded.histogram).toBe(null)
  expect(bounded.percentiles[0]?.responseTimeS).toBe(stepOf(slow, false).percentiles[0]?.responseTimeS)
})

test('many flags of one kind are told three times, with how many more', async () => {
  const read = await readSources({paths: [`${fixtures}wrk`]})
  const flags = Array.from({length: 8}, (_, i) => ({code: 'x', severity: 'info' as const, text: `trouble ${i}`}))
  const made = makeLoadTest({
    read: {...read, flags: [...flags, ...flags]},
    facts: {tier: null, unitCount: null, commit: null, tags: {}},
  })
  expect(made.flags.filter(({code}) => code === 'x').map(({text}) => text)).toEqual([
    'trouble 0',
    'trouble 1',
    'trouble 2 (and 5 more like it)',
  ])
})
