import type {HclItem} from '../emit/hcl.js'
import {hclQuoted} from '../emit/hcl.js'
import {buildspec} from './buildspec.js'
import {ecrRepository, type JobView, jobArguments, jobName} from './job-view.js'
import {
  alarmItems,
  block,
  it,
  logItems,
  ownAccount,
  policyDocument,
  reportAttachments,
  resource,
  roleOf,
  type Statement,
  scheduleItems,
  set,
  terraformText,
  toMissed,
  trustDocument,
  variable,
  whereWeAre,
} from './terraform-parts.js'

const logWrites: Statement = {
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [`"\${aws_cloudwatch_log_group.report.arn}:*"`],
}

/** Terraform that runs the report as a task of Fargate, started by EventBridge Scheduler. */
export function renderEcsTerraform(view: JobView): string {
  const trust = (name: string) =>
    trustDocument(`${name}_trust`, {identifier: '"ecs-tasks.amazonaws.com"', conditions: [ownAccount]})
  return terraformText(
    view,
    [
      'The scheduled report of ecom-plan: EventBridge Scheduler starts a task of ECS on Fargate.',
      'Build the image first: ecom-plan schedule print --for eventbridge-ecs --with dockerfile shows how.',
      'The task needs a way out to AWS and to whom it tells: a NAT gateway, endpoints, or a public address.',
    ],
    [
      variable('image', 'Image with ecom-plan and the config', {value: view.image}),
      variable('subnets', 'Subnets of the task', {type: 'list(string)'}),
      variable('security_groups', 'Security groups of the task', {type: 'list(string)'}),
      ...whereWeAre,
      block('data', [], 'aws_region', 'current'),
      trust('task'),
      ...roleOf('task', null),
      ...reportAttachments(view.policies, 'task'),
      trust('execution'),
      policyDocument('execution', [logWrites, ...imageStatements(view)]),
      ...roleOf('execution', 'execution'),
      trustDocument('scheduler_trust', {identifier: '"scheduler.amazonaws.com"', conditions: [ownAccount]}),
      policyDocument('scheduler', [
        {
          actions: ['ecs:RunTask'],
          resources: ['aws_ecs_task_definition.report.arn'],
          conditions: [{test: 'ArnEquals', variable: 'ecs:cluster', values: ['aws_ecs_cluster.report.arn']}],
        },
        {
          actions: ['iam:PassRole'],
          resources: ['aws_iam_role.task.arn', 'aws_iam_role.execution.arn'],
          conditions: [{test: 'StringEquals', variable: 'iam:PassedToService', values: ['"ecs-tasks.amazonaws.com"']}],
        },
        toMissed,
      ]),
      ...roleOf('scheduler', 'scheduler'),
      ...logItems,
      resource('aws_ecs_cluster', 'report', [set('name', jobName)]),
      taskDefinition,
      ...scheduleItems(view, [ecsTarget], 'aws_ecs_cluster.report.arn'),
      ...alarmItems(view),
    ],
  )
}

function imageStatements({image}: JobView): Statement[] {
  const found = ecrRepository(image)
  if (found === null) return []
  const {account, region, name} = found
  return [
    {actions: ['ecr:GetAuthorizationToken'], resources: ['"*"']},
    {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [`"arn:\${data.aws_partition.current.partition}:ecr:${region}:${account}:repository/${name}"`],
    },
  ]
}

const taskDefinition: HclItem = resource('aws_ecs_task_definition', 'report', [
  set('family', jobName),
  set('requires_compatibilities', ['FARGATE']),
  set('network_mode', 'awsvpc'),
  set('cpu', '1024'),
  set('memory', '2048'),
  set('task_role_arn', it('aws_iam_role.task.arn')),
  set('execution_role_arn', it('aws_iam_role.execution.arn')),
  set(
    'container_definitions',
    it(
      [
        'jsonencode([{',
        '    name      = "report"',
        '    image     = var.image',
        `    command   = [${jobArguments.map(hclQuoted).join(', ')}]`,
        '    essential = true',
        '    logConfiguration = {',
        '      logDriver = "awslogs"',
        '      options = {',
        '        "awslogs-group"         = aws_cloudwatch_log_group.report.name',
        '        "awslogs-region"        = data.aws_region.current.name',
        '        "awslogs-stream-prefix" = "report"',
        '      }',
        '    }',
        '  }])',
      ].join('\n'),
    ),
  ),
])

