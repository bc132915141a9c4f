import type {AlarmDrafts, AlarmMetric, DraftAlarm} from '../../documents/alarm-drafts.js'
import {plainText} from '../plain-text.js'
import {type HclItem, hclLines, hclQuoted} from './hcl.js'
import {yamlLines} from './yaml-lines.js'

/** Of so many minutes the alarm's own count must breach. */
const windowCount = 5

/** The languages that `checklist alarms --emit` writes. */
export const alarmFormats = ['cloudformation', 'terraform'] as const
export type AlarmFormat = (typeof alarmFormats)[number]

/** The missing alarms as code that somebody adds to their own: nothing is made by printing it. Text is escaped for its language. */
export function renderAlarms(drafts: AlarmDrafts, format: AlarmFormat): string {
  return format === 'terraform' ? renderTerraformAlarms(drafts) : renderCloudFormationAlarms(drafts)
}

function headNotes({service, account, region, eventName, planId, ...drafts}: AlarmDrafts): string[] {
  const {alarms, untold, areAlarmsRead} = drafts
  const which = areAlarmsRead ? 'lacks' : 'needs (which of them there are was not read)'
  return [
    `${alarms.length} alarms that ${service} ${which}, for ${eventName} (plan ${planId}).`,
    `For account ${account} in ${region}. ecom-plan makes none of them.`,
    'They tell the SNS topic that you give; thresholds come from the limits that the plan is sized by.',
    ...untold.map(({tier, resource, need, why}) => `Not drafted: ${need} of ${tier} (${resource}): ${why}.`),
  ].map((line) => `# ${plainText(line)}`)
}

/** The alarms as a template of CloudFormation for a stack of its own. */
function renderCloudFormationAlarms(drafts: AlarmDrafts): string {
  const taken = new Set<string>()
  const resources = drafts.alarms.map((alarm) => {
    const notes = noteOf(alarm)
    const id = unused(
      `${alarm.tier}-${alarm.need}`.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, __, first: string) =>
        first.toUpperCase(),
      ),
      taken,
    )
    return [`# ${notes}`, ...yamlLines({[id]: {Type: 'AWS::CloudWatch::Alarm', Properties: propertiesOf(alarm)}})]
  })
  const head = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: plainText(`Alarms of ${drafts.service} for ${drafts.eventName}`).slice(0, 500),
    Parameters: {AlarmTopic: {Type: 'String', Description: 'ARN of the SNS topic that hears of them'}},
  }
  // A template without a resource is none.
  const body =
    resources.length === 0
      ? ['# Nothing is missing.']
      : [...yamlLines(head), '', 'Resources:', ...resources.flatMap((lines) => lines.map((line) => `  ${line}`))]
  return `${[...headNotes(drafts), '', ...body].join('\n')}\n`
}

function propertiesOf(alarm: DraftAlarm): Record<string, unknown> {
  const {queries, expression} = alarm
  const [first] = queries
  const single =
    first === undefined ? {} : {...metricProperties(first.metric), Statistic: first.statistic, Period: alarm.periodS}
  const several = {
    Metrics: [
      ...queries.map(({id, metric, statistic}) => ({
        Id: id,
        MetricStat: {Metric: metricProperties(metric), Stat: statistic, Period: alarm.periodS},
        ReturnData: false,
      })),
      {Id: 'e1', Expression: expression, Label: plainText(alarm.name)},
    ],
  }
  return {
    AlarmName: alarm.name,
    AlarmDescription: noteOf(alarm),
    ...(expression === null ? single : several),
    ComparisonOperator: alarm.comparison,
    Threshold: Number(alarm.threshold),
    EvaluationPeriods: windowCount,
    DatapointsToAlarm: alarm.periodCount,
    TreatMissingData: alarm.missingData,
    AlarmActions: [{Ref: 'AlarmTopic'}],
  }
}

function metricProperties({namespace, name, dimensions}: AlarmMetric): Record<string, unknown> {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({Name, Value})),
  }
}

/** The alarms as Terraform, formatted as `terraform fmt` does. */
function renderTerraformAlarms(drafts: AlarmDrafts): string {
  const taken = new Set<string>()
  const topic: HclItem = {
    block: 'variable',
    labels: ['alarm_topic_arn'],
    body: [
      {attribute: 'description', value: 'ARN of the SNS topic that hears of them.'},
      {attribute: 'type', value: {expression: 'string'}},
    ],
  }
  const blocks = drafts.alarms.map((alarm): HclItem[] => [
    {comment: noteOf(alarm)},
    {
      block: 'resource',
      labels: [
        'aws_cloudwatch_metric_alarm',
        unused(`ecom_plan_${alarm.tier}_${alarm.need}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'), taken),
      ],
      body: bodyOf(alarm),
    },
  ])
  const parts =
    drafts.alarms.length === 0
      ? [['# Nothing is missing.']]
      : [hclLines([topic]), ...blocks.map((items) => hclLines(items))]
  return `${[headNotes(drafts), ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function bodyOf(alarm: DraftAlarm): HclItem[] {
  const {queries, expression} = alarm
  const [first] = queries
  const shared: HclItem[] = [
    {attribute: 'alarm_name', value: alarm.name},
    {attribute: 'alarm_description', value: noteOf(alarm)},
    {attribute: 'comparison_operator', value: alarm.comparison},
    {attribute: 'threshold', value: Number(alarm.threshold)},
    {attribute: 'evaluation_periods', value: windowCount},
    {attribute: 'datapoints_to_alarm', value: alarm.periodCount},
    {attribute: 'treat_missing_data', value: alarm.missingData},
    {attribute: 'alarm_actions', value: {expression: '[var.alarm_topic_arn]'}},
  ]
  if (first !== undefined && expression === null) {
    const {namespace, name, dimensions} = first.metric
    return [
      ...shared,
      {attribute: 'namespace', value: namespace},
      {attribute: 'metric_name', value: name},
      {attribute: 'statistic', value: first.statistic},
      {attribute: 'period', value: alarm.periodS},
      {attribute: 'dimensions', value: {expression: mapOf(dimensions)}},
    ]
  }
  return [
    ...shared,
    ...queries.map(
      ({id, metric, statistic}): HclItem => ({
        block: 'metric_query',
        body: [
          {attribute: 'id', value: id},
          {attribute: 'return_data', value: false},
          {
            block: 'metric',
            body: [
              {attribute: 'namespace', value: metric.namespace},
              {attribute: 'metric_name', value: metric.name},
              {attribute: 'stat', value: statistic},
              {attribute: 'period', value: alarm.periodS},
              {attribute: 'dimensions', value: {expression: mapOf(metric.dimensions)}},
            ],
          },
        ],
      }),
    ),
    {
      block: 'metric_query',
      body: [
        {attribute: 'id', value: 'e1'},
        {attribute: 'expression', value: expression ?? ''},
        {attribute: 'label', value: alarm.name},
        {attribute: 'return_data', value: true},
      ],
    },
  ]
}

/** `{ LoadBalancer = "app/shop/1" }`: names of dimensions are AWS's own and stand bare. */
function mapOf(dimensions: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(dimensions)
    .map(([name, value]) => `${name} = ${hclQuoted(value)}`)
    .join(', ')} }`
}

const noteOf = ({because, resource}: DraftAlarm) => plainText(`${resource}: ${because}`)

function unused(name: string, taken: Set<string>): string {
  let free = name
  for (let i = 2; taken.has(free); i++) free = `${name}${i}`
  taken.add(free)
  return free
}
