import {botTokens} from '../catalog/bot-tokens.js'
import {readResult} from '../core/athena/read-result.js'
import {accessLogTraffic} from '../core/series/access-log-traffic.js'
import {type AccessLogTraffic, accessLogTrafficSchema, type LogFormat} from '../documents/access-log-traffic.js'
import type {LogSpan} from '../documents/counted-requests.js'
import {PlanError} from '../errors.js'
import {detectCounted} from '../files/access-logs/detect-counted.js'
import {type LogFile, listLogFiles} from '../files/access-logs/list-log-files.js'
import {nothingCounted, otherFormat} from '../files/access-logs/log-failures.js'
import {readAccessLogs} from '../files/access-logs/read-access-logs.js'
import {visitCsvRecords} from '../files/csv-records.js'
import {readDocument} from '../files/read-document.js'

/** Where and as whom objects of a bucket are read; asked for only when a path lies in S3. */
export type S3Access = () => Promise<{region: string; profile: string | undefined}>

export type LogRead = {
  paths: readonly string[]
  format?: LogFormat | undefined
  span?: LogSpan | undefined
  s3: S3Access
  onProgress: (text: string) => void
}

export type LogDocument = {log: AccessLogTraffic; warnings: string[]}

/**
 * The document of access logs: of log files in folders and buckets, of the result of our query in Athena as a CSV file,
 * or one that was made before. What a path holds is told by its content. Throws what reading throws.
 */
export async function readLogDocument(read: LogRead): Promise<LogDocument> {
  const {paths, format, span} = read
  const local = await listLogFiles(paths.filter((path) => !isInS3(path)))
  const [only] = local
  if (only !== undefined && local.length === 1 && paths.length === 1 && only.isNamed) {
    const kind = await detectCounted(only)
    if (kind !== null && span !== undefined) throw spanUnused(only.path)
    if (kind === 'document') return checked(await documentAt(only.path), format, only.path)
    if (kind === 'result') return checked(await resultAt(only.path), format, only.path)
  }
  const files = [...local, ...(await listObjects(read))]
  const {counted, warnings} = await readAccessLogs({...read, files, bots: botTokens})
  const made = accessLogTraffic(counted)
  return {log: made.log, warnings: [...warnings, ...made.warnings]}
}

const isInS3 = (path: string) => path.startsWith('s3://')

async function listObjects({paths, span, s3}: LogRead): Promise<LogFile[]> {
  const places = paths.filter(isInS3)
  if (places.length === 0) return []
  const {listS3Objects} = await import('../store/s3-objects.js')
  const access = await s3()
  const isWanted = (key: string) => span === undefined || isOfSpan(key, span)
  const files: LogFile[] = []
  for (const place of places) {
    const objects = await listS3Objects({place, ...access, isWanted})
    if (objects.length === 0) throw nothingCounted([place], {lineCount: 0, outsideCount: 0, firstMalformed: null})
    files.push(...objects.map((object) => ({...object, isNamed: objects.length === 1 && object.path === place})))
  }
  return files
}

/** Lines of shortly before midnight may lie in the next day's folder; folders of other days need no reading. */
function isOfSpan(key: string, {fromS, toS}: LogSpan): boolean {
  const [, year, month, day] = /\/elasticloadbalancing\/[^/]+\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(`/${key}`) ?? []
  if (day === undefined) return true
  const dayS = Date.parse(`${year}-${month}-${day}T00:00:00Z`) / 1000
  return dayS + 86_400 > fromS && dayS - 86_400 < toS
}

async function documentAt(path: string): Promise<LogDocument> {
  return {log: await readDocument({path, schema: accessLogTrafficSchema}), warnings: []}
}

async function resultAt(path: string): Promise<LogDocument> {
  const rows: string[][] = []
  await visitCsvRecords({path, visit: (cells) => rows.push(cells)})
  return documentOfRows(rows, path)
}

/** The document of the rows that our query gave; `place` is what they are called in failures. Throws DATA_EMPTY. */
export function documentOfRows(rows: readonly (string | null)[][], place: string): LogDocument {
  const counted = readResult({rows, place})
  if (counted !== null) return accessLogTraffic(counted)
  throw new PlanError('data', 'DATA_EMPTY', `${place}: the query met no request`, {
    suggestions: ['check --path and widen --since and --until'],
    place: {file: place},
  })
}

function checked(found: LogDocument, wanted: LogFormat | undefined, path: string): LogDocument {
  if (wanted === undefined || found.log.format === wanted) return found
  throw otherFormat({path, format: found.log.format}, wanted)
}

function spanUnused(path: string): PlanError {
  return new PlanError('usage', 'SPAN_UNUSED', `${path} is counted already: --since and --until cannot narrow it`, {
    suggestions: ['leave --since and --until out', 'or count the logs again with --path and --since'],
    place: {file: path},
  })
}
