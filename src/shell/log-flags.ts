import {Flags} from '@oclif/core'
import type {AthenaFormat} from '../core/athena/log-location.js'
import type {LogFormat} from '../documents/access-log-traffic.js'
import type {LogSpan} from '../documents/counted-requests.js'
import {PlanError} from '../errors.js'
import {timeFlag} from './time-flag.js'

const logFormats = {'alb-log': 'alb', 'cloudfront-log': 'cloudfront', 'nginx-log': 'combined'} as const
export type LogSourceName = keyof typeof logFormats

const logHelp = 'ACCESS LOGS'

const pathFlag = Flags.string({
  summary: 'Access logs: a file, a folder or s3://bucket/prefix. Repeatable.',
  helpValue: 'PATH',
  helpGroup: logHelp,
  multiple: true,
  multipleNonGreedy: true,
})
const sinceFlag = timeFlag('since', 'Only requests from this time on.')
const untilFlag = timeFlag('until', 'Only requests before this time; Athena counts up to now when not told.')

/** The flags of `pull` that only access logs take. */
export const logFlags = {
  path: pathFlag,
  since: {...sinceFlag, helpGroup: logHelp},
  until: {...untilFlag, helpGroup: logHelp},
  engine: Flags.option({
    options: ['local', 'athena'] as const,
    default: 'local',
    summary: 'Who counts: this machine, or Athena where the logs lie.',
    helpGroup: logHelp,
  })(),
  'athena-workgroup': Flags.string({
    summary: 'The workgroup that the query runs in; primary when not told.',
    helpValue: 'NAME',
    helpGroup: logHelp,
  }),
  'athena-output': Flags.string({
    summary: 'Where Athena puts its results, where the workgroup does not say.',
    helpValue: 's3://BUCKET/PREFIX',
    helpGroup: logHelp,
  }),
  'athena-database': Flags.string({
    summary: 'The database that the table is made in; default when not told.',
    helpValue: 'NAME',
    helpGroup: logHelp,
  }),
  output: Flags.string({
    char: 'o',
    summary: 'Write the counts to this file and not into the archive.',
    helpValue: 'FILE.json',
    helpGroup: logHelp,
  }),
}

export type LogFlagValues = {
  path: string[] | undefined
  since: string | undefined
  until: string | undefined
  engine: 'local' | 'athena'
  'athena-workgroup': string | undefined
  'athena-output': string | undefined
  'athena-database': string | undefined
  output: string | undefined
  estimate: boolean
  hourly: boolean
  'refresh-catalog': boolean
}

/** Refuses flags of access logs where CloudWatch is read. Throws FLAG_UNUSED. */
export function refuseLogFlags(flags: LogFlagValues): void {
  const used = [
    ...(['path', 'since', 'until', 'output'] as const).filter((name) => flags[name] !== undefined),
    ...(flags.engine === 'athena' ? ['engine'] : []),
    ...athenaNames.filter((name) => flags[name] !== undefined),
  ]
  if (used.length === 0) return
  throw unused(`--${used[0]}`, 'access logs', ['--source alb-log', 'or leave it out'])
}

const cloudWatchNames = ['estimate', 'hourly', 'refresh-catalog'] as const
const athenaNames = ['athena-workgroup', 'athena-output', 'athena-database'] as const

/** What the flags of access logs ask for. */
export type LogQuestion =
  | {engine: 'local'; paths: string[]; format: LogFormat; span: LogSpan | undefined}
  | {engine: 'athena'; path: string; format: AthenaFormat; span: LogSpan; place: AthenaPlace}

/** Where a query runs; its results go where the workgroup says when `output` is undefined. */
export type AthenaPlace = {database: string; workgroup: string; output: string | undefined}

/**
 * What the flags ask for, checked against each other. Athena counts up to `asOf` where --until was not given. Throws
 * PATH_MISSING, FLAG_UNUSED, SPAN_EMPTY, OUTPUT_INVALID, ENGINE_UNFIT where Athena has no table for the source, and
 * SINCE_MISSING where it would read everything.
 */
