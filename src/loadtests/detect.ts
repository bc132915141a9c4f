import {detectJson} from './detect-json.js'
import {detectTable} from './detect-table.js'
import {detectText} from './detect-text.js'
import type {Detected} from './format-id.js'

/** How much of a file is enough to tell what it is, in bytes; JSON objects are read whole. */
export const headByteCount = 65_536

/**
 * Tells the format of a load-test result by its content, never by its name: from the first 64 KiB, or `needs-whole`
 * where it is a JSON object or list, which only its keys tell.
 */
export function detectHead(head: Buffer): Detected | 'needs-whole' {
  if (head.length === 0) return {none: 'an empty file'}
  const encoding = encodingOf(head)
  const binary = encoding === 'utf-8' ? detectBinary(head) : null
  if (binary !== null) return binary
  const text = startOf(new TextDecoder(encoding).decode(head))
  if (text === '') return {none: 'an empty file'}
  if (text[0] === '{' || (text[0] === '[' && !/^\[\d{4}-\d\d-\d\d /.test(text)))
    return detectJsonLines(text) ?? 'needs-whole'
  if (text[0] === '<') return detectXml(text)
  return detectTable(text) ?? detectText(text)
}

/** Tells a whole text, as `detectHead` does a head. */
export function detectWhole(text: string): Detected {
  return detectJson(startOf(text))
}

/** UTF-16 shows in its byte order mark, or in a NUL in every second of the first bytes. */
export function encodingOf([first = 1, second = 1, third = 1, fourth = 1]: Uint8Array):
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0 && third > 0 && fourth === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0 && third === 0 && fourth > 0)) return 'utf-16be'
  return 'utf-8'
}

/** Byte order mark, colours and white space before the first letter tell nothing. */
function startOf(text: string): string {
  const plain = text.replace(/^\uFEFF/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with it
  return plain.replace(/\u001b\[[0-9;]*m/g, '').trimStart()
}

function detectBinary(head: Buffer): Detected | null {
  if (isGatling(head)) return 'gatling-binary'
  const start = head.subarray(0, 400).toString('latin1')
  if (
    start.slice(0, 60).includes('Result') &&
    start.includes('Attack') &&
    start.includes('Latency') &&
    head[0] !== 0x7b
  ) {
    return 'vegeta-gob'
  }
  if (start.startsWith('SQLite format 3'))
    return {none: 'a SQLite database (of oha, perhaps: run it with --output-format json)'}
  if (start.startsWith('PK\u0003\u0004')) return {none: 'a zip archive: unpack it and import what is in it'}
  if (start.startsWith('PAR1')) return {none: 'a Parquet file'}
  return head.includes(0) ? {none: 'a binary file of no known kind'} : null
}

/** Gatling 3.13 and later: a zero byte, the length of the version as 32 bits, the version. */
function isGatling(head: Buffer): boolean {
  if (head[0] !== 0 || head.length < 20) return false
  const length = head.readInt32BE(1)
  return length > 2 && length < 40 && /^\d+\.\d+/.test(head.toString('latin1', 5, 5 + length))
}

function detectXml(text: string): Detected {
  if (/^(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*)*<testResults[\s>]/.test(text)) return 'jmeter-xml'
  if (/<FinalStatus[\s>]/.test(text)) return 'taurus-xml'
  if (/<jmeterTestPlan/.test(text)) return {none: 'a JMeter test plan, which says what to send, not what came of it'}
  if (/<testsuites?[\s>/]/.test(text)) return {none: 'a JUnit report, which holds verdicts and no response times'}
  if (/^<(!doctype )?html/i.test(text)) return {none: 'an HTML page'}
  if (/<tsung[\s>/]/.test(text)) return {none: 'a Tsung scenario'}
  return {none: 'an XML file'}
}

/** One JSON object a line, of which the first tells. */
function detectJsonLines(text: string): Detected | null {
  const line = text.slice(0, 4000)
  if (/^\{"(metric|type)":"/.test(line) && /"type":"(Metric|Point)"/.test(line)) return 'k6-ndjson'
  if (/^\{"attack":/.test(line) && /"latency":/.test(line)) return 'vegeta-ndjson'
  return null
}
