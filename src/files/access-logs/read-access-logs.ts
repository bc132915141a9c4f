import type {LogFormat} from '../../documents/access-log-traffic.js'
import type {CountedRequests, LogSpan} from '../../documents/counted-requests.js'
import type {AccessRecord} from './access-record.js'
import {requestCounter} from './count-requests.js'
import {detectLog} from './detect-log.js'
import {duplicateFinder} from './find-duplicate.js'
import type {LogFile} from './list-log-files.js'
import {mixedLogs, nothingCounted, otherFormat, unknownLog, wideSpan} from './log-failures.js'
import {type OpenLog, openLog} from './open-log.js'
import {parseAlbLine} from './parse-alb-line.js'
import {cloudFrontColumns, parseCloudFrontLine} from './parse-cloudfront-line.js'
import {parseCombinedLine} from './parse-combined-line.js'
import {visitLines} from './visit-lines.js'

type Options = {
  /** As they were named, for what is said of them. */
  paths: readonly string[]
  files: readonly LogFile[]
  /** What marks a bot; `except` is a text in which a token does not count. */
  bots: {value: readonly string[]; except: string}
  /** The only format that is wanted; any, but one, when not told. */
  format?: LogFormat | undefined
  span?: LogSpan | undefined
  onProgress?: (text: string) => void
}

type State = {
  format: LogFormat | undefined
  firstPath: string
  fileCount: number
  lineCount: number
  outsideCount: number
  malformedCount: number
  firstMalformed: string | null
  warnings: string[]
}

const headBytes = 65_536
const longestSpanS = 800 * 86_400

/**
 * Reads access logs, plain or gzip, one after the other, and counts requests per minute in total and by target group,
 * per hour by route, with bots apart.
 *
 * The format is told by content: ALB, CloudFront standard logs with their #Fields line, or combined and common. All
 * files must be of one format, or a request would be counted where it entered and where it arrived. A file with the
 * content of an earlier one is passed over with a warning. Lines that cannot be read are counted, the first with its
 * place; lines outside `span` are passed over. Memory follows the stretch of time (about 25 KiB an hour and 12 KiB a
 * day and target group), not the lines.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE, LOG_CUT, LOG_UNKNOWN for a named file that is no log, LOG_MIXED, LOG_SPAN for
 * lines more than 800 days apart, DATA_EMPTY when nothing was counted, and what opening a file throws.
 */
export async function readAccessLogs(options: Options): Promise<{counted: CountedRequests; warnings: string[]}> {
  const {files, bots, span, onProgress} = options
  const state: State = {
    format: options.format,
    firstPath: '',
    fileCount: 0,
    lineCount: 0,
    outsideCount: 0,
    malformedCount: 0,
    firstMalformed: null,
    warnings: [],
  }
  const counter = requestCounter({botTokens: bots.value, except: bots.except})
  const isWanted = fileSieve(state)
  for (const [i, file] of files.entries()) {
    onProgress?.(`${file.path} (${i + 1} of ${files.length})`)
    const log = await openLog(file, {headBytes})
    const format = await isWanted(file, log)
    if (format === undefined) {
      await log.close()
      continue
    }
    const before = state.lineCount
    const visit = lineVisitor({state, counter, span, path: file.path, parse: parserOf(format)})
    await visitLines({chunks: log.chunks(), visit})
    if (state.lineCount > before) state.fileCount++
  }
  const {format, warnings, fileCount, lineCount, malformedCount, firstMalformed} = state
  const counts = counter.counts()
  if (format === undefined || counts.lastS < counts.firstS) throw nothingCounted(options.paths, state)
  return {counted: {format, fileCount, lineCount, malformedCount, firstMalformed, ...counts}, warnings}
}

type Visiting = {
  state: State
  counter: ReturnType<typeof requestCounter>
  span: LogSpan | undefined
  path: string
  parse: Parser
}

/** Counts the lines of one file. */
function lineVisitor({state, counter, span, path, parse}: Visiting) {
  const {fromS, toS} = span ?? {fromS: Number.NEGATIVE_INFINITY, toS: Number.POSITIVE_INFINITY}
  return (line: string | null, lineNumber: number): void => {
    if (line === '' || (line !== null && parse.passesOver(line))) return
    const record = line === null ? undefined : parse.record(line)
    if (record === undefined) {
      state.lineCount++
      state.malformedCount++
      state.firstMalformed ??= `${path}:${lineNumber}`
    } else if (record.atS >= fromS && record.atS < toS) {
      state.lineCount++
      counter.add(checkedSpan({record, span: counter.span, path, lineNumber}))
    } else state.outsideCount++
  }
}

/** Says of each file which format to read it in, or undefined for what is passed over with a warning. */
function fileSieve(state: State) {
  const findDuplicate = duplicateFinder()
  return async (file: LogFile, {head}: OpenLog): Promise<LogFormat | undefined> => {
    const {path, isNamed} = file
    const found = detectLog(head)
    if ('seems' in found) {
      if (isNamed) throw unknownLog(path, found.seems)
      state.warnings.push(`${path} was passed over: it seems to be ${found.seems}`)
      return undefined
    }
    const {format} = found
    state.format ??= format
    if (state.format !== format) {
      throw state.firstPath === ''
        ? otherFormat({path, format}, state.format)
        : mixedLogs({path, format}, {path: state.firstPath, format: state.format})
    }
    state.firstPath ||= path
    const duplicate = await findDuplicate(file, head)
    if (duplicate === undefined) return format
    if (duplicate.isWhole) {
      state.warnings.push(`${path} was passed over: it has the content of ${duplicate.path}`)
      return undefined
    }
    state.warnings.push(`${path} begins as ${duplicate.path} does: what both hold is counted twice`)
    return format
  }
}

type Parser = {record: (line: string) => AccessRecord | undefined; passesOver: (line: string) => boolean}

const never = () => false

function parserOf(format: LogFormat): Parser {
  if (format === 'alb') return {record: parseAlbLine, passesOver: never}
  if (format === 'combined') return {record: parseCombinedLine, passesOver: never}
  let columns: ReturnType<typeof cloudFrontColumns>
  const passesOver = (line: string) => {
    if (line.startsWith('#Fields:')) columns = cloudFrontColumns(line)
    return line.startsWith('#')
  }
  return {passesOver, record: (line) => (columns === undefined ? undefined : parseCloudFrontLine(line, columns))}
}

type Placed = {record: AccessRecord; span: {firstS: number; lastS: number}; path: string; lineNumber: number}

function checkedSpan({record, span, path, lineNumber}: Placed): AccessRecord {
  const {atS} = record
  if (atS - span.firstS <= longestSpanS && span.lastS - atS <= longestSpanS) return record
  throw wideSpan({path, lineNumber, fromS: Math.min(span.firstS, atS), toS: Math.max(span.lastS, atS)})
}
