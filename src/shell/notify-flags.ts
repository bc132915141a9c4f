import {Flags} from '@oclif/core'
import type {NotifyKind} from '../documents/config-notify.js'
import {PlanError} from '../errors.js'

const kinds = ['slack', 'sns', 'webhook', 'github-issue'] as const satisfies readonly NotifyKind[]

function parseKinds(text: string): NotifyKind[] {
  return text.split(',').map((part) => {
    const kind = kinds.find((one) => one === part.trim())
    if (kind !== undefined) return kind
    throw new PlanError(
      'usage',
      'NOTIFY_KIND_UNKNOWN',
      `--notify ${text}: ${part.trim() || 'nothing'} is no kind of target`,
      {
        suggestions: [`use some of ${kinds.join(', ')}`],
      },
    )
  })
}

/** The flags of report that say who hears of it. */
export const notifyFlags = {
  notify: Flags.custom<NotifyKind[]>({
    summary: `Tell only these kinds of the targets under notify in the config: ${kinds.join(', ')}.`,
    helpValue: 'slack,sns',
    helpGroup: 'NOTIFY',
    exclusive: ['no-notify'],
    parse: async (text) => parseKinds(text),
  })(),
  'no-notify': Flags.boolean({summary: 'Tell nobody, and put no metrics.', helpGroup: 'NOTIFY'}),
  'notify-test': Flags.boolean({
    summary: 'Send a message marked as a test to every target of the config, and make no report.',
    helpGroup: 'NOTIFY',
    exclusive: ['no-notify'],
  }),
  'require-notify': Flags.boolean({
    summary: 'End with exit code 8 where somebody could not be told; else that is a warning.',
    helpGroup: 'NOTIFY',
  }),
  'github-summary': Flags.boolean({
    summary: 'In GitHub Actions: add the report to the summary of the step, and set its outputs verdict and score.',
    helpGroup: 'NOTIFY',
  }),
}

/** The values of notifyFlags as oclif parses them. */
export type NotifyFlagValues = {
  notify?: NotifyKind[] | undefined
  'no-notify'?: boolean
  'notify-test'?: boolean
  'require-notify'?: boolean
  'github-summary'?: boolean
}
