import {parseThreshold} from '../core/loadtests/check-threshold.js'
import {alikeRuns, chooseRuns, earlierRuns, newestRuns} from '../core/loadtests/choose-runs.js'
import {compareRuns} from '../core/loadtests/compare-runs.js'
import {comparedRun} from '../core/loadtests/compared-run.js'
import type {Config} from '../documents/config.js'
import type {LoadComparison} from '../documents/load-comparison.js'
import type {LoadSlo} from '../documents/load-limit.js'
import type {LoadTest} from '../documents/load-test.js'
import {PlanError} from '../errors.js'
import {openLoadTestStore} from './load-test-store.js'

/** A longer history says more of years past than of the scatter today. */
const mostHistory = 100

/** Compares stored tests: those that were named, else the newest with what came before it. */
export async function compareLoadTests({
  found,
  base,
  fresh,
  tier,
  minEffectRatio,
  thresholds,
}: {
  found: {config: Config; folder: string} | null
  base: string | undefined
  fresh: string | undefined
  tier: string | undefined
  minEffectRatio: number
  thresholds: readonly string[]
}): Promise<{comparison: LoadComparison; warnings: string[]}> {
  const bounds = thresholds.map(parseThreshold)
  const store = await openLoadTestStore(found)
  const {readStoredTests} = await import('../loadtests/stored-tests.js')
  const {tests: all, failures} = await readStoredTests(store)
  const tests = all.filter((test) => tier === undefined || test.tier === tier)
  if (tests.length === 0) {
    const ofTier = tier === undefined ? '' : ` of tier ${tier}`
    throw new PlanError('data', 'LOAD_TEST_NONE', `${store.place} holds no load test${ofTier}`, {
      suggestions: ['ecom-plan loadtest import FILE', 'ecom-plan loadtest list'],
    })
  }
  const chosenNew = fresh === undefined ? newestRuns(tests) : chooseRuns(tests, fresh)
  const chosenBase = base === undefined ? earlierRuns(tests, chosenNew) : chooseRuns(tests, base)
  const slo = sloOf(found?.config)
  const asRun = (test: LoadTest) => comparedRun(test, slo)
  const newIds = new Set(chosenNew.map(({id}) => id))
  return {
    comparison: compareRuns({
      base: chosenBase.filter(({id}) => !newIds.has(id)).map(asRun),
      new: chosenNew.map(asRun),
      history: chosenNew.slice(0, 1).flatMap((first) => alikeRuns(first, tests).slice(-mostHistory).map(asRun)),
      minEffectRatio,
      thresholds: bounds,
    }),
    warnings: failures.map(({message}) => message),
  }
}

function sloOf(config: Config | undefined): LoadSlo | null {
  if (config === undefined) return null
  return {percentile: 'p95', responseTimeS: config.slo.p95ResponseTimeS, errorRatio: config.slo.errorRatio}
}

/** Whether the verdict meets the gate. Throws where nothing was compared: a gate that cannot judge must not pass. */
export function meetsLoadGate(comparison: LoadComparison, gate: 'regression' | 'suspected' | undefined): boolean {
  const {verdict, words} = comparison
  if (gate === undefined) return false
  if (verdict === 'no-base' || verdict === 'not-comparable' || verdict === 'untested') {
    throw new PlanError('data', gateCodes[verdict], `the gate --fail-on ${gate} cannot judge: ${words[0] ?? verdict}`, {
      suggestions: gateAdvice[verdict],
    })
  }
  return verdict === 'regression' || (verdict === 'suspected' && gate === 'suspected')
}

const gateCodes = {
  'no-base': 'LOAD_TEST_NO_BASE',
  'not-comparable': 'LOAD_TEST_NOT_COMPARABLE',
  untested: 'LOAD_TEST_UNTESTED',
} as const

const gateAdvice = {
  'no-base': ['ecom-plan loadtest import FILE --commit ID   # the results of the version before'],
  'not-comparable': ['ecom-plan loadtest list', 'name a base that is alike: ecom-plan loadtest compare BASE NEW'],
  untested: ['run each side three times', 'import results with single answers, such as a JTL or k6 --out json'],
}
