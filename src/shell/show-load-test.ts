import {Flags} from '@oclif/core'
import {seededUniform} from '../core/laws/seeded-uniform.js'
import {limitOfTest} from '../core/loadtests/limit-of-test.js'
import type {Config} from '../documents/config.js'
import type {LimitFinding} from '../documents/load-limit.js'
import type {LoadTest} from '../documents/load-test.js'
import {positiveDurationSchema} from '../documents/quantity.js'
import {PlanError} from '../errors.js'
import {renderLoadTest} from '../report/terminal/render-load-test.js'
import {terminalLook} from './terminal.js'

/** What a limit in users needs to know, and how to print. */
export const limitFlags = {
  'think-time': Flags.custom<number>({
    summary: 'The mean pause of a user between requests, for a limit in users.',
    helpValue: '10s',
    parse: async (text) => secondsOf(text),
  })(),
  'requests-per-session': Flags.integer({
    summary: 'Requests of one visit, for a limit in sessions; by default business.requestsPerSession of the config.',
    min: 1,
    helpValue: 'N',
  }),
  ascii: Flags.boolean({summary: 'Only ASCII in tables and charts.', helpGroup: 'GLOBAL'}),
}

type LimitFlagValues = {
  'think-time': number | undefined
  'requests-per-session': number | undefined
  ascii: boolean
}

/** A test and its limit as text for the terminal; the SLO is that of the config, where there is one. */
export function showLoadTest({
  test,
  others = [],
  found,
  flags,
}: {
  test: LoadTest
  /** The other tests that are kept, for how the tier scales over its units. */
  others?: readonly LoadTest[]
  found: {config: Config} | null
  flags: LimitFlagValues
}): {text: string; limit: LimitFinding} {
  const config = found?.config
  const slo =
    config === undefined
      ? null
      : {percentile: 'p95' as const, responseTimeS: config.slo.p95ResponseTimeS, errorRatio: config.slo.errorRatio}
  const kind = test.tier === null ? undefined : config?.tiers[test.tier]?.kind
  const limit = limitOfTest({
    test,
    others: others.filter(({id, tier}) => tier !== null && id !== test.id),
    slo,
    unitName: kind === 'ecs' ? 'task' : 'instance',
    thinkTimeS: flags['think-time'],
    requestsPerSession: flags['requests-per-session'] ?? config?.business.requestsPerSession,
    // From the id, so that the same test says the same every time.
    random: seededUniform(Number.parseInt(test.id.slice(0, 8), 16)),
  })
  const options = terminalLook({ascii: flags.ascii})
  return {text: renderLoadTest({test, limit, sloResponseTimeS: slo?.responseTimeS ?? null, options}), limit}
}

function secondsOf(text: string): number {
  const read = positiveDurationSchema.safeParse(text)
  if (read.success) return read.data
  throw new PlanError('usage', 'DURATION_INVALID', `--think-time ${text} is no duration`, {
    suggestions: ['--think-time 10s'],
  })
}
