import {type Config, configSchema} from '../../documents/config.js'
import {type Assumption, checkAssumption, configPathOf, estateFieldOf} from './assumption.js'

/**
 * The plain value of a config with the assumptions that are about it in place, to be checked like any config. Numbers
 * and true or false are read as such, all else stays text. Throws SET_UNKNOWN for a key that leads nowhere.
 */
export function assumeConfig({
  config,
  value,
  assumptions,
}: {
  config: Config
  value: unknown
  assumptions: readonly Assumption[]
}): unknown {
  const configKeys = Object.keys(configSchema.shape)
  return assumptions.reduce((whole, assumption) => {
    checkAssumption(assumption, {tiers: config.tiers, configKeys})
    if (estateFieldOf(assumption, config.tiers) !== null) return whole
    return put(whole, configPathOf(assumption, config.tiers), scalarOf(assumption.value))
  }, value)
}

function scalarOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function put(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const before: Record<string, unknown> =
    typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? {...whole} : {}
  return {...before, [key]: put(before[key], rest, value)}
}
