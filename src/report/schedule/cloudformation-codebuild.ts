import {buildspec} from './buildspec.js'
import {
  alarmParameter,
  alarmPart,
  arnOf,
  deadLetters,
  logGroup,
  ref,
  reportPolicies,
  scheduleOf,
  serviceRole,
  sub,
  type Template,
  templateText,
  toDeadLetters,
} from './cloudformation-parts.js'
import type {JobView} from './job-view.js'

/** A CloudFormation template that runs the report as a build of CodeBuild, started by EventBridge Scheduler. */
export function renderCodeBuildCloudFormation(view: JobView): string {
  return templateText({
    view,
    head: [
      'The scheduled report of ecom-plan: EventBridge Scheduler starts a build of CodeBuild. No image is needed.',
      'Put the config, and the files that it names, into a bucket first:',
      '  aws s3 cp ecom-plan.yaml s3://BUCKET/ecom-plan/config/ecom-plan.yaml',
      '  aws cloudformation deploy --stack-name ecom-plan-report --template-file FILE --capabilities CAPABILITY_IAM \\',
      `    --parameter-overrides Bucket=BUCKET${alarmParameter(view)}`,
    ],
    description: 'ecom-plan report, scheduled',
    parts: [parameters, {Parameters: {}, Resources: resources(view)}, alarmPart(view.alarm)],
    blocks: {'@buildspec@': buildspec(view)},
  })
}

const prefix = {Type: 'String', AllowedPattern: '[A-Za-z0-9._/-]+/'}
const parameters: Template = {
  Parameters: {
    Bucket: {Type: 'String', Description: 'Bucket of the config and of the pages'},
    ConfigPrefix: {...prefix, Default: 'ecom-plan/config/'},
    PagePrefix: {...prefix, Default: 'ecom-plan/pages/'},
  },
  Resources: {},
}

const bucketArn = `arn:\${AWS::Partition}:s3:::\${Bucket}`

function resources(view: JobView): Template['Resources'] {
  return {
    BuildRole: serviceRole('codebuild.amazonaws.com', [
      {Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arnOf('Log')},
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: sub(bucketArn),
        Condition: {StringLike: {'s3:prefix': sub(`\${ConfigPrefix}*`)}},
      },
      {Effect: 'Allow', Action: 's3:GetObject', Resource: sub(`${bucketArn}/\${ConfigPrefix}*`)},
      {Effect: 'Allow', Action: 's3:PutObject', Resource: sub(`${bucketArn}/\${PagePrefix}*`)},
    ]),
    ...reportPolicies(view, 'BuildRole'),
    SchedulerRole: serviceRole('scheduler.amazonaws.com', [
      {Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: arnOf('Project')},
      toDeadLetters,
    ]),
    Log: logGroup,
    Project: {
      Type: 'AWS::CodeBuild::Project',
      Properties: {
        Description: 'ecom-plan report',
        ServiceRole: arnOf('BuildRole'),
        Artifacts: {Type: 'NO_ARTIFACTS'},
        ConcurrentBuildLimit: 1,
        TimeoutInMinutes: 20,
        QueuedTimeoutInMinutes: 60,
        Source: {Type: 'NO_SOURCE', BuildSpec: '@buildspec@'},
        Environment: {
          Type: 'LINUX_CONTAINER',
          ComputeType: 'BUILD_GENERAL1_SMALL',
          Image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
          EnvironmentVariables: [
            {Name: 'BUCKET', Value: ref('Bucket')},
            {Name: 'CONFIG_PREFIX', Value: ref('ConfigPrefix')},
            {Name: 'PAGE_PREFIX', Value: ref('PagePrefix')},
          ],
        },
        LogsConfig: {CloudWatchLogs: {Status: 'ENABLED', GroupName: ref('Log')}},
      },
    },
    MissedStarts: deadLetters,
    Schedule: scheduleOf(view, {Arn: arnOf('Project')}),
  }
}
