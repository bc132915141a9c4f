import {Flags} from '@oclif/core'
import {PlanError} from '../../errors.js'
import {emitFormats} from '../../report/emit/emit-view.js'
import {awsFlags} from '../aws-flags.js'
import {configFlag} from '../flags.js'

const rules = 'RULES'

/** Flags of every command that writes to AWS. */
export const writeFlags = {
  config: configFlag,
  profile: awsFlags.profile,
  'endpoint-url': Flags.string({
    summary: 'Another place that speaks AWS; writes go to a host that is not AWS only where this names it.',
    helpValue: 'URL',
    helpGroup: 'GLOBAL',
  }),
  ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  'dry-run': Flags.boolean({summary: 'Read, compare and check; send nothing.'}),
  yes: Flags.boolean({char: 'y', summary: 'Do not ask; needs --confirm.'}),
  confirm: Flags.string({
    summary: 'The alias of the account, or its number where it has none: what would be typed.',
    helpValue: 'ALIAS',
  }),
  'no-input': Flags.boolean({summary: 'Never ask; without --yes nothing is sent.'}),
  'no-verify': Flags.boolean({summary: 'Do not look whether AWS has what was sent.'}),
  only: listFlag('only', 'Send only what changes these tiers, or these patches by their ids.', 'TIER[,TIER]'),
  'during-freeze': Flags.custom<string>({
    summary: 'In a freeze, send what only raises limits; the reason stands in the journal.',
    helpValue: 'REASON',
    helpGroup: rules,
    parse: async (text) => requireReason(text),
  })(),
  'allow-downtime': Flags.string({
    summary: "Local minutes of the event's zone in which databases may be down; now must lie between them.",
    helpValue: 'FROM/TO',
    helpGroup: rules,
  }),
  'accept-irreversible': Flags.string({
    summary: "Send what cannot be undone: the sentence 'storage cannot shrink in place'.",
    helpValue: 'SENTENCE',
    helpGroup: rules,
  }),
  'skip-check': Flags.string({
    summary: 'Set a failed check aside by its id; the journal keeps it. Repeatable.',
    helpValue: 'ID',
    helpGroup: rules,
    multiple: true,
    multipleNonGreedy: true,
  }),
  'break-lock': Flags.integer({
    summary: 'Free the lock of that number, whose holder you know to be dead.',
    helpValue: 'N',
    helpGroup: rules,
    min: 1,
  }),
}

/** Flags of `apply` alone. */
export const applyFlags = {
  ...writeFlags,
  'expect-sha256': Flags.custom<string>({
    summary: 'Apply only the plan file with this checksum: the one that was reviewed.',
    helpValue: 'HEX',
    helpGroup: rules,
    parse: async (text) => requireSha256(text),
  })(),
  'max-age': Flags.custom<number>({
    summary: 'How old the plan may be, such as 24h, in place of apply.planMaxAge of the config.',
    helpValue: 'DURATION',
    helpGroup: rules,
    parse: async (text) => requireDuration(text),
  })(),
  'against-run': Flags.string({
    summary:
      'A newer plan or run of the event: warn where its P90 has moved; by default the plan that the config names.',
    helpValue: 'FILE',
    helpGroup: rules,
  }),
  due: Flags.boolean({summary: 'Send what is due now, and end with 0 where nothing is: for a job that runs each day.'}),
  'detailed-exitcode': Flags.boolean({
    summary: 'With --dry-run: end with 2 where changes are pending, 0 where none is.',
  }),
  emit: Flags.option({
    options: emitFormats,
    summary: 'Print the plan as code with its restore, for who owns the resources by code; AWS is not asked.',
    exclusive: ['dry-run', 'resume'],
  })(),
  resume: Flags.string({summary: 'Go on with an apply, rollback or restore that was cut.', helpValue: 'ID'}),
}

function listFlag(name: string, summary: string, helpValue: string) {
  return Flags.custom<string[]>({
    summary,
    helpValue,
    parse: async (text) => {
      const names = text.split(',').map((one) => one.trim())
      if (names.every((one) => one !== '')) return names
      throw new PlanError('usage', 'LIST_INVALID', `--${name} ${text} has an empty name in it`, {
        suggestions: [`--${name} web,orders-db`],
      })
    },
  })()
}

function requireReason(text: string): string {
  if (text.trim().length >= 3) return text.trim()
  throw new PlanError('usage', 'REASON_MISSING', '--during-freeze wants a reason in words: it stands in the journal', {
    suggestions: ["--during-freeze 'INC-812: checkout short of tasks'"],
  })
}

function requireSha256(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase()
  throw new PlanError('usage', 'SHA256_INVALID', `--expect-sha256 ${text} is not 64 hexadecimal digits`, {
    suggestions: ['sha256sum plan.json', 'it stands on the screen of apply --dry-run, too'],
  })
}

function requireDuration(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(m|h|d)$/.exec(text)
  const seconds = Number(found?.[1] ?? 0) * ({m: 60, h: 3600, d: 86_400}[found?.[2] ?? ''] ?? 0)
  if (seconds > 0) return seconds
  throw new PlanError('usage', 'DURATION_INVALID', `--max-age ${text} is not a duration above zero`, {
    suggestions: ['--max-age 24h', '--max-age 7d'],
  })
}
