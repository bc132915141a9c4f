import {expect, test} from 'vitest'
import {simulateRuns} from '../../src/core/simulate/run-columns.js'
import {simulateInWorkers} from '../../src/workers/simulate-pool.js'
import {fiveTierModel} from '../core/simulate/sample-model.js'

const model = fiveTierModel({durationS: 50_400})
const models = [model, {...model, policy: 'plan', seed: model.seed}]

test('one thread and two give the same bytes as none', async () => {
  const plain = models.map((one) => simulateRuns(one, {fromRun: 3, toRun: 28}))
  const asked = {models, fromRun: 3, toRun: 28, portionCount: 4}
  expect(await simulateInWorkers({...asked, workerCount: 1})).toEqual(plain)
  expect(await simulateInWorkers({...asked, workerCount: 2})).toEqual(plain)
})

test('interrupted, it gives the runs that were made, the same of each model', async () => {
  const stop = new AbortController()
  const columns = simulateInWorkers({
    models,
    fromRun: 0,
    toRun: 1000,
    workerCount: 1,
    portionCount: 2,
    signal: stop.signal,
  })
  setImmediate(() => stop.abort())
  const [first, second] = await columns
  expect(first?.runCount).toBeGreaterThan(0)
  expect(first?.runCount).toBeLessThan(1000)
  expect(second?.runCount).toBe(first?.runCount)
  expect(first).toEqual(simulateRuns(model, {fromRun: 0, toRun: first?.runCount ?? 0}))
})

test('what a worker throws is thrown', async () => {
  const broken = {...model, tiers: [{...model.tiers[0], workerCount: -1}]} as unknown as typeof model
  await expect(simulateInWorkers({models: [broken], fromRun: 0, toRun: 4, workerCount: 2})).rejects.toThrow(/servers/)
})
