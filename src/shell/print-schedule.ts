import {dimensionValue} from '../core/notify/readiness-metrics.js'
import {isOnTheHour, readSchedule, utcSchedule} from '../core/schedule/read-schedule.js'
import type {Config} from '../documents/config.js'
import {PlanError} from '../errors.js'
import type {JobView} from '../report/schedule/job-view.js'
import {renderSchedule, type ScheduleFormat, type ScheduleTarget} from '../report/schedule/render-schedule.js'
import type {Warning} from './base-command.js'
import {optionalConfig} from './optional-config.js'
import {policiesFor} from './print-policy.js'

/** Every hour, off the full one, when every other job of the world starts. */
export const usualCron = '23 * * * *'

export type ScheduleAsked = {
  target: ScheduleTarget
  format: ScheduleFormat | undefined
  cron: string
  timezone: string | undefined
  image: string | undefined
  repository: string | undefined
  extras: readonly ('alarm' | 'dockerfile')[]
  configPath: string | undefined
  version: string
  /** Now: summer time is looked at from here on for a year. */
  at: string
  onWarning: (warning: Warning) => void
}

export type PrintedSchedule = {
  target: ScheduleTarget
  format: ScheduleFormat | null
  cron: string
  timezone: string
  text: string
}

/**
 * The file that runs the report from a target, made for the nearest config. Nothing is installed. Throws CRON_INVALID,
 * FORMAT_UNFIT, REPOSITORY_MISSING and IMAGE_MISSING, and what reading a config throws.
 */
export async function scheduleFor(asked: ScheduleAsked): Promise<PrintedSchedule> {
  const {target, onWarning} = asked
  const format = formatOf(asked)
  const found = await optionalConfig(asked.configPath)
  const config = found?.config ?? null
  const timezone = asked.timezone ?? config?.timezone ?? 'UTC'
  checkZone(timezone)
  const schedule = readSchedule(asked.cron, timezone)
  const {policies} = await policiesFor({
    purpose: 'report',
    configPath: asked.configPath,
    scope: undefined,
    account: undefined,
    withManual: false,
    onWarning: (warning) => {
      if (target !== 'cron' && warning.code !== 'POLICY_SPLIT') onWarning(warning)
    },
  })
  const view: JobView = {
    version: asked.version,
    service: config?.service ?? 'SERVICE',
    account: config?.aws.account ?? '123456789012',
    region: config?.aws.region ?? 'us-east-1',
    schedule,
    utc: utcSchedule(schedule, asked.at),
    policies,
    image: imageOf(asked, config),
    repository: asked.repository ?? null,
    alarm: asked.extras.includes('alarm')
      ? {
          service: dimensionValue(config?.service ?? 'SERVICE'),
          ...(schedule.hours === null ? {periodS: 3600, periodCount: 6} : {periodS: 86_400, periodCount: 2}),
        }
      : null,
    withDockerfile: asked.extras.includes('dockerfile'),
  }
  for (const warning of warningsOf(asked, config, view)) onWarning(warning)
  const places = {
    node: process.execPath,
    script: process.argv[1] ?? 'ecom-plan',
    folder: found?.folder ?? process.cwd(),
    machineZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  return {target, format, cron: asked.cron, timezone, text: renderSchedule({target, format, view, places})}
}

/** Node takes offsets for zones as well, and the schedulers do not. */
function checkZone(timezone: string): void {
  const isZone = (): boolean => {
    try {
      return new Intl.DateTimeFormat('en', {timeZone: timezone}) !== null
    } catch {
      return false
    }
  }
  if (/^[A-Za-z]/.test(timezone) && isZone()) return
  throw new PlanError('usage', 'ZONE_INVALID', `--tz ${timezone} is not an IANA time zone`, {
    suggestions: ['--tz America/New_York'],
  })
}

function formatOf({target, format, repository}: ScheduleAsked): ScheduleFormat | null {
  if (target === 'eventbridge-ecs' || target === 'codebuild') return format ?? 'cloudformation'
  if (format === undefined) return null
  if (target === 'cron') {
    throw new PlanError('usage', 'FORMAT_UNFIT', `--format ${format}: a line of cron is no template`, {
      suggestions: [
        'ecom-plan schedule print --for cron',
        `ecom-plan iam print --for report --format ${format === 'terraform' ? 'terraform' : 'json'}`,
      ],
    })
  }
  if (repository !== undefined) return format
  throw new PlanError(
    'usage',
    'REPOSITORY_MISSING',
    `--format ${format} prints the role of the pipeline of one repository, and none was named`,
    {
      suggestions: [`ecom-plan schedule print --for ${target} --format ${format} --repository OWNER/NAME`],
    },
  )
}

function imageOf({target, image, version}: ScheduleAsked, config: Config | null): string {
  if (image !== undefined || target !== 'eventbridge-ecs') return image ?? ''
  if (config !== null) return `${config.aws.account}.dkr.ecr.${config.aws.region}.amazonaws.com/ecom-plan:${version}`
  throw new PlanError(
    'usage',
    'IMAGE_MISSING',
    'there is no config to take account and Region of the image from, and no --image',
    {
      suggestions: ['--image 123456789012.dkr.ecr.us-east-1.amazonaws.com/ecom-plan:latest'],
    },
  )
}

/** What a job would stumble over that has no disk and no profile of its own. */
function warningsOf({target, extras}: ScheduleAsked, config: Config | null, {schedule}: JobView): Warning[] {
  const warnings: Warning[] = []
  const warn = (code: string, message: string) => warnings.push({code, message})
  if (isOnTheHour(schedule))
    warn('ON_THE_HOUR', 'the job starts on the full hour, when schedulers are busiest: take another minute, such as 23')
  if (extras.includes('dockerfile') && target !== 'eventbridge-ecs')
    warn('NOT_NEEDED', `--with dockerfile: ${target} needs no image of its own`)
  if (config === null) return warnings
  if (extras.includes('alarm') && !config.report.metrics) {
    warn('METRICS_OFF', 'the alarm hears nothing but silence until the config has report.metrics: true')
  }
  if (target === 'cron') return warnings
  const isLocal = (place: string) => !/^s3:\/\//i.test(place)
  if (isLocal(config.report.store)) {
    warn(
      'STORE_LOCAL',
      `report.store is the folder ${config.report.store}, which is gone when the job ends: every start would make a report. Set report.store: s3://bucket/prefix`,
    )
  }
  if (config.aws.profile !== undefined) {
    warn(
      'PROFILE_IN_CONFIG',
      `aws.profile names ${config.aws.profile}, which the job does not have: leave it to AWS_PROFILE of people`,
    )
  }
  return warnings
}
