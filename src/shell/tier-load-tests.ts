import {isAbsolute, join} from 'node:path'
import {catalog} from '../catalog/catalog.js'
import {sharedReadings} from '../core/loadtests/shared-readings.js'
import {testsToPlanWith} from '../core/loadtests/tests-of-tier.js'
import type {Config} from '../documents/config.js'
import type {LoadTest, TierLoadTest} from '../documents/load-test.js'
import {importLoadTest} from './import-load-test.js'
import {openLoadTestStore} from './load-test-store.js'

type Placed = {config: Config; folder: string}

/** The load tests that a forecast reads: those of the config, and the newest stored ones of each tier. */
export async function readTierLoadTests({
  config,
  folder,
}: Placed): Promise<{tests: TierLoadTest[]; warnings: string[]}> {
  const own: TierLoadTest[] = []
  for (const source of config.loadTests) own.push(await readConfigLoadTest(source, folder))
  const stored = await readStoredTierTests({config, folder})
  // A test that the config lists may be stored too; it counts once.
  const kept = stored.tests.filter(({id}) => own.every((test) => test.id !== id))
  const flags = [...own, ...kept].flatMap((test) =>
    test.flags.filter(({severity}) => severity !== 'info').map(({text}) => `${test.tier}: ${text}`),
  )
  return {tests: [...own, ...kept], warnings: [...flags, ...stored.warnings]}
}

/** A load test that the config lists. */
export async function readConfigLoadTest(
  {path, tier, units, testedAt, shared}: Config['loadTests'][number],
  folder: string,
): Promise<TierLoadTest> {
  const test = await importLoadTest({
    paths: [isAbsolute(path) ? path : join(folder, path)],
    facts: {tier, unitCount: units, commit: null, tags: {}},
    startedAt: testedAt ?? null,
  })
  const readings = shared === undefined ? {} : {shared: sharedReadings(test.steps, shared)}
  return {...test, tier, unitCount: units, origin: 'config', ...readings}
}

/**
 * The newest stored test of each tier of the config that says how many units it ran against, with those alike against
 * other numbers of units, and what is passed over.
 */
export async function readStoredTierTests({
  config,
  folder,
}: Placed): Promise<{tests: TierLoadTest[]; warnings: string[]}> {
  const store = await openLoadTestStore({config, folder})
  const {readStoredTests} = await import('../loadtests/stored-tests.js')
  const {tests, failures} = await readStoredTests(store)
  const ofTiers = tests.filter(({tier}) => tier !== null && Object.hasOwn(config.tiers, tier))
  const usable = ofTiers.flatMap((test) => tierTestOf(test))
  const togetherS = config.judgements.loadTestFreshS ?? catalog.judgements.loadTestFreshS.value
  const tiers = [...new Set(usable.map(({tier}) => tier))]
  const newest = tiers.flatMap((name) =>
    testsToPlanWith(
      usable.filter(({tier}) => tier === name),
      togetherS,
    ),
  )
  const unitless = ofTiers.filter(({unitCount}) => unitCount === null)
  return {
    tests: newest,
    warnings: [
      ...failures.map(({message}) => message),
      ...unitless.map(
        ({tier, id}) =>
          `${tier}: the stored test ${id} says nothing of the units it ran against and is not used: import it with --units`,
      ),
    ],
  }
}

function tierTestOf(test: LoadTest): TierLoadTest[] {
  const {tier, unitCount} = test
  const isFalse = test.flags.some(({severity}) => severity === 'error')
  return tier === null || unitCount === null || isFalse ? [] : [{...test, tier, unitCount, origin: 'store'}]
}