const ecsTarget: HclItem = block('ecs_parameters', [
  set('task_definition_arn', it('aws_ecs_task_definition.report.arn')),
  set('launch_type', 'FARGATE'),
  set('task_count', 1),
  block('network_configuration', [
    set('subnets', it('var.subnets')),
    set('security_groups', it('var.security_groups')),
    set('assign_public_ip', false),
  ]),
])

/** Terraform that runs the report as a build of CodeBuild, started by EventBridge Scheduler. */
export function renderCodeBuildTerraform(view: JobView): string {
  const bucketArn = `"arn:\${data.aws_partition.current.partition}:s3:::\${var.bucket}"`
  const objects = (prefix: string) => `${bucketArn.slice(0, -1)}/\${var.${prefix}}*"`
  return terraformText(
    view,
    [
      'The scheduled report of ecom-plan: EventBridge Scheduler starts a build of CodeBuild. No image is needed.',
      'Put the config, and the files that it names, into the bucket first:',
      '  aws s3 cp ecom-plan.yaml s3://BUCKET/ecom-plan/config/ecom-plan.yaml',
    ],
    [
      variable('bucket', 'Bucket of the config and of the pages'),
      variable('config_prefix', 'Where the config lies in the bucket', {value: 'ecom-plan/config/'}),
      variable('page_prefix', 'Where the pages go', {value: 'ecom-plan/pages/'}),
      ...whereWeAre,
      trustDocument('build_trust', {identifier: '"codebuild.amazonaws.com"', conditions: [ownAccount]}),
      policyDocument('build', [
        logWrites,
        {
          actions: ['s3:ListBucket'],
          resources: [bucketArn],
          conditions: [{test: 'StringLike', variable: 's3:prefix', values: [`"\${var.config_prefix}*"`]}],
        },
        {actions: ['s3:GetObject'], resources: [objects('config_prefix')]},
        {actions: ['s3:PutObject'], resources: [objects('page_prefix')]},
      ]),
      ...roleOf('build', 'build'),
      ...reportAttachments(view.policies, 'build'),
      trustDocument('scheduler_trust', {identifier: '"scheduler.amazonaws.com"', conditions: [ownAccount]}),
      policyDocument('scheduler', [
        {actions: ['codebuild:StartBuild'], resources: ['aws_codebuild_project.report.arn']},
        toMissed,
      ]),
      ...roleOf('scheduler', 'scheduler'),
      ...logItems,
      project(view),
      ...scheduleItems(view, [], 'aws_codebuild_project.report.arn'),
      ...alarmItems(view),
    ],
  )
}

function project(view: JobView): HclItem {
  const named = (name: string, value: string) =>
    block('environment_variable', [set('name', name), set('value', it(`var.${value}`))])
  return resource('aws_codebuild_project', 'report', [
    set('name', jobName),
    set('service_role', it('aws_iam_role.build.arn')),
    set('build_timeout', 20),
    set('queued_timeout', 60),
    set('concurrent_build_limit', 1),
    block('artifacts', [set('type', 'NO_ARTIFACTS')]),
    block('source', [set('type', 'NO_SOURCE'), set('buildspec', buildspec(view).join('\n'))]),
    block('environment', [
      set('type', 'LINUX_CONTAINER'),
      set('compute_type', 'BUILD_GENERAL1_SMALL'),
      set('image', 'aws/codebuild/amazonlinux-x86_64-standard:5.0'),
      named('BUCKET', 'bucket'),
      named('CONFIG_PREFIX', 'config_prefix'),
      named('PAGE_PREFIX', 'page_prefix'),
    ]),
    block('logs_config', [block('cloudwatch_logs', [set('group_name', it('aws_cloudwatch_log_group.report.name'))])]),
  ])
}
