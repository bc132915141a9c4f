import {albColumns, albLinePattern} from './alb-columns.js'
import {cloudFrontColumnTypes} from './cloudfront-columns.js'
import type {AthenaFormat, LogLocation} from './log-location.js'

/** ALB's lines have reached the fields that the table needs since then. */
const firstDay = '2019/01/01'

/**
 * The table over the logs at a place, and its name.
 *
 * Days are projected partitions: Athena works out their folders from the template and asks no catalogue, so a new day
 * needs no statement, and a query reads the days that it names and no more. The name ends in a digest of the statement:
 * a table that another version made is never taken for this one.
 *
 * @source https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table-partition-projection.html
 */
export function createTable({format, location}: {format: AthenaFormat; location: LogLocation}): {
  name: string
  sql: string
} {
  const body = format === 'alb' ? albBody(location) : cloudFrontBody(location)
  const name = `ecom_plan_${format}_logs_${digest(body)}`
  return {name, sql: `CREATE EXTERNAL TABLE IF NOT EXISTS ${name} (\n${body}`}
}

function albBody({root, template}: LogLocation): string {
  const columns = albColumns.map(({name, type}) => `  \`${name}\` ${type}`)
  return [
    `${columns.join(',\n')}\n)`,
    'PARTITIONED BY (day string)',
    "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'",
    'WITH SERDEPROPERTIES (',
    "  'serialization.format' = '1',",
    `  'input.regex' = '${albLinePattern().replaceAll('"', '\\"')}'`,
    ')',
    `LOCATION '${root}'`,
    tableProperties(projection(template)),
  ].join('\n')
}

function cloudFrontBody({root, template}: LogLocation): string {
  const columns = cloudFrontColumnTypes.map(([name, type]) => `  \`${name}\` ${type}`)
  return [
    `${columns.join(',\n')}\n)`,
    ...(template === null ? [] : ['PARTITIONED BY (day string)']),
    "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t'",
    `LOCATION '${root}'`,
    tableProperties([['skip.header.line.count', '2'], ...projection(template)]),
  ].join('\n')
}

type Property = readonly [name: string, value: string]

function projection(template: string | null): Property[] {
  if (template === null) return []
  return [
    ['projection.enabled', 'true'],
    ['projection.day.type', 'date'],
    ['projection.day.range', `${firstDay},NOW`],
    ['projection.day.format', 'yyyy/MM/dd'],
    ['projection.day.interval', '1'],
    ['projection.day.interval.unit', 'DAYS'],
    ['storage.location.template', template],
  ]
}

function tableProperties(properties: readonly Property[]): string {
  return `TBLPROPERTIES (\n${properties.map(([name, value]) => `  '${name}' = '${value}'`).join(',\n')}\n)`
}

/** Eight hexadecimal digits of a text (FNV-1a): enough to tell our own tables apart. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
