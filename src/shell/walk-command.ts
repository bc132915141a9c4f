import {join} from 'node:path'
import type {Config} from '../documents/config.js'
import type {QuantileName} from '../documents/units.js'
import {type Walked, walk} from './walk.js'

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
}

/** Walks with the flags of a command line; progress goes to stderr, and nowhere in pipes, --json and --quiet. */
export async function walkWith(flags: WalkFlagValues, isJson: boolean): Promise<Walked> {
  const isShown = !flags.quiet && !isJson && process.stderr.isTTY === true
  return walk({
    configPath: flags.config,
    event: flags.event,
    uplift: flags.uplift,
    target: flags.target,
    azLoss: flags['az-loss'],
    asOf: flags['as-of'],
    isOffline: flags.offline,
    onProgress: (text) => {
      if (isShown) process.stderr.write(`… ${text}\n`)
    },
  })
}

/** Where the config wants plan.json, relative to the config; null when it does not say. */
export function planPathOf(config: Config, folder: string): string | null {
  return config.plan === undefined ? null : join(folder, config.plan)
}