export function logQuestion(source: LogSourceName, flags: LogFlagValues, asOf: string): LogQuestion {
  const paths = flags.path ?? []
  const [path] = paths
  if (path === undefined) {
    throw new PlanError('usage', 'PATH_MISSING', `--source ${source} needs to know where the logs are`, {
      suggestions: ['--path logs/', '--path s3://shop-logs/alb'],
    })
  }
  const foreign = cloudWatchNames.find((name) => flags[name])
  if (foreign !== undefined) throw unused(`--${foreign}`, 'CloudWatch', ['leave it out', '--source cloudwatch'])
  if (flags.output !== undefined && !flags.output.endsWith('.json')) {
    throw new PlanError('usage', 'OUTPUT_INVALID', `-o ${flags.output}: the counts are a JSON document`, {
      suggestions: ['-o access-log.json'],
    })
  }
  const {since, until} = flags
  if (flags.engine === 'athena') {
    const format = athenaFormat(source)
    if (paths.length > 1) throw onePath(path)
    return {engine: 'athena', path, format, span: athenaSpan({since, until, asOf}), place: athenaPlace(flags)}
  }
  const used = athenaNames.find((name) => flags[name] !== undefined)
  if (used !== undefined) throw unused(`--${used}`, 'Athena', ['--engine athena'])
  const isSpanned = since !== undefined || until !== undefined
  return {engine: 'local', paths, format: logFormats[source], span: isSpanned ? spanOf({since, until}) : undefined}
}

/** The kind of table that Athena needs for a source. Throws ENGINE_UNFIT for nginx, whose logs lie anywhere. */
export function athenaFormat(source: LogSourceName): AthenaFormat {
  const format = logFormats[source]
  if (format !== 'combined') return format
  throw new PlanError('usage', 'ENGINE_UNFIT', 'Athena counts logs of ALB and CloudFront, not of nginx', {
    suggestions: ['--engine local', '--source alb-log'],
  })
}

/** The stretch that Athena counts. Throws SINCE_MISSING and SPAN_EMPTY. */
export function athenaSpan({
  since,
  until,
  asOf,
}: {
  since: string | undefined
  until: string | undefined
  asOf: string
}): LogSpan {
  if (since !== undefined) return spanOf({since, until: until ?? asOf})
  throw new PlanError('usage', 'SINCE_MISSING', 'without --since Athena would read, and bill, all the logs there are', {
    suggestions: ['--since 2026-11-26'],
  })
}

function athenaPlace(flags: LogFlagValues): AthenaPlace {
  const output = flags['athena-output']
  if (output !== undefined && !/^s3:\/\/[^/]+/.test(output)) {
    throw new PlanError('usage', 'OUTPUT_INVALID', `--athena-output ${output} is not a place in S3`, {
      suggestions: ['--athena-output s3://YOUR-BUCKET/athena-results/'],
    })
  }
  return {
    database: flags['athena-database'] ?? 'default',
    workgroup: flags['athena-workgroup'] ?? 'primary',
    output,
  }
}

function onePath(path: string): PlanError {
  return new PlanError('usage', 'ENGINE_UNFIT', 'Athena counts one --path at a time', {
    suggestions: [`--path ${path}`, 'or one that lies above all of them'],
  })
}

function spanOf({since, until}: {since: string | undefined; until: string | undefined}): LogSpan {
  const fromS = since === undefined ? Number.NEGATIVE_INFINITY : Math.ceil(Date.parse(since) / 1000)
  const toS = until === undefined ? Number.POSITIVE_INFINITY : Math.ceil(Date.parse(until) / 1000)
  if (fromS < toS) return {fromS, toS}
  throw new PlanError('usage', 'SPAN_EMPTY', `--since ${since} is not before --until ${until}`, {
    suggestions: ['--since 2026-11-27 --until 2026-11-28'],
  })
}

function unused(flag: string, what: string, suggestions: string[]): PlanError {
  return new PlanError('usage', 'FLAG_UNUSED', `${flag} means something for ${what} only`, {suggestions})
}
