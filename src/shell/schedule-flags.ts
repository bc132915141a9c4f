import {Flags} from '@oclif/core'
import {PlanError} from '../errors.js'
import {scheduleFormats, scheduleTargets} from '../report/schedule/render-schedule.js'
import {configFlag} from './flags.js'
import {usualCron} from './print-schedule.js'

function checked(name: string, pattern: RegExp, example: string) {
  return async (text: string) => {
    if (pattern.test(text)) return text
    throw new PlanError('usage', 'FLAG_INVALID', `--${name} ${text} is none`, {suggestions: [`--${name} ${example}`]})
  }
}

/** The flags of schedule print. */
export const scheduleFlags = {
  config: configFlag,
  for: Flags.option({options: scheduleTargets, required: true, summary: 'What starts the job.'})(),
  cron: Flags.string({
    summary: 'When it starts: minute hour day month weekday, on the wall clock of --tz.',
    default: usualCron,
    helpValue: 'EXPR',
  }),
  tz: Flags.string({
    summary: "The zone of --cron; by default the config's timezone, else UTC.",
    env: 'ECOM_PLAN_TZ',
    helpValue: 'ZONE',
  }),
  image: Flags.string({
    summary: "With eventbridge-ecs: the image to run; by default ecom-plan in the config's own account of ECR.",
    helpValue: 'IMAGE',
    parse: checked('image', /^[a-z0-9][\w./:@-]*$/i, '123456789012.dkr.ecr.us-east-1.amazonaws.com/ecom-plan:1'),
  }),
  format: Flags.option({
    options: scheduleFormats,
    summary: 'Of AWS: the language of the template. Of a pipeline: print its role in place of its file.',
  })(),
  repository: Flags.string({
    summary: 'With --format for a pipeline: the repository that may take on the role.',
    helpValue: 'OWNER/NAME',
    parse: checked('repository', /^[\w.-]+(\/[\w.-]+)+$/, 'acme/shop'),
  }),
  with: Flags.option({
    options: ['alarm', 'dockerfile'] as const,
    multiple: true,
    multipleNonGreedy: true,
    summary: 'Also print the alarm that hears when no report was made, or the Dockerfile of the image. Repeatable.',
  })(),
}
