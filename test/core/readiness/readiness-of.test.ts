import {expect, test} from 'vitest'
import {readinessOf} from '../../../src/core/readiness/readiness-of.js'
import {readinessSchema} from '../../../src/documents/readiness.js'
import {nothingRead} from '../../../src/documents/readiness-facts.js'
import {exampleRun} from '../../example-run.js'

const checks = {weights: {}, skip: []}

test('of bright-friday, with nothing read beside the run: not ready, capped, and never green for what was not read', async () => {
  const run = await exampleRun('bright-friday')
  const readiness = readinessOf({run, facts: nothingRead, attestations: [], loadTests: null, checks, at: run.asOf})
  expect(readinessSchema.parse(readiness)).toEqual(readiness)
  expect(readiness.verdict).toBe('not-ready')
  expect(readiness.cap?.checkIds).toEqual(['capacity-p90', 'quota'])
  expect(readiness.sentence).toContain('breaks first')
  const unread = [
    'alarms-cpu',
    'nat-gateways',
    'drift',
    'quota-requests',
    'load-test-age',
    'multi-az',
    'scheduled-minima',
  ]
  expect(readiness.checks.filter(({id}) => unread.includes(id)).map(({status}) => status)).toEqual(
    unread.map(() => 'unknown'),
  )
})
