import {expect, test} from 'vitest'
import {forEstates, isDeep, runFor, timeoutMs} from './estate-runs.js'
import {drawsOf, leastAtRisk} from './least-at-risk.js'
import {isDatabaseBlocked} from './watch-plan.js'

const numRuns = isDeep ? 200 : 6
const riskTargetRatio = 0.05

test(
  'at an accepted risk: never more than 1.3 times the least of all combinations, and never refused where one is found',
  () => {
    forEstates(
      (estate) => {
        const run = runFor(estate, {riskTargetRatio})
        const {risk} = run.plan
        const leastUsd = leastAtRisk(estate, run, drawsOf(run, risk.sampleCount), riskTargetRatio)
        if (leastUsd === null) return
        expect(risk.isMet, JSON.stringify(risk.planned)).toBe(true)
        expect(run.plan.blockers.map(({code}) => code)).not.toContain('RISK_NOT_MET')
        if (isDatabaseBlocked(run)) return
        expect(run.plan.windowCostUsd ?? 0).toBeLessThanOrEqual(leastUsd * 1.3 + 2)
      },
      {numRuns},
    )
  },
  timeoutMs,
)
