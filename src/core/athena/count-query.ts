import type {LogSpan} from '../../documents/counted-requests.js'
import {routeRules} from '../../documents/counted-requests.js'
import {mostRoutes} from '../series/access-log-traffic.js'
import type {AthenaFormat, LogLocation} from './log-location.js'

/** The columns of the query's result, in their order. */
export const resultColumns = [
  'kind',
  'name',
  'slot',
  'requests',
  'bots',
  'errors',
  'busiest',
  'files',
  'malformed',
  'malformed_in',
] as const

type Options = {
  format: AthenaFormat
  location: LogLocation
  table: string
  span: LogSpan
  bots: {value: readonly string[]; except: string}
}

/**
 * The query that counts what our own reader counts, over the table that `createTable` makes.
 *
 * It reads the logs once: each line meets four kinds of count, instead of being scanned for each. Kind `second` has the
 * requests of each minute and of its busiest second, `group` those of target groups by minute, `route` those of the 200
 * most requested routes by hour and of all others as `other`, `line` the lines and files read.
 *
 * A line that an ALB wrote shortly before midnight may lie in the next day's folder, so one more day is read. Where
 * the numbers may differ: Athena does not see that a file has been copied; our reader counts 20,000 routes one by one
 * and lumps those that come later.
 */
export function countQuery(options: Options): string {
  const {format, location, table, span} = options
  const {fromS, toS} = span
  const days =
    location.template === null ? '' : `\n  WHERE day BETWEEN '${dayOf(fromS)}' AND '${dayOf(toS - 1 + 86_400)}'`
  return `WITH lines AS (
  SELECT
    "$path" AS path,
${format === 'alb' ? albFields : cloudFrontFields}
  FROM ${table}${days}
),
named AS (
  SELECT
    path,
    at_s,
    group_name,
    CASE WHEN verb <> '' AND target IS NOT NULL
      THEN substr(verb || ' ' || regexp_replace(target, '${idPattern}', '/${routeRules.idText}'), 1, ${routeRules.longestCount})
      ELSE '-' END AS route,
    CASE WHEN status >= 500 THEN 1 ELSE 0 END AS is_error,
    CASE WHEN regexp_like(replace(lower(user_agent), '${options.bots.except}', ''), '${botPattern(options.bots.value)}')
      THEN 1 ELSE 0 END AS is_bot
  FROM lines
  WHERE at_s IS NULL OR (at_s >= ${fromS} AND at_s < ${toS})
),
kinds AS (
  SELECT 'second' AS kind
  UNION ALL SELECT 'group' AS kind
  UNION ALL SELECT 'route' AS kind
  UNION ALL SELECT 'line' AS kind
),
counted AS (
  SELECT
    kind,
    CASE kind WHEN 'group' THEN group_name WHEN 'route' THEN route WHEN 'line' THEN '${format}' ELSE '' END AS name,
    CASE kind WHEN 'second' THEN at_s WHEN 'group' THEN at_s / 60 WHEN 'route' THEN at_s / 3600 END AS slot,
    count(at_s) AS requests,
    sum(CASE WHEN at_s IS NOT NULL THEN is_bot ELSE 0 END) AS bots,
    sum(CASE WHEN at_s IS NOT NULL THEN is_error ELSE 0 END) AS errors,
    count(DISTINCT CASE WHEN kind = 'line' THEN path END) AS files,
    count(*) - count(at_s) AS malformed,
    min(CASE WHEN at_s IS NULL THEN path END) AS malformed_in
  FROM named CROSS JOIN kinds
  WHERE at_s IS NOT NULL OR kind = 'line'
  GROUP BY 1, 2, 3
),
minutes AS (
  SELECT
    kind,
    name,
    CASE WHEN kind = 'second' THEN slot / 60 ELSE slot END AS slot,
    sum(requests) AS requests,
    sum(bots) AS bots,
    sum(errors) AS errors,
    max(requests) AS busiest,
    sum(files) AS files,
    sum(malformed) AS malformed,
    min(malformed_in) AS malformed_in
  FROM counted
  GROUP BY 1, 2, 3
),
totals AS (
  SELECT minutes.*, sum(requests) OVER (PARTITION BY kind, name) AS total FROM minutes
),
ranked AS (
  SELECT totals.*, dense_rank() OVER (PARTITION BY kind ORDER BY total DESC, name) AS place FROM totals
)
SELECT
  kind,
  CASE WHEN kind = 'route' AND place > ${mostRoutes} THEN 'other' ELSE name END AS name,
  slot,
  sum(requests) AS requests,
  sum(bots) AS bots,
  sum(errors) AS errors,
  max(busiest) AS busiest,
  sum(files) AS files,
  sum(malformed) AS malformed,
  min(malformed_in) AS malformed_in
FROM ranked
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3`
}

/** Where a request came in, and not where it was answered; the target without scheme, host and query. */
const albFields = `    CASE WHEN type IN ('http', 'https', 'h2', 'grpcs', 'ws', 'wss')
      THEN ${secondOf(`CASE WHEN request_creation_time = '-' THEN "time" ELSE request_creation_time END`)}
      END AS at_s,
    coalesce(regexp_extract(target_group_arn, 'targetgroup/.*'), '-') AS group_name,
    request_verb AS verb,
    ${targetOf('request_url')} AS target,
    elb_status_code AS status,
    user_agent`

/** CloudFront writes when it had answered; what it took is taken off. */
const cloudFrontFields = `    CASE WHEN sc_status IS NOT NULL AND cs_uri_stem IS NOT NULL
      THEN ${secondOf(`"date" || 'T' || "time" || 'Z'`, ' - round(coalesce(time_taken, 0) * 1000) / 1000')}
      END AS at_s,
    coalesce(x_host_header, '-') AS group_name,
    cs_method AS verb,
    ${targetOf('cs_uri_stem')} AS target,
    sc_status AS status,
    cs_user_agent AS user_agent`

function secondOf(text: string, less = ''): string {
  return `CAST(floor(to_unixtime(TRY(from_iso8601_timestamp(${text})))${less}) AS bigint)`
}

/** The path of a URL: what begins at the first slash behind scheme and host, up to the query. */
function targetOf(url: string): string {
  return `regexp_extract(${url}, '^(?:[^/?][^?]*?://[^/?]*)?(/[^?]*)', 1)`
}

/** A part of a path that is a number, or a UUID or long hexadecimal number with a decimal digit in it. */
const hex = '[0-9a-fA-F]'
const uuid = `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`
const idPattern = `/(?=[a-fA-F-]*[0-9])(?:[0-9]+|${uuid}|${hex}{${routeRules.leastHexDigitCount},})(?=/|$)`

function botPattern(tokens: readonly string[]): string {
  return tokens.map((token) => token.replace(/[.*+?^$\\{}()|[\]]/g, '[$&]').replaceAll("'", "''")).join('|')
}

/** `2026/11/27`, as the folders are called. */
const dayOf = (atS: number) => new Date(atS * 1000).toISOString().slice(0, 10).replaceAll('-', '/')
