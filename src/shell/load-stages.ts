import {findCovers} from '../core/loadtests/find-cover.js'
import {makeStages} from '../core/loadtests/make-stages.js'
import type {LoadStages} from '../documents/load-stages.js'
import {openLoadTestStore} from './load-test-store.js'
import {readCheckedConfig} from './read-checked-config.js'
import {readConfigLoadTest} from './tier-load-tests.js'
import {type WalkFlagValues, walkWith} from './walk-command.js'

/** Forecasts the event and makes the stages of a test of it, with what the tests of the config and of the store cover. */
export async function walkStages({
  flags,
  isJson,
  goalRatio,
  lengthS,
  fromAt,
  speedRatio,
  isAtOrigin,
}: {
  flags: WalkFlagValues
  isJson: boolean
  goalRatio: number
  lengthS: number
  fromAt: string | null
  speedRatio: number
  isAtOrigin: boolean
}): Promise<{stages: LoadStages; warnings: string[]}> {
  const {run, warnings} = await walkWith(flags, isJson)
  const {forecast, originPeak, models} = run
  const found = await readCheckedConfig(flags.config, flags)
  const listed = await Promise.all(found.config.loadTests.map((source) => readConfigLoadTest(source, found.folder)))
  const store = await openLoadTestStore(found)
  const {readStoredTests} = await import('../loadtests/stored-tests.js')
  const {tests, failures} = await readStoredTests(store)
  const originRatio = forecast.peak.p90Rps > 0 ? originPeak.p90Rps / forecast.peak.p90Rps : 1
  const covers = findCovers({
    tests: [...listed, ...tests],
    // Tiers see what reaches the origin, whatever level the forecast is of.
    peakP90Rps: originPeak.p90Rps,
    goalRatio,
    visitCounts: new Map(models.map(({tier, visitCount}) => [tier, visitCount])),
  })
  return {
    stages: makeStages({
      forecast,
      goalRatio,
      lengthS,
      fromAt,
      speedRatio,
      originRatio: isAtOrigin ? originRatio : null,
      covers,
    }),
    warnings: [...warnings.map(({message}) => message), ...failures.map(({message}) => message)],
  }
}
