import type {TestFacts} from '../core/loadtests/make-load-test.js'
import type {Config} from '../documents/config.js'
import type {LoadTest} from '../documents/load-test.js'
import {nearestName} from '../documents/nearest-name.js'
import {PlanError} from '../errors.js'
import {sha256Of} from '../files/sha256.js'
import {importLoadTest} from './import-load-test.js'
import {openLoadTestStore} from './load-test-store.js'

type Kept = {test: LoadTest; isNew: boolean; place: string | null; words: string; warnings: string[]}

/**
 * Reads the results of a test and keeps it in the store, whole or not at all.
 *
 * The same results are kept once. With other facts about them it throws LOAD_TEST_STORED, unless `isReplacing`. A dry
 * run keeps nothing. Throws as importLoadTest and the store do.
 */
export async function keepLoadTest({
  paths,
  facts,
  found,
  isReplacing,
  isDryRun,
}: {
  paths: readonly string[]
  facts: TestFacts
  found: {config: Config; folder: string} | null
  isReplacing: boolean
  isDryRun: boolean
}): Promise<Kept> {
  const test = await importLoadTest({paths, facts})
  const warnings = tierWarnings(facts, found?.config ?? null)
  if (isDryRun) return {test, isNew: false, place: null, words: 'Not kept: this was a dry run.', warnings}
  const store = await openLoadTestStore(found)
  const {storeLoadTest, replaceLoadTest} = await import('../loadtests/stored-tests.js')
  const {isNew, kept} = await storeLoadTest({store, test})
  const {place} = store
  if (isNew) return {test, isNew, place, words: `Kept as ${test.id} in ${place}.`, warnings}
  if (sha256Of(factsOf(kept)) === sha256Of(factsOf(test))) {
    return {test: kept, isNew, place, words: `Already kept as ${test.id} in ${place}: the same results.`, warnings}
  }
  if (!isReplacing) throw storedOtherwise(kept, place)
  await replaceLoadTest({store, test})
  return {
    test,
    isNew,
    place,
    words: `Kept as ${test.id} in ${place}, in place of what was said of it before.`,
    warnings,
  }
}

const factsOf = ({tier, unitCount, commit, tags}: TestFacts) => ({tier, unitCount, commit, tags})

function tierWarnings({tier, unitCount}: TestFacts, config: Config | null): string[] {
  if (tier === null) return ['no --tier is given: forecast does not use the test']
  const unitless = unitCount === null ? ['no --units is given: forecast cannot tell what one unit carries'] : []
  if (config === null || Object.hasOwn(config.tiers, tier)) return unitless
  const near = nearestName(tier, Object.keys(config.tiers))
  const meant = near === undefined ? '' : `; did you mean ${near}?`
  return [`ecom-plan.yaml has no tier ${tier}, so forecast does not use the test${meant}`, ...unitless]
}

function storedOtherwise(kept: LoadTest, place: string): PlanError {
  const said = [
    kept.tier === null ? 'no tier' : `tier ${kept.tier}`,
    kept.unitCount === null ? 'no units' : `${kept.unitCount} units`,
    ...(kept.commit === null ? [] : [`commit ${kept.commit}`]),
    ...Object.entries(kept.tags).map(([name, value]) => `${name}=${value}`),
  ].join(', ')
  return new PlanError('refused', 'LOAD_TEST_STORED', `${place} holds the same results as ${kept.id} (${said})`, {
    suggestions: ['add --replace to keep what you say now in its place', `ecom-plan loadtest show ${kept.id}`],
  })
}
