import {asciiQuoted} from '../emit/ascii-json.js'
import {shQuoted} from '../emit/sh-quoted.js'
import {guardLines, quartzCron, unixCron} from './cron-words.js'
import {type AlarmView, type JobView, jobArguments, jobName} from './job-view.js'
import type {Pipeline} from './trust.js'

const quoted = (text: string) => asciiQuoted(text, 'long')
const deeper = (lines: readonly string[], indent: string) =>
  lines.map((line) => (line === '' ? '' : `${indent}${line}`))

/** How the alarm on missing metrics is made, where no template does it. */
export function alarmNotes(alarm: AlarmView | null, pipeline: Pipeline | 'cron'): string[] {
  if (alarm === null) return []
  const template =
    pipeline === 'cron'
      ? []
      : [`Or with its role: ecom-plan schedule print --for ${pipeline} --format cloudformation --with alarm`]
  return [
    '',
    'An alarm that hears when no report was made (needs report.metrics: true in the config):',
    `  aws cloudwatch put-metric-alarm --alarm-name ${jobName}-missing --namespace EcomPlan --metric-name ReadinessScore \\`,
    `    --dimensions ${shQuoted(`Name=Service,Value=${alarm.service}`)} --statistic Minimum --period ${alarm.periodS} \\`,
    `    --evaluation-periods ${alarm.periodCount} --threshold 0 --comparison-operator LessThanThreshold \\`,
    '    --treat-missing-data breaching --alarm-actions TOPIC_ARN --ok-actions TOPIC_ARN',
    ...template,
  ]
}

const commentLines = (lines: readonly string[]) => lines.map((line) => (line === '' ? '#' : `# ${line}`))
const roleArn = ({account}: JobView) => `arn:aws:iam::${account}:role/${jobName}`
const roleNote = (pipeline: Pipeline) =>
  `Its role: ecom-plan schedule print --for ${pipeline} --repository OWNER/NAME --format cloudformation`
const install = ({version}: JobView) => `npm install --global ecom-plan@${version}`

/** A workflow of GitHub Actions. Its zone is GitHub's business, summer time included. */
export function renderGitHub(view: JobView): string {
  const {schedule, region} = view
  return text([
    ...commentLines([
      `.github/workflows/${jobName}.yml`,
      roleNote('github'),
      'GitHub starts schedules late at busy times and drops some, so that it starts often and the config decides what is due.',
      ...alarmNotes(view.alarm, 'github'),
    ]),
    `name: ${jobName}`,
    'on:',
    '  schedule:',
    `    - cron: ${quoted(unixCron(schedule))}`,
    `      timezone: ${quoted(schedule.timezone)}`,
    '  workflow_dispatch:',
    'permissions:',
    '  contents: read',
    '  id-token: write # to take on the role without a stored key',
    '  issues: write # for notify of kind github-issue',
    'concurrency:',
    `  group: ${jobName}`,
    '  cancel-in-progress: false',
    'jobs:',
    '  report:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 20',
    '    outputs:',
    `      verdict: \${{ steps.report.outputs.verdict }}`,
    `      score: \${{ steps.report.outputs.score }}`,
    '    steps:',
    '      - uses: actions/checkout@v5',
    '        with:',
    '          persist-credentials: false',
    '      - uses: actions/setup-node@v5',
    '        with:',
    '          node-version: "24"',
    '      - uses: aws-actions/configure-aws-credentials@v5',
    '        with:',
    `          role-to-assume: ${quoted(roleArn(view))}`,
    `          aws-region: ${quoted(region)}`,
    `      - run: ${install(view)}`,
    '      - id: report',
    `        run: ecom-plan ${jobArguments.join(' ')} -o report.html -o report.md --github-summary`,
    '        env:',
    `          GITHUB_TOKEN: \${{ github.token }}`,
    '      # Nothing is due at most starts: then there is no verdict and no page.',
    '      - uses: actions/upload-artifact@v5',
    "        if: always() && steps.report.outputs.verdict != ''",
    '        with:',
    '          name: peak-readiness',
    '          path: report.html',
    '          if-no-files-found: ignore',
    '      - name: Not ready',
    "        if: steps.report.outputs.verdict == 'not-ready'",
    '        run: exit 1',
  ])
}

