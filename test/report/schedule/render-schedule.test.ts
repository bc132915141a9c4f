import {describe, expect, test} from 'vitest'
import {parse, parseDocument} from 'yaml'
import type {JobView} from '../../../src/report/schedule/job-view.js'
import {
  renderSchedule,
  type ScheduleFormat,
  type ScheduleTarget,
  scheduleTargets,
} from '../../../src/report/schedule/render-schedule.js'
import {blocksOf, type HclBlock, readHcl} from '../emit/read-hcl.js'
import {jobView, places} from './job.js'

type Statement = {Action: string | string[]; Resource: unknown; Condition?: object}
type Resource = {
  Type: string
  Properties: Record<string, unknown> & {Policies?: {PolicyDocument: {Statement: Statement[]}}[]}
}

const render = (target: ScheduleTarget, format: ScheduleFormat | null = null, view: JobView = jobView()) =>
  renderSchedule({target, format, view, places})
const resourcesOf = (text: string) => Object.entries(parse(text).Resources as Record<string, Resource>)
const ofType = (text: string, type: string) =>
  resourcesOf(text)
    .filter(([, {Type}]) => Type === type)
    .map(([, one]) => one.Properties)
const pipelines = ['github', 'gitlab', 'bitbucket'] as const
const templates = [...(['eventbridge-ecs', 'codebuild'] as const), ...pipelines]

describe.each(templates)('the template of %s', (target) => {
  const text = render(target, 'cloudformation')

  test('is YAML without a doubt, and gives every role no more than it needs', () => {
    for (const version of ['1.1', '1.2'] as const) {
      const document = parseDocument(text, {version, strict: true})
      expect([...document.errors, ...document.warnings]).toEqual([])
    }
    const statements = ofType(text, 'AWS::IAM::Role').flatMap(({Policies = []}) =>
      Policies.flatMap(({PolicyDocument}) => PolicyDocument.Statement),
    )
    // ECR's sign-in has no resource.
    expect(
      statements.filter(({Resource, Action}) => Resource === '*' && Action !== 'ecr:GetAuthorizationToken'),
    ).toEqual([])
    expect(statements.flatMap(({Action}) => Action).filter((action) => action.includes('*'))).toEqual([])
  })

  test('has the policy that iam print prints for report', () => {
    const policies = ofType(text, 'AWS::IAM::ManagedPolicy').map(({PolicyDocument}) => PolicyDocument)
    expect(policies).toEqual(JSON.parse(JSON.stringify(jobView().policies)))
    expect(JSON.stringify(policies)).toContain('cloudwatch:namespace')
  })

  test('has the alarm that hears silence, only where asked', () => {
    expect(ofType(text, 'AWS::CloudWatch::Alarm')).toMatchObject([
      {
        MetricName: 'ReadinessScore',
        TreatMissingData: 'breaching',
        Dimensions: [{Name: 'Service', Value: 'corner'}],
        Period: 3600,
        EvaluationPeriods: 6,
      },
    ])
    expect(render(target, 'cloudformation', jobView({alarm: null}))).not.toMatch(
      /AWS::CloudWatch::Alarm|aws_cloudwatch_metric_alarm/,
    )
  })

  test('says the same in Terraform', () => {
    const file = readHcl(render(target, 'terraform'))
    const types = (type: string) =>
      file.blocks.filter(({type: one, labels}) => one === 'resource' && labels[0] === type)
    expect(types('aws_iam_role')).toHaveLength(ofType(text, 'AWS::IAM::Role').length)
    expect(types('aws_scheduler_schedule')).toHaveLength(ofType(text, 'AWS::Scheduler::Schedule').length)
    expect(types('aws_cloudwatch_metric_alarm')[0]?.attributes).toMatchObject({
      treat_missing_data: 'breaching',
      period: 3600,
      evaluation_periods: 6,
    })
    expect(namesAreKnown(file)).toEqual([])
  })
})

/** References that no block of the file declares. */
function namesAreKnown(file: HclBlock): string[] {
  const declared = new Set(
    file.blocks.map(({type, labels}) =>
      type === 'variable' ? `var.${labels[0]}` : type === 'data' ? `data.${labels.join('.')}` : labels.join('.'),
    ),
  )
  const used = [file, ...file.blocks.flatMap((one) => [one, ...everyBlock(one)])]
    .flatMap(({attributes}) => Object.values(attributes).map(String))
    .flatMap((value) => value.match(/\b(?:var\.\w+|data\.\w+\.\w+|aws_\w+\.\w+)/g) ?? [])
  return used.filter((name) => !declared.has(name))
}
const everyBlock = (block: HclBlock): HclBlock[] => block.blocks.flatMap((one) => [one, ...everyBlock(one)])

