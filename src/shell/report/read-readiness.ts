import {readinessOf} from '../../core/readiness/readiness-of.js'
import type {Readiness} from '../../documents/readiness.js'
import {nothingRead} from '../../documents/readiness-facts.js'
import type {Warning} from '../base-command.js'
import type {Walked} from '../walk.js'

/** Readiness of what a walk found, at `at` (UTC). */
export async function readReadiness({
  walked: {run, config, loadTests},
  at,
}: {
  walked: Walked
  at: string
  isOffline: boolean
}): Promise<{readiness: Readiness; warnings: Warning[]}> {
  const facts = {...nothingRead, estateAt: run.plan.base.capturedAt}
  const readiness = readinessOf({run, facts, attestations: [], loadTests, checks: config.report.checks, at})
  return {readiness, warnings: []}
}
