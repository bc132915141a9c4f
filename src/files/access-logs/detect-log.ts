import type {LogFormat} from '../../documents/access-log-traffic.js'
import {parseAlbLine} from './parse-alb-line.js'
import {cloudFrontColumns, parseCloudFrontLine} from './parse-cloudfront-line.js'
import {parseCombinedLine} from './parse-combined-line.js'

/** A format, or in words what the file seems to be instead. */
export type Detected = {format: LogFormat} | {seems: string}

const lookedAtLines = 20

/**
 * The format of an access log, told by its first lines and never by its name. `head` is the beginning of the file,
 * unpacked; lines that begin with # and blank ones are passed over. One readable line among the first twenty is enough:
 * the others are counted as malformed when the file is read.
 */
export function detectLog(head: string): Detected {
  const lines = head.split('\n', 200).map((line) => line.trimEnd())
  const fields = lines.find((line) => line.startsWith('#Fields:'))
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#')).slice(0, lookedAtLines)
  if (fields !== undefined) return detectCloudFront(fields, rows)
  if (rows.some((line) => parseAlbLine(line) !== undefined)) return {format: 'alb'}
  if (rows.some((line) => parseCombinedLine(line) !== undefined)) return {format: 'combined'}
  return {seems: seemsToBe(head, rows[0] ?? '')}
}

function detectCloudFront(fields: string, rows: readonly string[]): Detected {
  const columns = cloudFrontColumns(fields)
  if (columns === undefined) {
    return {
      seems: 'a log with a #Fields line that lacks one of date, time, cs-method, cs-uri-stem, sc-status',
    }
  }
  // a file with the header alone is a quiet hour
  const isRead = rows.length === 0 || rows.some((line) => parseCloudFrontLine(line, columns) !== undefined)
  return isRead ? {format: 'cloudfront'} : {seems: 'a log with a #Fields line whose rows are not separated by tabs'}
}

const packed = 'packed with something other than gzip: unpack it first'
const beginnings: readonly [bytes: string, seems: string][] = [
  ['PAR1', 'Parquet, which CloudFront version 2 can write: choose W3C there'],
  ['PK\x03\x04', 'a zip archive: unpack it first'],
  ['\x1f\x8b', 'gzip inside gzip: unpack it once'],
  ['BZh', packed],
  ['\x28\xb5\x2f\xfd', packed],
  ['\xfd7zXZ', packed],
]
const marks: readonly [pattern: RegExp, seems: string][] = [
  [/^$/, 'empty'],
  [/^\s*<(!doctype|html|\?xml)/i, 'a page or XML, such as an error answer'],
  [/^\s*[[{]/, 'JSON: of CloudFront version 2, choose W3C'],
  [/^Enable AccessLog for ELB/, 'the test file that AWS leaves when logging is switched on'],
]
const lineMarks: readonly [pattern: RegExp, seems: string][] = [
  [/^\d{4}-\d\d-\d\dT\S+Z \S+ \d+ \d+ (TLS|-)/, 'the connection log of a load balancer, which counts no requests'],
  [/^\d{4}-\d\d-\d\dT\S+Z \S+ \S+:\d+ /, 'the log of a Classic Load Balancer'],
  [/^(tls|tcp) 2\.0 /, 'the log of a Network Load Balancer'],
  [/^(https?|h2|grpcs|wss?) \d{4}-/, 'the log of an Application Load Balancer from before 2019, or cut lines of one'],
  [/^[^"[\]]*[,;\t][^"[\]]*$/, 'a table (CSV): as a source of demand that is kind: csv'],
]

function seemsToBe(head: string, line: string): string {
  const find = (list: typeof marks, text: string) => list.find(([pattern]) => pattern.test(text))?.[1]
  const begun = beginnings.find(([bytes]) => head.startsWith(bytes))?.[1]
  if (begun !== undefined) return begun
  if (head.includes('\0')) return 'not text'
  return find(marks, head) ?? find(lineMarks, line) ?? 'text in a form that is not known'
}
