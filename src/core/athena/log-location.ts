import {PlanError} from '../../errors.js'

export type AthenaFormat = 'alb' | 'cloudfront'

/**
 * Where logs lie, as a table needs it. `template` has `${day}` where the days' folders are, and is null where there are
 * none, as with CloudFront's older logs: then every query reads all of it.
 */
export type LogLocation = {root: string; template: string | null}

/** Without the signs that mean something in SQL or in a template. */
const placePattern = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w!.*() =/{}:@&+,-]+)?$/
const dayFolder = /\/(\d{4}|\{yyyy\})(\/(\d\d|\{MM\})(\/(\d\d|\{dd\})(\/(\d\d|\{HH\}))?)?)?$/

/**
 * The location behind `s3://bucket/prefix`.
 *
 * An ALB writes to PREFIX/AWSLogs/ACCOUNT/elasticloadbalancing/REGION/yyyy/mm/dd: what is missing of that is added, from
 * the account and Region given, and days at the end are taken off. For CloudFront the days' folders are said as
 * `{yyyy}/{MM}/{dd}` at the end, as in the settings of its logs; without them there are none.
 *
 * Throws LOG_LOCATION for a path that is not in S3, and where the account or Region is needed and not known.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 * @source https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function logLocation({
  format,
  path,
  account,
  region,
}: {
  format: AthenaFormat
  path: string
  account: string | null
  region: string | null
}): LogLocation {
  const given = path.replace(/\/+$/, '')
  if (!placePattern.test(given)) throw notInS3(path)
  const hasDays = dayFolder.test(given)
  const above = given.replace(dayFolder, '')
  if (format === 'cloudfront') return located(above, hasDays)
  if (/\/elasticloadbalancing\/[^/]+$/.test(above)) return located(above, true)
  if (account === null || region === null) throw unknownOwner(path)
  const owner = above.includes('/AWSLogs') ? above.replace(/\/AWSLogs.*$/, '') : above
  return located(`${owner}/AWSLogs/${account}/elasticloadbalancing/${region}`, true)
}

function located(above: string, hasDays: boolean): LogLocation {
  return {root: `${above}/`, template: hasDays ? `${above}/\${day}` : null}
}

function notInS3(path: string): PlanError {
  return new PlanError('usage', 'LOG_LOCATION', `--path ${path} is not a place that Athena reads: s3://BUCKET/PREFIX`, {
    suggestions: ['--path s3://shop-logs/alb'],
  })
}

function unknownOwner(path: string): PlanError {
  return new PlanError('usage', 'LOG_LOCATION', `--path ${path} does not say whose logs of which Region they are`, {
    suggestions: [`--path ${path.replace(/\/+$/, '')}/AWSLogs/ACCOUNT/elasticloadbalancing/REGION`],
  })
}
