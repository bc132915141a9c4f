import {
  alarmParameter,
  alarmPart,
  arnOf,
  deadLetters,
  logGroup,
  ref,
  reportPolicies,
  role,
  type Statement,
  scheduleOf,
  serviceRole,
  sub,
  type Template,
  templateText,
  toDeadLetters,
} from './cloudformation-parts.js'
import {ecrRepository, type JobView, jobArguments} from './job-view.js'

/** A CloudFormation template that runs the report as a task of Fargate, started by EventBridge Scheduler. */
export function renderEcsCloudFormation(view: JobView): string {
  return templateText({
    view,
    head: [
      'The scheduled report of ecom-plan: EventBridge Scheduler starts a task of ECS on Fargate.',
      'Build the image first (ecom-plan schedule print --for eventbridge-ecs --with dockerfile shows how), then:',
      '  aws cloudformation deploy --stack-name ecom-plan-report --template-file FILE --capabilities CAPABILITY_IAM \\',
      `    --parameter-overrides Subnets=subnet-1,subnet-2 SecurityGroups=sg-1${alarmParameter(view)}`,
      'The task needs a way out to AWS and to whom it tells: a NAT gateway, endpoints, or a public address.',
    ],
    description: 'ecom-plan report, scheduled',
    parts: [parameters(view), {Parameters: {}, Resources: {...roles(view), ...job(view)}}, alarmPart(view.alarm)],
  })
}

function parameters({image}: JobView): Template {
  return {
    Parameters: {
      Image: {Type: 'String', Default: image, Description: 'Image with ecom-plan and the config'},
      Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'},
      SecurityGroups: {Type: 'List<AWS::EC2::SecurityGroup::Id>'},
      AssignPublicIp: {Type: 'String', Default: 'DISABLED', AllowedValues: ['DISABLED', 'ENABLED']},
    },
    Resources: {},
  }
}

/** Of the task what report calls; of ECS to fetch the image and write the log; of the scheduler to start this one task. */
function roles(view: JobView): Template['Resources'] {
  const taskTrust = {
    Effect: 'Allow',
    Principal: {Service: 'ecs-tasks.amazonaws.com'},
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: {'aws:SourceAccount': ref('AWS::AccountId')},
      ArnLike: {'aws:SourceArn': sub(`arn:\${AWS::Partition}:ecs:\${AWS::Region}:\${AWS::AccountId}:*`)},
    },
  }
  return {
    TaskRole: role(taskTrust, []),
    ...reportPolicies(view, 'TaskRole'),
    ExecutionRole: role(taskTrust, [
      {Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arnOf('Log')},
      ...imageStatements(view),
    ]),
    SchedulerRole: serviceRole('scheduler.amazonaws.com', [
      {
        Effect: 'Allow',
        Action: 'ecs:RunTask',
        Resource: ref('Task'),
        Condition: {ArnEquals: {'ecs:cluster': arnOf('Cluster')}},
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: [arnOf('TaskRole'), arnOf('ExecutionRole')],
        Condition: {StringEquals: {'iam:PassedToService': 'ecs-tasks.amazonaws.com'}},
      },
      toDeadLetters,
    ]),
  }
}

/** An image that lies elsewhere than in ECR is public, or needs credentials of its own. */
function imageStatements({image}: JobView): Statement[] {
  const found = ecrRepository(image)
  if (found === null) return []
  const {account, region, name} = found
  return [
    {Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*'},
    {
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: sub(`arn:\${AWS::Partition}:ecr:${region}:${account}:repository/${name}`),
    },
  ]
}

function job(view: JobView): Template['Resources'] {
  return {
    Log: logGroup,
    Cluster: {Type: 'AWS::ECS::Cluster'},
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        RequiresCompatibilities: ['FARGATE'],
        NetworkMode: 'awsvpc',
        Cpu: '1024',
        Memory: '2048',
        RuntimePlatform: {CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX'},
        TaskRoleArn: arnOf('TaskRole'),
        ExecutionRoleArn: arnOf('ExecutionRole'),
        ContainerDefinitions: [
          {
            Name: 'report',
            Image: ref('Image'),
            Command: jobArguments,
            Essential: true,
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': ref('Log'),
                'awslogs-region': ref('AWS::Region'),
                'awslogs-stream-prefix': 'report',
              },
            },
          },
        ],
      },
    },
    MissedStarts: deadLetters,
    Schedule: scheduleOf(view, {
      Arn: arnOf('Cluster'),
      EcsParameters: {
        TaskDefinitionArn: ref('Task'),
        TaskCount: 1,
        LaunchType: 'FARGATE',
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            Subnets: ref('Subnets'),
            SecurityGroups: ref('SecurityGroups'),
            AssignPublicIp: ref('AssignPublicIp'),
          },
        },
      },
    }),
  }
}
