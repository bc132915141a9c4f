import {Flags} from '@oclif/core'
import type {Tag} from '../core/discover/discovery.js'
import type {NamedTier} from '../core/discover/name-tiers.js'
import {positiveDurationSchema, shareSchema} from '../documents/quantity.js'
import {PlanError} from '../errors.js'
import type {Check, Checks} from './ask-answers.js'
import {awsFlags} from './aws-flags.js'

/** What may be answered with a flag or at a question, checked alike. */
export const answerChecks: Checks = {
  timezone: (text) => {
    try {
      new Intl.DateTimeFormat('en', {timeZone: text})
      return true
    } catch {
      return `${text} is not an IANA time zone such as America/New_York`
    }
  },
  p95ResponseTime: (text) =>
    positiveDurationSchema.safeParse(text).success || `${text} is not a duration such as 400ms or 1.5s`,
  errorRatio: (text) => isShare(text) || `${text} is not a share such as 0.1%`,
}

const isShare = (text: string) => text.endsWith('%') && shareSchema.safeParse(text).success

function checkedFlag(name: string, summary: string, helpValue: string, example: string, check: Check) {
  return Flags.custom<string>({
    summary,
    helpValue,
    parse: async (text) => {
      const finding = check(text)
      if (finding === true) return text
      throw new PlanError('usage', 'ANSWER_INVALID', `--${name}: ${finding}`, {
        suggestions: [`--${name} ${example}`],
      })
    },
  })()
}

export const initFlags = {
  yes: Flags.boolean({char: 'y', summary: 'Write the file without asking, with defaults for what no flag says.'}),
  'no-input': Flags.boolean({summary: 'Ask nothing, also on a terminal.', env: 'ECOM_PLAN_NO_INPUT'}),
  'from-snapshot': Flags.string({summary: 'Read the estate from a snapshot file in place of AWS.', helpValue: 'FILE'}),
  tag: Flags.custom<Tag>({
    summary: 'The tag that the parts of this shop carry, where an account has several.',
    helpValue: 'KEY=VALUE',
    parse: async (text) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
      if (key !== undefined && value !== undefined) return {key, value}
      throw new PlanError('usage', 'TAG_INVALID', `--tag ${text} is not a key and a value`, {
        suggestions: ['--tag app=shop'],
      })
    },
  })(),
  'load-balancer': Flags.string({summary: 'The load balancer that carries the shop.', helpValue: 'NAME'}),
  distribution: Flags.string({summary: 'The CloudFront distribution in front of it.', helpValue: 'ID'}),
  tier: Flags.custom<NamedTier>({
    summary: 'Add a tier, or rename one: a group, cluster/service, database or ARN. Repeatable.',
    helpValue: 'NAME=RESOURCE',
    multiple: true,
    multipleNonGreedy: true,
    parse: async (text) => {
      const [, name, resource] = /^([^=]+)=(.+)$/s.exec(text) ?? []
      if (name !== undefined && resource !== undefined) return {name, resource}
      throw new PlanError('usage', 'TIER_INVALID', `--tier ${text} is not a name and a resource`, {
        suggestions: ['--tier web=shop-web', '--tier checkout=shop/checkout'],
      })
    },
  })(),
  event: Flags.string({
    char: 'e',
    summary: 'An event of the retail calendar; by default Black Friday and Cyber Monday. Repeatable.',
    helpValue: 'ID',
    multiple: true,
    multipleNonGreedy: true,
  }),
  service: Flags.string({summary: 'What the shop is called; by default its load balancer.', helpValue: 'NAME'}),
  timezone: checkedFlag(
    'timezone',
    'The time zone of the shop; UTC when not told.',
    'ZONE',
    'America/New_York',
    answerChecks.timezone,
  ),
  p95: checkedFlag(
    'p95',
    'What 95 of 100 requests must keep; 400ms when not told.',
    'DURATION',
    '400ms',
    answerChecks.p95ResponseTime,
  ),
  'error-ratio': checkedFlag(
    'error-ratio',
    'The share of requests that may fail; 0.1% when not told.',
    'SHARE',
    '0.1%',
    answerChecks.errorRatio,
  ),
  'requests-per-session': Flags.integer({summary: 'Requests that a visitor makes, for users at the peak.', min: 1}),
  'session-duration': checkedFlag(
    'session-duration',
    'How long a visitor stays.',
    'DURATION',
    '6m',
    answerChecks.p95ResponseTime,
  ),
  conversion: checkedFlag('conversion', 'The share of sessions that order.', 'SHARE', '2.4%', answerChecks.errorRatio),
  out: Flags.string({summary: 'The file to write.', default: 'ecom-plan.yaml', helpValue: 'FILE'}),
  force: Flags.boolean({summary: 'Write over a file that is there.'}),
  profile: Flags.string({summary: 'The AWS profile to read with; it is written into the file.', helpValue: 'NAME'}),
  'endpoint-url': awsFlags['endpoint-url'],
  region: Flags.string({summary: 'The Region; by default the one of the environment or profile.', helpValue: 'NAME'}),
}
