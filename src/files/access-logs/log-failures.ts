import type {LogFormat} from '../../documents/access-log-traffic.js'
import {PlanError} from '../../errors.js'
import {shellQuoted} from '../read-failure.js'

const formatNames: Record<LogFormat, string> = {
  alb: 'an ALB log',
  cloudfront: 'a CloudFront log',
  combined: 'a combined log, as nginx and Apache write it',
}

const sourceNames: Record<LogFormat, string> = {alb: 'alb-log', cloudfront: 'cloudfront-log', combined: 'nginx-log'}

type Found = {path: string; format: LogFormat}

/** LOG_MIXED: two kinds of log in one read. */
export function mixedLogs(found: Found, first: Found): PlanError {
  const what = `${found.path} is ${formatNames[found.format]} and ${first.path} ${formatNames[first.format]}: together they would count a request twice`
  return new PlanError('data', 'LOG_MIXED', what, {
    suggestions: ['read them one kind at a time, with a --path for each run', 'give each kind of log its own folder'],
    place: {file: found.path},
  })
}

/** LOG_MIXED: another kind of log than the one that was asked for. */
export function otherFormat({path, format}: Found, wanted: LogFormat): PlanError {
  const what = `${path} is ${formatNames[format]}, and ${sourceNames[wanted]} was asked for`
  return new PlanError('data', 'LOG_MIXED', what, {
    suggestions: [`ecom-plan pull --source ${sourceNames[format]} --path ${shellQuoted(path)}`],
    place: {file: path},
  })
}

/** LOG_UNKNOWN: a file that was named and is no log; `seems` says what it is instead. */
export function unknownLog(path: string, seems: string): PlanError {
  return new PlanError(
    'data',
    'LOG_UNKNOWN',
    `${path} is no access log that ecom-plan reads: it seems to be ${seems}`,
    {
      suggestions: [
        `look at it: ${path.startsWith('s3://') ? `aws s3 cp ${shellQuoted(path)} -` : `cat ${shellQuoted(path)}`} | head -c 400`,
        'name logs of an ALB, CloudFront standard logs with their #Fields line, or combined logs of nginx or Apache',
      ],
      place: {file: path},
    },
  )
}

/** LOG_SPAN: lines that lie too far apart. Counters are laid out over all of it, and one wrong year would fill the memory. */
export function wideSpan({
  path,
  lineNumber,
  fromS,
  toS,
}: {
  path: string
  lineNumber: number
  fromS: number
  toS: number
}): PlanError {
  const [from, to] = [fromS, toS].map((atS) => new Date(atS * 1000).toISOString().slice(0, 10))
  return new PlanError(
    'data',
    'LOG_SPAN',
    `${path}:${lineNumber}: the lines so far reach from ${from} to ${to}, more than 800 days`,
    {
      suggestions: [`--since ${from} --until the day after what you want`, 'read one year at a time'],
      place: {file: path, line: lineNumber},
    },
  )
}

/** DATA_EMPTY: nothing was counted; says whether there was nothing, nothing readable, or nothing of that time. */
export function nothingCounted(
  paths: readonly string[],
  read: {lineCount: number; outsideCount: number; firstMalformed: string | null},
): PlanError {
  const listed = paths.join(', ')
  const isLocal = paths.every((path) => !path.startsWith('s3://'))
  const quoted = paths.map((path) => shellQuoted(path)).join(' ')
  const look = isLocal ? `see what is there: ls -lR ${quoted}` : `see what is there: aws s3 ls --recursive ${quoted}`
  const [what, next] =
    read.outsideCount > 0
      ? [
          `${listed}: no line lies between --since and --until, ${read.outsideCount} lie outside`,
          'widen --since and --until',
        ]
      : read.lineCount > 0
        ? [`${read.firstMalformed}: no line can be read`, look]
        : [`${listed}: there is no line of an access log`, look]
  return new PlanError('data', 'DATA_EMPTY', what, {suggestions: [next], place: {file: paths[0] ?? ''}})
}
