import type {IamPolicy} from '../../documents/iam-policy.js'
import {metricNamespace} from '../../documents/readiness-metric.js'
import {type HclItem, type HclValue, hclLines, hclQuoted} from '../emit/hcl.js'
import {renderPolicyTerraform} from '../policy/render-policy.js'
import {schedulerCron} from './cron-words.js'
import {commented, dockerfile, type JobView, jobName} from './job-view.js'

export const it = (expression: string): HclValue => ({expression})
export const set = (attribute: string, value: HclValue): HclItem => ({attribute, value})
export const block = (name: string, body: readonly HclItem[], ...labels: string[]): HclItem => ({
  block: name,
  labels,
  body,
})
export const resource = (type: string, name: string, body: readonly HclItem[]): HclItem =>
  block('resource', body, type, name)

/** A variable; of type string, with a default where one is given. */
export function variable(name: string, description: string, given: {type?: string; value?: string} = {}): HclItem {
  const {type = 'string', value} = given
  return block(
    'variable',
    [set('description', description), set('type', it(type)), ...(value === undefined ? [] : [set('default', value)])],
    name,
  )
}

export type Statement = {
  actions: readonly string[]
  /** Expressions, such as `aws_sqs_queue.missed.arn`. */
  resources: readonly string[]
  conditions?: readonly Condition[]
}
export type Condition = {test: string; variable: string; values: readonly string[]}

function conditionBlock({test, variable, values}: Condition): HclItem {
  return block('condition', [set('test', test), set('variable', variable), set('values', it(`[${values.join(', ')}]`))])
}

/** A policy document from statements whose resources and values are expressions. */
export function policyDocument(name: string, statements: readonly Statement[]): HclItem {
  return block(
    'data',
    statements.map(({actions, resources, conditions = []}) =>
      block('statement', [
        set('actions', actions),
        set('resources', it(`[${resources.join(', ')}]`)),
        ...conditions.map(conditionBlock),
      ]),
    ),
    'aws_iam_policy_document',
    name,
  )
}

/** Who may take on a role. */
export function trustDocument(
  name: string,
  {
    action = 'sts:AssumeRole',
    type = 'Service',
    identifier,
    conditions,
  }: {action?: string; type?: string; identifier: string; conditions: readonly Condition[]},
): HclItem {
  return block(
    'data',
    [
      block('statement', [
        set('actions', [action]),
        block('principals', [set('type', type), set('identifiers', it(`[${identifier}]`))]),
        ...conditions.map(conditionBlock),
      ]),
    ],
    'aws_iam_policy_document',
    name,
  )
}

/** For this account's sake alone: without it another account's job could make the service take the role on. */
export const ownAccount: Condition = {
  test: 'StringEquals',
  variable: 'aws:SourceAccount',
  values: ['data.aws_caller_identity.current.account_id'],
}
export const whereWeAre: HclItem[] = [
  block('data', [], 'aws_caller_identity', 'current'),
  block('data', [], 'aws_partition', 'current'),
]

export function roleOf(name: string, own: string | null): HclItem[] {
  const items = [
    resource('aws_iam_role', name, [
      set('name_prefix', `${jobName}-`),
      set('assume_role_policy', it(`data.aws_iam_policy_document.${name}_trust.json`)),
    ]),
  ]
  if (own === null) return items
  return [
    ...items,
    resource('aws_iam_role_policy', name, [
      set('role', it(`aws_iam_role.${name}.id`)),
      set('policy', it(`data.aws_iam_policy_document.${own}.json`)),
    ]),
  ]
}

/** What report may do, as policies that are attached to a role. */
export function reportAttachments(policies: readonly IamPolicy[], role: string): HclItem[] {
  return policies.flatMap((_, i) => {
    const number = policies.length === 1 ? '' : `_${i + 1}`
    return [
      resource('aws_iam_policy', `report${number}`, [
        set('name_prefix', `${jobName}-`),
        set('policy', it(`data.aws_iam_policy_document.ecom_plan_report${number}.json`)),
      ]),
      resource('aws_iam_role_policy_attachment', `report${number}`, [
        set('role', it(`aws_iam_role.${role}.name`)),
        set('policy_arn', it(`aws_iam_policy.report${number}.arn`)),
      ]),
    ]
  })
}

/** The schedule and where a start goes that could not be made in an hour of trying. */
export function scheduleItems({schedule}: JobView, target: readonly HclItem[], arn: string): HclItem[] {
  return [
    resource('aws_sqs_queue', 'missed', [
      set('message_retention_seconds', 1_209_600),
      set('sqs_managed_sse_enabled', true),
    ]),
    resource('aws_scheduler_schedule', 'report', [
      set('name_prefix', `${jobName}-`),
      set('description', 'Whether a report is due is decided by report.cadence of the config'),
      set('schedule_expression', schedulerCron(schedule)),
      set('schedule_expression_timezone', schedule.timezone),
      block('flexible_time_window', [set('mode', 'OFF')]),
      block('target', [
        set('arn', it(arn)),
        set('role_arn', it('aws_iam_role.scheduler.arn')),
        ...target,
        block('retry_policy', [set('maximum_retry_attempts', 3), set('maximum_event_age_in_seconds', 3600)]),
        block('dead_letter_config', [set('arn', it('aws_sqs_queue.missed.arn'))]),
      ]),
    ]),
  ]
}

export const toMissed: Statement = {actions: ['sqs:SendMessage'], resources: ['aws_sqs_queue.missed.arn']}

export const logItems: HclItem[] = [
  resource('aws_cloudwatch_log_group', 'report', [set('name_prefix', `${jobName}-`), set('retention_in_days', 90)]),
]

/** The alarm that hears when no report is made: no value of the score is ever below zero, only missing. */
export function alarmItems({alarm}: JobView): HclItem[] {
  if (alarm === null) return []
  return [
    variable('alarm_topic', 'ARN of the SNS topic that hears when no report was made'),
    resource('aws_cloudwatch_metric_alarm', 'no_report', [
      set('alarm_name', `${jobName}-missing`),
      set('alarm_description', 'ecom-plan report has not run: look at the log of the job. Needs report.metrics: true.'),
      set('namespace', metricNamespace),
      set('metric_name', 'ReadinessScore'),
      set('statistic', 'Minimum'),
      set('period', alarm.periodS),
      set('evaluation_periods', alarm.periodCount),
      set('threshold', 0),
      set('comparison_operator', 'LessThanThreshold'),
      set('treat_missing_data', 'breaching'),
      set('alarm_actions', it('[var.alarm_topic]')),
      set('ok_actions', it('[var.alarm_topic]')),
      set('dimensions', it(`{ Service = ${hclQuoted(alarm.service)} }`)),
    ]),
  ]
}

export function terraformText(view: JobView, head: readonly string[], items: readonly HclItem[]): string {
  const policies = renderPolicyTerraform({purpose: 'report', policies: view.policies})
  const extra = view.withDockerfile ? commented('Dockerfile of the image:', ['', ...dockerfile(view)]) : []
  const parts = [
    head.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n'),
    hclLines(items).join('\n'),
    ...(policies === '' ? [] : [policies]),
    ...(extra.length === 0 ? [] : [extra.join('\n')]),
  ]
  return `${parts.join('\n\n')}\n`
}
