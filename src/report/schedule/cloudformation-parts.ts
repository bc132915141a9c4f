import {metricNamespace} from '../../documents/readiness-metric.js'
import {yamlLines} from '../emit/yaml-lines.js'
import {schedulerCron} from './cron-words.js'
import {type AlarmView, commented, dockerfile, type JobView, jobName} from './job-view.js'

/** Parts of a template in CloudFormation's own spelling. */
export type Template = {
  Parameters: Record<string, object>
  Resources: Record<string, object>
}

export const sub = (text: string) => ({'Fn::Sub': text})
export const ref = (name: string) => ({Ref: name})
export const arnOf = (name: string) => ({'Fn::GetAtt': [name, 'Arn']})

export type Statement = {
  Effect: 'Allow'
  Action: string | readonly string[]
  Resource: unknown
  Condition?: object
}

/**
 * A role that one service of AWS takes on, for this account's sake alone: without the condition another account's job
 * could make the service take it on.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function serviceRole(service: string, statements: readonly Statement[]): object {
  return role(
    {
      Effect: 'Allow',
      Principal: {Service: service},
      Action: 'sts:AssumeRole',
      Condition: {StringEquals: {'aws:SourceAccount': ref('AWS::AccountId')}},
    },
    statements,
  )
}

export function role(trust: object, statements: readonly Statement[]): object {
  const own = {PolicyName: jobName, PolicyDocument: {Version: '2012-10-17', Statement: statements}}
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [trust]},
      ...(statements.length === 0 ? {} : {Policies: [own]}),
    },
  }
}

/** What report may do, as policies that belong to a role. */
export function reportPolicies({policies}: JobView, roleName: string): Template['Resources'] {
  return Object.fromEntries(
    policies.map((PolicyDocument, i) => [
      `ReportPolicy${policies.length === 1 ? '' : i + 1}`,
      {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {Description: 'What ecom-plan report calls', PolicyDocument, Roles: [ref(roleName)]},
      },
    ]),
  )
}

export const logGroup = {
  Type: 'AWS::Logs::LogGroup',
  DeletionPolicy: 'Delete',
  UpdateReplacePolicy: 'Delete',
  Properties: {RetentionInDays: 90},
}

/** Where a start goes that could not be made in an hour of trying. */
export const deadLetters = {
  Type: 'AWS::SQS::Queue',
  DeletionPolicy: 'Delete',
  UpdateReplacePolicy: 'Delete',
  Properties: {MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true},
}

export const toDeadLetters: Statement = {Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf('MissedStarts')}

/** The schedule of a target; its zone is the service's business, summer time included. */
export function scheduleOf({schedule}: JobView, target: object): object {
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Description: 'Runs ecom-plan report; whether one is due is decided by report.cadence of the config',
      ScheduleExpression: schedulerCron(schedule),
      ScheduleExpressionTimezone: schedule.timezone,
      FlexibleTimeWindow: {Mode: 'OFF'},
      Target: {
        ...target,
        RoleArn: arnOf('SchedulerRole'),
        RetryPolicy: {MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600},
        DeadLetterConfig: {Arn: arnOf('MissedStarts')},
      },
    },
  }
}

/** The alarm that hears when no report is made: no value of the score is ever below zero, only missing. */
export function alarmPart(alarm: AlarmView | null): Template {
  if (alarm === null) return {Parameters: {}, Resources: {}}
  return {
    Parameters: {AlarmTopic: {Type: 'String', Description: 'ARN of the SNS topic that hears when no report was made'}},
    Resources: {
      NoReport: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmDescription: 'ecom-plan report has not run: look at the log of the job. Needs report.metrics: true.',
          Namespace: metricNamespace,
          MetricName: 'ReadinessScore',
          Dimensions: [{Name: 'Service', Value: alarm.service}],
          Statistic: 'Minimum',
          Period: alarm.periodS,
          EvaluationPeriods: alarm.periodCount,
          Threshold: 0,
          ComparisonOperator: 'LessThanThreshold',
          TreatMissingData: 'breaching',
          AlarmActions: [ref('AlarmTopic')],
          OKActions: [ref('AlarmTopic')],
        },
      },
    },
  }
}

/** What deploying needs beside the rest. */
export const alarmParameter = ({alarm}: JobView): string => (alarm === null ? '' : ' AlarmTopic=TOPIC_ARN')

/** A template as YAML, with a heading. `blocks` are texts that stand as they are, by the mark that stands for them. */
export function templateText({
  view,
  head,
  description,
  parts,
  blocks = {},
}: {
  view: JobView
  head: readonly string[]
  description: string
  parts: readonly Template[]
  blocks?: Readonly<Record<string, readonly string[]>>
}): string {
  const Parameters = Object.assign({}, ...parts.map((part) => part.Parameters))
  const lines = yamlLines({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    ...(Object.keys(Parameters).length === 0 ? {} : {Parameters}),
    Resources: Object.assign({}, ...parts.map((part) => part.Resources)),
  }).flatMap((line) => withBlock(line, blocks))
  const extra = view.withDockerfile ? commented('Dockerfile of the image:', ['', ...dockerfile(view)]) : []
  const heading = head.map((line) => (line === '' ? '#' : `# ${line}`))
  return `${[...heading, ...lines, ...extra].join('\n')}\n`
}

/** A line whose value is a mark, as a block of literal text below it. */
function withBlock(line: string, blocks: Readonly<Record<string, readonly string[]>>): string[] {
  const [, indent = '', key = '', mark = ''] = /^( *)(\w+): "(@\w+@)"$/.exec(line) ?? []
  const block = blocks[mark]
  return block === undefined ? [line] : [`${indent}${key}: |`, ...block.map((one) => `${indent}  ${one}`)]
}