/** A job of GitLab CI. GitLab keeps schedules beside the file: the comment says how ours is made. */
export function renderGitLab(view: JobView): string {
  const {schedule} = view
  return text([
    ...commentLines([
      "Put this into .gitlab-ci.yml, then make the schedule, whose zone is GitLab's business, summer time included:",
      `  glab schedule create --ref main --description ${jobName} --cron "${unixCron(schedule)}" --cronTimeZone "${schedule.timezone}"`,
      roleNote('gitlab'),
      ...alarmNotes(view.alarm, 'gitlab'),
    ]),
    `${jobName}:`,
    '  image: node:24',
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "schedule"',
    `  resource_group: ${jobName}`,
    '  timeout: 20 minutes',
    '  id_tokens:',
    '    AWS_TOKEN:',
    '      aud: https://gitlab.com',
    '  variables:',
    `    AWS_REGION: ${quoted(view.region)}`,
    `    AWS_ROLE_ARN: ${quoted(roleArn(view))}`,
    `    AWS_ROLE_SESSION_NAME: ${jobName}`,
    '  script:',
    // A file that only this user may read.
    '    - export AWS_WEB_IDENTITY_TOKEN_FILE="$(mktemp)"',
    '    - printf %s "$AWS_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE"',
    `    - ${install(view)}`,
    `    - ecom-plan ${jobArguments.join(' ')} -o report.html -o report.md`,
    '  artifacts:',
    '    when: always',
    '    expire_in: 90 days',
    '    paths:',
    '      - report.html',
    '      - report.md',
  ])
}

/** A custom pipeline of Bitbucket. Its schedules know UTC alone, so that a guard lets through those that are meant. */
export function renderBitbucket(view: JobView): string {
  const {schedule, utc} = view
  const guard = guardLines(utc, schedule.timezone)
  return text([
    ...commentLines([
      'Put this into bitbucket-pipelines.yml, then make the schedule. Bitbucket knows UTC alone' +
        (guard.length === 0 ? ':' : ', so that it starts'),
      ...(guard.length === 0
        ? []
        : ['for each offset of the zone, and the first lines of the script end what is not meant:']),
      '  curl -X POST -H "Authorization: Bearer $BITBUCKET_TOKEN" -H "Content-Type: application/json" \\',
      '    https://api.bitbucket.org/2.0/repositories/WORKSPACE/REPOSITORY/pipelines_config/schedules -d \\',
      `    '{"cron_pattern": "${quartzCron(utc)}", "enabled": true, "target": {"type": "pipeline_ref_target", "ref_type": "branch", "ref_name": "main", "selector": {"type": "custom", "pattern": "${jobName}"}}}'`,
      roleNote('bitbucket'),
      ...alarmNotes(view.alarm, 'bitbucket'),
    ]),
    'pipelines:',
    '  custom:',
    `    ${jobName}:`,
    '      - step:',
    '          name: ecom-plan report',
    '          image: node:24',
    '          oidc: true',
    '          max-time: 20',
    '          script:',
    ...(guard.length === 0 ? [] : ['            - |', ...deeper(guard, '              ')]),
    `            - export AWS_REGION=${view.region} AWS_ROLE_ARN=${roleArn(view)} AWS_ROLE_SESSION_NAME=${jobName}`,
    '            - export AWS_WEB_IDENTITY_TOKEN_FILE="$(mktemp)"',
    '            - printf %s "$BITBUCKET_STEP_OIDC_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE"',
    `            - ${install(view)}`,
    `            - ecom-plan ${jobArguments.join(' ')} -o report.html -o report.md`,
    '          artifacts:',
    '            - report.html',
    '            - report.md',
  ])
}

const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
