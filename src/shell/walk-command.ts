import {join} from 'node:path'
import type {AssumedDemand} from '../core/what-if/assume-demand.js'
import {parseAssumption} from '../core/what-if/assumption.js'
import type {Config} from '../documents/config.js'
import type {QuantileName} from '../documents/units.js'
import type {AwsFlagValues} from './aws-flags.js'
import {type Walked, type WalkOptions, walk} from './walk.js'

/** The values of walkFlags as oclif parses them. */
export type WalkFlagValues = {
  quiet: boolean
  config: string | undefined
  event: string | undefined
  uplift: string | undefined
  target: QuantileName | undefined
  'az-loss': number | undefined
  'as-of': string | undefined
  offline: boolean
  prices?: string | undefined
  budget: number | undefined
  set: string[] | undefined
  demand: AssumedDemand | undefined
  seed: number
} & AwsFlagValues

/** Walks with the flags of a command line; `isWatched` reads what only a readiness report looks at too. */
export async function walkWith(flags: WalkFlagValues, isJson: boolean, isWatched = false): Promise<Walked> {
  return walk({...walkOptionsOf(flags, isJson), isWatched})
}

/** What the flags of a command line ask of a walk. */
export function walkOptionsOf(flags: WalkFlagValues, isJson: boolean): WalkOptions {
  return {
    configPath: flags.config,
    event: flags.event,
    uplift: flags.uplift,
    target: flags.target,
    azLoss: flags['az-loss'],
    asOf: flags['as-of'],
    isOffline: flags.offline,
    aws: flags,
    prices: flags.prices,
    seed: flags.seed,
    assumptions: (flags.set ?? []).map(parseAssumption),
    ...(flags.demand === undefined ? {} : {demand: flags.demand}),
    ...(flags.budget === undefined ? {} : {budgetUsd: flags.budget}),
    onProgress: progressTo({isQuiet: flags.quiet, isJson}),
  }
}

/** Says what is being done on stderr, to a person who waits; nothing in pipes, with --json or --quiet. */
export function progressTo({isQuiet, isJson}: {isQuiet: boolean; isJson: boolean}): (text: string) => void {
  const isShown = !isQuiet && !isJson && process.stderr.isTTY === true
  return (text) => {
    if (isShown) process.stderr.write(`… ${text}\n`)
  }
}

/** Where the config wants plan.json, relative to the config; null when it does not say. */
export function planPathOf(config: Config, folder: string): string | null {
  return config.plan === undefined ? null : join(folder, config.plan)
}