describe('EventBridge Scheduler', () => {
  test.each(['eventbridge-ecs', 'codebuild'] as const)(
    '%s: the zone is the schedule’s, with retries and a queue for what was missed',
    (target) => {
      const text = render(target, 'cloudformation', jobView({cron: '23 6 * * 1-5', timezone: 'Europe/Berlin'}))
      expect(ofType(text, 'AWS::Scheduler::Schedule')).toMatchObject([
        {
          ScheduleExpression: 'cron(23 6 ? * 2,3,4,5,6 *)',
          ScheduleExpressionTimezone: 'Europe/Berlin',
          FlexibleTimeWindow: {Mode: 'OFF'},
          Target: {RetryPolicy: {MaximumRetryAttempts: 3}, DeadLetterConfig: {}},
        },
      ])
      const [schedule] = blocksOf(
        readHcl(render(target, 'terraform', jobView({cron: '23 6 * * 1-5', timezone: 'Europe/Berlin'}))),
        'resource',
      ).filter(({labels}) => labels[0] === 'aws_scheduler_schedule')
      expect(schedule?.attributes).toMatchObject({
        schedule_expression: 'cron(23 6 ? * 2,3,4,5,6 *)',
        schedule_expression_timezone: 'Europe/Berlin',
      })
    },
  )

  test('the scheduler may start this task alone and pass its two roles', () => {
    const scheduler = parse(render('eventbridge-ecs')).Resources.SchedulerRole.Properties
    expect(
      scheduler.Policies[0].PolicyDocument.Statement.map(({Action, Resource}: Statement) => [Action, Resource]),
    ).toEqual([
      ['ecs:RunTask', {Ref: 'Task'}],
      ['iam:PassRole', [{'Fn::GetAtt': ['TaskRole', 'Arn']}, {'Fn::GetAtt': ['ExecutionRole', 'Arn']}]],
      ['sqs:SendMessage', {'Fn::GetAtt': ['MissedStarts', 'Arn']}],
    ])
  })

  test('an image that is not in ECR needs no right there', () => {
    expect(render('eventbridge-ecs', null, jobView({image: 'docker.io/acme/ecom-plan:1'}))).not.toContain('ecr:')
    expect(render('eventbridge-ecs')).toContain('repository/ecom-plan"')
  })

  test('the build runs the report, keeps the page, and ends as the report did', () => {
    const [project] = ofType(render('codebuild'), 'AWS::CodeBuild::Project')
    const {BuildSpec = ''} = (project?.['Source'] ?? {}) as {BuildSpec?: string}
    const spec = parse(BuildSpec)
    expect(spec.phases.install['runtime-versions'].nodejs).toBe(22)
    expect(spec.phases.build.commands[0]).toMatch(/ecom-plan report --when due [\s\S]*exit \$code\n$/)
  })
})

describe('GitHub', () => {
  const workflow = parse(render('github', null, jobView({cron: '23 6 * * *', timezone: 'Europe/Berlin'})))

  test('starts on the wall clock of the zone, one at a time, without a stored key', () => {
    expect(workflow.on.schedule).toEqual([{cron: '23 6 * * *', timezone: 'Europe/Berlin'}])
    expect(workflow.permissions).toEqual({contents: 'read', 'id-token': 'write', issues: 'write'})
    expect(workflow.concurrency.group).toBe('ecom-plan-report')
    expect(JSON.stringify(workflow)).not.toMatch(/secrets\./)
  })

  test('writes the summary, keeps the page, and is red by its outputs alone', () => {
    const {steps, outputs} = workflow.jobs.report
    expect(outputs.verdict).toBe(`\${{ steps.report.outputs.verdict }}`)
    expect(steps.find(({id}: {id?: string}) => id === 'report').run).toBe(
      'ecom-plan report --when due --require-notify -o report.html -o report.md --github-summary',
    )
    expect(steps.map(({uses}: {uses?: string}) => uses).filter(Boolean)).toEqual([
      'actions/checkout@v5',
      'actions/setup-node@v5',
      'aws-actions/configure-aws-credentials@v5',
      'actions/upload-artifact@v5',
    ])
    expect(steps.at(-1)).toMatchObject({if: "steps.report.outputs.verdict == 'not-ready'", run: 'exit 1'})
  })

  test.each([
    ['github', `repo:acme/shop:ref:refs/heads/\${Branch}`, 'sts.amazonaws.com'],
    ['gitlab', `project_path:acme/shop:ref_type:branch:ref:\${Branch}`, 'https://gitlab.com'],
    ['bitbucket', `{\${RepositoryUuid}}:*`, {'Fn::Sub': `ari:cloud:bitbucket::workspace/\${WorkspaceUuid}`}],
  ] as const)('the role of %s trusts one repository', (target, subject, audience) => {
    const [role] = ofType(render(target, 'cloudformation'), 'AWS::IAM::Role')
    const trust = parse(JSON.stringify(role?.['AssumeRolePolicyDocument'])).Statement
    const [{Action, Condition}] = trust as [{Action: string; Condition: Record<string, Record<string, unknown>>}]
    expect(Action).toBe('sts:AssumeRoleWithWebIdentity')
    const conditions = Object.assign({}, ...Object.values(Condition))
    const of = (end: string) => Object.entries(conditions).find(([key]) => key.endsWith(end))?.[1]
    expect([of(':sub'), of(':aud')]).toEqual([{'Fn::Sub': subject}, audience])
  })
})

