import {catalog} from '../catalog/catalog.js'
import {labelledEvents} from '../core/events/labelled-events.js'
import {pastOccurrences} from '../core/events/past-occurrences.js'
import {backtestForecast} from '../core/forecast/backtest.js'
import {makeCitations} from '../core/recommend/citations.js'
import type {Backtest} from '../documents/backtest.js'
import {PlanError} from '../errors.js'
import type {AwsFlagValues} from './aws-flags.js'
import type {Warning} from './base-command.js'
import {readCheckedConfig} from './read-checked-config.js'
import {type Reading, readTraffic} from './read-sources.js'

/** What the user asked for on the command line; undefined where the config decides. */
export type BacktestOptions = {
  configPath: string | undefined
  event: string | undefined
  leadDays: readonly number[]
  isRolling: boolean
  asOf: string | undefined
  isOffline: boolean
  aws: AwsFlagValues
  /** Says what is being read, for people who wait. */
  onProgress: (text: string) => void
}

/**
 * Reads the demand as forecast does and backtests the method on it. `asOf` is what was asked, else with --offline the
 * end of the traffic, else now. Throws BACKTEST_EMPTY when no past event (nor, with `isRolling`, ordinary day) can be
 * forecast.
 */
export async function walkBacktest(options: BacktestOptions): Promise<{backtest: Backtest; warnings: Warning[]}> {
  const {config, folder, warnings} = await readCheckedConfig(options.configPath, options.aws)
  const reading: Reading = {
    config,
    folder,
    wireAsOf: options.isOffline ? null : (options.asOf ?? new Date().toISOString()),
    onProgress: options.onProgress,
  }
  const traffic = await readTraffic(reading, null)
  const asOf = options.asOf ?? reading.wireAsOf ?? new Date(traffic.capturedAt).toISOString()
  const fromYear = Math.min(...traffic.value.windows.map(({startAt}) => Number(startAt.slice(0, 4))))
  const past = pastOccurrences({config, asOf, wanted: options.event})
  const found = backtestForecast({
    traffic: traffic.value,
    occurrences: past.occurrences,
    labels: {
      labelled: labelledEvents({config, asOf, fromYear, toYear: Number(asOf.slice(0, 4))}),
      excluded: config.demand.exclude,
    },
    asOf,
    leadDays: options.leadDays,
    isRolling: options.isRolling,
    timezone: config.timezone,
    judgement: makeCitations({catalog, region: config.aws.region, given: config.judgements}).judgement,
  })
  const backtest: Backtest = {
    schema: 'ecom-plan.backtest/v1',
    service: config.service,
    level: config.demand.level,
    asOf,
    cases: found.cases,
    untested: [...past.untested, ...found.untested],
    totals: found.totals,
  }
  if (backtest.cases.length === 0) throw nothingToTest(backtest, options)
  return {
    backtest,
    warnings: [
      ...warnings.map((message) => ({code: 'CONFIG', message})),
      ...traffic.warnings.map((message) => ({code: 'DATA', message})),
    ],
  }
}

function nothingToTest({untested, asOf}: Backtest, {isRolling}: BacktestOptions): PlanError {
  const named = untested.map(({eventName, date, why}) => `${eventName}${date === null ? '' : ` (${date})`}: ${why}`)
  const why = named.length === 0 ? `no event of ecom-plan.yaml lies in the traffic before ${asOf}` : named.join('; ')
  return new PlanError('data', 'BACKTEST_EMPTY', `nothing can be backtested: ${why}`, {
    suggestions: [
      'add a source that covers two occurrences of an event to demand.sources',
      ...(isRolling ? [] : ['or test ordinary days: ecom-plan backtest --rolling']),
      'or name the earlier dates of an event of your own under previous in ecom-plan.yaml',
    ],
  })
}
