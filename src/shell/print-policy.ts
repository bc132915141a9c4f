import {makePolicy} from '../core/iam/make-policy.js'
import {notifyUses} from '../core/iam/notify-uses.js'
import {policyCharacterCount, splitPolicy} from '../core/iam/split-policy.js'
import {placesOf} from '../core/inventory/place.js'
import type {Config} from '../documents/config.js'
import type {IamPolicy, IamPurpose} from '../documents/iam-policy.js'
import {PlanError} from '../errors.js'
import type {Warning} from './base-command.js'
import {readCheckedConfig} from './read-checked-config.js'

/** A managed policy may be this long, white space not counted. */
const managedPolicyCharacterCount = 6144

export type PrintedPolicies = {
  purpose: IamPurpose
  resourceScope: 'arns' | '*'
  /** The config that it is narrowed to; null where there was none. */
  config: string | null
  policies: IamPolicy[]
  characterCounts: number[]
}

/**
 * The policies of a command for the nearest config, or for any where there is none. Throws what reading the config
 * throws, and SCOPE_NEEDS_CONFIG when ARNs were asked for and there is nothing to take them from.
 */
export async function policiesFor({
  purpose,
  configPath,
  scope,
  account,
  withManual,
  onWarning,
}: {
  purpose: IamPurpose
  configPath: string | undefined
  scope: 'arns' | '*' | undefined
  /** One of the accounts that the config's tiers lie in; undefined for the config's own. */
  account: string | undefined
  withManual: boolean
  onWarning: (warning: Warning) => void
}): Promise<PrintedPolicies> {
  const found = purpose === 'init' ? null : await nearestConfig(configPath)
  if (found === null && scope === 'arns') throw scopeNeedsConfig(purpose)
  const isScoped = found !== null && scope !== '*'
  const config = found === null ? null : inAccount(found.config, account, onWarning)
  const whole = makePolicy({purpose, config, isScoped, withManual})
  const isNeeded = whole.Statement.length > 0
  const policies = isNeeded ? splitPolicy({policy: whole, characterCount: managedPolicyCharacterCount}) : []
  if (!isNeeded) onWarning(nothingNeeded(purpose))
  if (found === null && purpose !== 'init') onWarning(noConfig)
  if (policies.length > 1) onWarning(splitWarning(policies.length))
  if (purpose === 'report' && config !== null && readsOwnSecrets(config)) onWarning(ownKey)
  return {
    purpose,
    resourceScope: isScoped ? 'arns' : '*',
    config: found?.path ?? null,
    policies,
    characterCounts: policies.map(policyCharacterCount),
  }
}

/**
 * The part of a config that lies in one account, in all its Regions. Says which other accounts there are, and which
 * role has to be taken on. Throws ACCOUNT_UNKNOWN for an account that the config does not name.
 */
function inAccount(config: Config, account: string | undefined, onWarning: (warning: Warning) => void): Config {
  const places = placesOf(config)
  const wanted = account ?? config.aws.account
  const here = places.filter(({place}) => place.account === wanted)
  const accounts = [...new Set(places.map(({place}) => place.account))]
  const [first] = here
  if (first === undefined) throw accountUnknown(wanted, accounts)
  const others = accounts.filter((one) => one !== wanted)
  const roles = places.flatMap(({place}) => (place.account === wanted ? [] : (place.role ?? [])))
  if (account === undefined && others.length > 0) onWarning(otherAccounts(others, [...new Set(roles)]))
  const {role} = first.place
  if (role !== undefined) onWarning(roleWarning(role))
  return {...first.config, tiers: Object.assign({}, ...here.map((one) => one.config.tiers))}
}

function otherAccounts(accounts: readonly string[], roles: readonly string[]): Warning {
  const taken =
    roles.length === 0 ? '' : `; to read them this one needs sts:AssumeRole on ${roles.join(' and ')} as well`
  return {
    code: 'OTHER_ACCOUNTS',
    message: `tiers lie in ${accounts.join(' and ')} too, whose policies are their own: --account ${accounts[0]}${taken}`,
  }
}

function roleWarning(role: string): Warning {
  return {
    code: 'ROLE_TAKEN_ON',
    message: `the policy is for ${role}; who takes it on needs sts:AssumeRole on it, and the role has to trust them`,
  }
}

function accountUnknown(account: string, accounts: readonly string[]): PlanError {
  return new PlanError('usage', 'ACCOUNT_UNKNOWN', `ecom-plan.yaml names no account ${account}`, {
    suggestions: accounts.map((one) => `--account ${one}`),
  })
}

async function nearestConfig(path: string | undefined): Promise<{config: Config; path: string} | null> {
  try {
    return await readCheckedConfig(path)
  } catch (error) {
    if (path === undefined && error instanceof PlanError && error.code === 'CONFIG_MISSING') return null
    throw error
  }
}

function nothingNeeded(purpose: IamPurpose): Warning {
  return {
    code: 'NOTHING_NEEDED',
    message: `with this config ${purpose} reads files alone and needs no permission in AWS`,
  }
}

const noConfig: Warning = {
  code: 'NO_CONFIG',
  message:
    'no ecom-plan.yaml was found, so the policy is for every resource and leaves out an archive in S3 and whom report tells; run it beside the config for a smaller one',
}

function readsOwnSecrets(config: Config): boolean {
  const {readsParameters, readsSecrets} = notifyUses(config)
  return readsParameters || readsSecrets
}

const ownKey: Warning = {
  code: 'SECRETS_OWN_KEY',
  message:
    'secrets that are encrypted with a key of your own in KMS, and not with aws/ssm or aws/secretsmanager, need kms:Decrypt on that key as well',
}

function splitWarning(count: number): Warning {
  return {
    code: 'POLICY_SPLIT',
    message: `the policy is longer than the 6,144 characters of a managed policy, so it is ${count} documents: make a policy of each and attach all of them`,
  }
}

function scopeNeedsConfig(purpose: IamPurpose): PlanError {
  const message =
    purpose === 'init'
      ? 'init looks for what no config names yet, so its policy cannot be narrowed to ARNs'
      : '--resource-scope arns takes the names from ecom-plan.yaml, and none was found'
  return new PlanError('usage', 'SCOPE_NEEDS_CONFIG', message, {
    suggestions: [
      `ecom-plan iam print --for ${purpose} --resource-scope '*'`,
      ...(purpose === 'init' ? [] : [`ecom-plan iam print --for ${purpose} --config FILE`]),
    ],
  })
}
