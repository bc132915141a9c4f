import {type TierConfig, tierSchema} from '../../documents/config-tier.js'
import {nearestName} from '../../documents/nearest-name.js'
import {PlanError} from '../../errors.js'

/** One `--set KEY=VALUE`: something that is taken for true in this run only. */
export type Assumption = {key: string; value: string}

/** What of the estate can be assumed otherwise, by kind of tier; all else of a tier is a key of its config. */
export const estateFields: Readonly<Record<string, readonly string[]>> = {
  asg: ['instanceType', 'min', 'max'],
  ecs: ['min', 'max', 'cpu', 'memory'],
  rds: ['class', 'iops', 'throughput', 'storage', 'multiAz'],
}

/**
 * `web.max=72` as key and value. Throws SET_INVALID for a text without both.
 */
export function parseAssumption(text: string): Assumption {
  const [, key, value] = /^([A-Za-z][\w-]*(?:\.[\w-]+)*)=(.+)$/.exec(text.trim()) ?? []
  if (key !== undefined && value !== undefined) return {key, value: value.trim()}
  throw new PlanError('usage', 'SET_INVALID', `--set ${text}: expected KEY=VALUE`, {
    suggestions: ['--set web.instanceType=c7g.2xlarge', '--set cdn.hitRatio=0.9', '--set orders-db.iops=20000'],
  })
}

/** The tier and field of the estate that an assumption is about; null where it is about the config. */
export function estateFieldOf(
  {key}: Assumption,
  tiers: Readonly<Record<string, TierConfig>>,
): {tier: string; field: string} | null {
  const [tier = '', ...rest] = key.split('.')
  const kind = tiers[tier]?.kind
  const field = rest.join('.')
  return kind !== undefined && estateFields[kind]?.includes(field) ? {tier, field} : null
}

/** Where in the config an assumption goes: a tier stands under `tiers`. */
export function configPathOf({key}: Assumption, tiers: Readonly<Record<string, TierConfig>>): string[] {
  const parts = key.split('.')
  return tiers[parts[0] ?? ''] === undefined ? parts : ['tiers', ...parts]
}

/**
 * Throws SET_UNKNOWN for a key that is neither a tier's nor one of the config's, with the nearest that is. What lies
 * further down in the config is checked with the config.
 */
export function checkAssumption(
  assumption: Assumption,
  {tiers, configKeys}: {tiers: Readonly<Record<string, TierConfig>>; configKeys: readonly string[]},
): void {
  const [first = '', ...rest] = assumption.key.split('.')
  const kind = tiers[first]?.kind
  if (kind !== undefined) checkField({assumption, tier: first, kind, field: rest[0] ?? ''})
  if (kind !== undefined || configKeys.includes(first)) return
  const names = Object.keys(tiers)
  const near = nearestName(first, [...names, ...configKeys])
  const next =
    near === undefined
      ? `a tier (${names.join(', ')}) or a key of ecom-plan.yaml`
      : `--set ${[near, ...rest].join('.')}=${assumption.value}`
  throw unknown(assumption, `there is no ${first}`, [next])
}

function checkField({
  assumption,
  tier,
  kind,
  field,
}: {
  assumption: Assumption
  tier: string
  kind: TierConfig['kind']
  field: string
}): void {
  const ofEstate = estateFields[kind] ?? []
  const ofConfig = tierSchema.options.flatMap(({shape}) => (shape.kind.value === kind ? Object.keys(shape) : []))
  if (ofEstate.includes(field) || ofConfig.includes(field)) return
  const fields = [...ofEstate, ...ofConfig]
  const near = field === '' ? undefined : nearestName(field, fields)
  const why = field === '' ? 'which field of it?' : `${tier}, of kind ${kind}, has no field ${field}`
  const all = `one of ${fields.filter((name) => name !== 'kind').join(', ')}`
  throw unknown(assumption, why, near === undefined ? [all] : [`--set ${tier}.${near}=${assumption.value}`, all])
}

function unknown({key, value}: Assumption, why: string, suggestions: string[]): PlanError {
  return new PlanError('usage', 'SET_UNKNOWN', `--set ${key}=${value}: ${why}`, {suggestions})
}
