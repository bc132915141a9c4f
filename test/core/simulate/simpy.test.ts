import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {simulateRuns} from '../../../src/core/simulate/run-columns.js'
import {describeWith} from '../../require-tool.js'
import {simpyScenarios} from './simpy-model.js'

type Summary = {mean: number; standardError: number}
type FromSimpy = {cpuS: number; breach: Summary; badMinutes: Summary; unitHours: Summary}

const script = fileURLToPath(new URL('../../bench/simulate-in-simpy.py', import.meta.url))
const simpyRuns = process.env['ECOM_PLAN_DEEP'] === '1' ? 2000 : 150

function summary(values: readonly number[]): Summary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return {mean, standardError: Math.sqrt(variance / values.length)}
}

function expectClose(ours: Summary, theirs: Summary) {
  const both = Math.hypot(ours.standardError, theirs.standardError)
  expect(Math.abs(ours.mean - theirs.mean), JSON.stringify({ours, theirs})).toBeLessThanOrEqual(3 * both + 1e-3)
}

describeWith(['simpy'], 'the same shop as SimPy processes', ({simpy}) => {
  test.each(Object.entries(simpyScenarios))('%s: within three standard errors', (_name, model) => {
    const asked = JSON.stringify({model, runs: simpyRuns, seed: 5})
    const theirs: FromSimpy = JSON.parse(execFileSync(simpy, [script, asked], {encoding: 'utf8'}))
    const columns = simulateRuns(model, {fromRun: 0, toRun: 1000})
    const bad = [...columns.badMinuteCount]
    expectClose(summary(bad.map((count) => (count > model.slo.allowedBadMinuteCount ? 1 : 0))), theirs.breach)
    expectClose(summary(bad), theirs.badMinutes)
    expectClose(summary([...columns.unitHours]), theirs.unitHours)
    if (process.env['ECOM_PLAN_PRINT'])
      process.stderr.write(`${JSON.stringify({ours: [summary(bad), summary([...columns.unitHours])], theirs})}\n`)
  })
})