test('GitLab: only the schedule starts it, whose zone is in the command that makes it', () => {
  const text = render('gitlab', null, jobView({cron: '23 6 * * *', timezone: 'Europe/Berlin'}))
  const job = parse(text)['ecom-plan-report']
  expect(job.rules).toEqual([{if: '$CI_PIPELINE_SOURCE == "schedule"'}])
  expect(job.id_tokens).toEqual({AWS_TOKEN: {aud: 'https://gitlab.com'}})
  expect(text).toContain('--cron "23 6 * * *" --cronTimeZone "Europe/Berlin"')
})

test('Bitbucket: UTC for each offset, and what is not meant ends at once', () => {
  const text = render('bitbucket', null, jobView({cron: '23 6 * * *', timezone: 'Europe/Berlin'}))
  expect(text).toContain('"cron_pattern": "0 23 4,5 * * ? *"')
  const [{step}] = parse(text).pipelines.custom['ecom-plan-report']
  expect(step.oidc).toBe(true)
  expect(step.script[0]).toBe('case "$(TZ=Europe/Berlin date +%H)" in 06) ;; *) exit 0 ;; esac\n')
  expect(parse(render('bitbucket')).pipelines.custom['ecom-plan-report'][0].step.script[0]).toMatch(
    /^export AWS_REGION/,
  )
})

describe('cron', () => {
  const lineOf = (text: string) => text.trimEnd().split('\n').at(-1)

  test('one line with whole paths, quoted, and no % that cron would take for a line break', () => {
    expect(lineOf(render('cron'))).toBe(
      `23 * * * * cd '/srv/shop'\\''s' && '/opt/node 24/bin/node' /opt/100\\%/bin/run.js report --when due --require-notify -o report.html >> ecom-plan-report.log 2>&1`,
    )
  })

  test('in another zone than the machine’s it starts every hour and looks at the clock of the zone', () => {
    const view = jobView({cron: '23 6 * * 1-5', timezone: 'Asia/Kolkata'})
    expect(lineOf(render('cron', null, view))).toMatch(
      /^53 \* \* \* \* case "\$\(TZ=Asia\/Kolkata date \+\\%H\)" in 06\) ;; \*\) exit 0 ;; esac; case .*\\%w\)" in 1\|2\|3\|4\|5\) /,
    )
    const same = renderSchedule({target: 'cron', format: null, view, places: {...places, machineZone: 'Asia/Kolkata'}})
    expect(lineOf(same)).toMatch(/^23 6 \* \* 1,2,3,4,5 cd /)
  })
})

test('a name with quotes and templates stays a name', () => {
  const view = jobView({alarm: {service: `a'"\${x}$(id)`, periodS: 3600, periodCount: 6}})
  expect(ofType(render('codebuild', null, view), 'AWS::CloudWatch::Alarm')[0]?.['Dimensions']).toEqual([
    {Name: 'Service', Value: view.alarm?.service},
  ])
  expect(render('github', null, view)).toContain(`'Name=Service,Value=a'\\''"\${x}$(id)'`)
})

test('each target is rendered the same twice', () => {
  for (const target of scheduleTargets) expect(render(target)).toBe(render(target))
})
