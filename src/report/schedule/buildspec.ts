import {type JobView, jobArguments} from './job-view.js'

/**
 * What a build does: takes the config from the bucket, runs the report, and keeps the page where one was made. The
 * report's exit code is the build's; the page is kept before it ends.
 */
export function buildspec({version}: JobView): string[] {
  return [
    'version: 0.2',
    'phases:',
    '  install:',
    '    runtime-versions:',
    '      nodejs: 22',
    '    commands:',
    `      - npm install --global ecom-plan@${version}`,
    '      - aws s3 cp --recursive --only-show-errors "s3://$BUCKET/$CONFIG_PREFIX" .',
    '  build:',
    '    commands:',
    '      - |',
    '        code=0',
    `        ecom-plan ${jobArguments.join(' ')} -o report.html || code=$?`,
    '        if [ -f report.html ]; then',
    '          aws s3 cp --only-show-errors report.html "s3://$BUCKET/$PAGE_PREFIX$(date -u +%Y%m%dT%H%M%SZ).html"',
    '        fi',
    '        exit $code',
  ]
}
