import type {TierConfig} from '../../documents/config-tier.js'
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
  const [, key, value] = /^([A-Za-z][\w.-]*)=(.+)$/.exec(text.trim()) ?? []
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

/** Throws SET_UNKNOWN for a key that is neither a tier nor one of the config's, with the nearest that is. */
export function checkAssumption(
  {key, value}: Assumption,
  {tiers, configKeys}: {tiers: Readonly<Record<string, TierConfig>>; configKeys: readonly string[]},
): void {
  const [first = '', ...rest] = key.split('.')
  const known = [...Object.keys(tiers), ...configKeys]
  const kind = tiers[first]?.kind
  if (known.includes(first) && (kind === undefined || rest.length > 0)) return
  const near = kind === undefined ? nearestName(first, known) : undefined
  const fields = kind === undefined ? [] : (estateFields[kind] ?? [])
  throw new PlanError(
    'usage',
    'SET_UNKNOWN',
    `--set ${key}=${value}: ${kind === undefined ? `there is no ${first}` : 'which field of it?'}`,
    {
      suggestions: [
        ...(near === undefined ? [] : [`--set ${[near, ...rest].join('.')}=${value}`]),
        ...fields.map((field) => `--set ${first}.${field}=…`),
        ...(kind === undefined && near === undefined
          ? [`a tier (${Object.keys(tiers).join(', ')}) or a key of ecom-plan.yaml`]
          : []),
      ],
    },
  )
}
