import {ByteLines} from '../byte-lines.js'
import type {RowReader} from '../reading.js'
import {brokenRows, checkRows, cutOff} from '../row-flags.js'
import {StampReader} from '../stamp-reader.js'
import {unreadable} from '../unreadable.js'
import {utf8Chunks} from '../utf8-chunks.js'
import {isFailedResponse, K6Counts, type K6Metric} from './k6-counts.js'
import {isAt, PointReader} from './k6-point.js'

const head = Buffer.from('{"metric":"')
const lines = (['http_req_duration', 'vus', 'dropped_iterations'] as const).map((metric) => ({
  metric,
  start: Buffer.from(`{"metric":"${metric}","type":"Point","data":{"time":"`),
  name: Buffer.from(`${metric}"`),
}))
const [duration, vus, dropped] = lines as [Line, Line, Line]
type Line = (typeof lines)[number]

/**
 * Reads what `k6 run --out json` writes into a tally: a JSON object a line, about nine of them a request, of which the
 * one with the duration tells all that is counted.
 *
 * Lines in k6's own order of keys are read as bytes, others as JSON. A request is labelled with its tag `name`, or its
 * `url`. Durations are ms and stamped at the end of the request. Throws LOAD_TEST_UNREADABLE without any request.
 */
export const readK6Json: RowReader = async ({chunks, file, tally}) => {
  const counts = new K6Counts(tally, file, (name) => unescaped(name))
  const reader = new JsonPoints(counts)
  const cut = new ByteLines(file, (bytes, from, to, isLast) => reader.take(bytes, from, to, isLast))
  for await (const chunk of utf8Chunks(chunks)) cut.push(chunk)
  cut.end()
  const {brokenCount, firstBroken, isCut} = reader
  if (counts.requestCount === 0 && brokenCount === 0) {
    throw unreadable({file, what: 'has no point of http_req_duration: no HTTP request was sent'})
  }
  checkRows({file, rowCount: cut.lineCount - brokenCount, brokenCount})
  return {
    tool: 'k6',
    format: 'k6 JSON',
    toolVersion: null,
    loop: counts.droppedCount > 0 ? 'open' : null,
    startedAt: null,
    flags: [
      ...(isCut ? [cutOff] : []),
      ...(brokenCount > 0 ? [brokenRows(brokenCount, firstBroken)] : []),
      ...counts.flags(),
    ],
  }
}

/** A tag's value as JSON has it between its quotes. */
function unescaped(name: Buffer): string {
  const text = name.toString('utf8')
  if (!text.includes('\\')) return text
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text
  }
}

class JsonPoints {
  brokenCount = 0
  firstBroken = 0
  isCut = false
  #lineNumber = 0
  readonly #point = new PointReader(new StampReader())
  constructor(private readonly counts: K6Counts) {}

  take(bytes: Buffer, from: number, to: number, isLast: boolean): void {
    this.#lineNumber++
    // A line that was cut off may still begin well.
    if (isLast || !isAt(bytes, from, head)) this.#takeJson(bytes, from, to, isLast)
    else {
      const line = lineOf(bytes, from + head.length)
      if (line !== null && !this.#takeBytes(line, bytes, from, to)) this.#takeJson(bytes, from, to, false)
    }
  }

  #takeBytes({metric, start}: Line, bytes: Buffer, from: number, to: number): boolean {
    const point = this.#point
    if (!isAt(bytes, from, start) || !point.read(bytes, from + start.length, to)) return false
    if (metric === 'http_req_duration') {
      this.counts.request(this.#label(bytes), point.timeMs, point.value, this.#isFailed(bytes))
    } else this.counts.other(metric, point.timeMs, point.value)
    return true
  }

  #label(bytes: Buffer): number {
    const {nameFrom, nameTo, urlFrom, urlTo} = this.#point.tags
    if (nameTo > 0) return this.counts.labels.numberAt(bytes, nameFrom, nameTo)
    return urlTo > 0 ? this.counts.labels.numberAt(bytes, urlFrom, urlTo) : this.counts.label('(all)')
  }

  #isFailed(bytes: Buffer): boolean {
    const {expected, statusFrom, statusTo} = this.#point.tags
    if (expected !== 0) return expected === 102
    return isFailedResponse({expected: '', status: bytes.toString('latin1', statusFrom, statusTo)})
  }

  #takeJson(bytes: Buffer, from: number, to: number, isLast: boolean): void {
    const text = bytes.toString('utf8', from, to).trim()
    if (text === '') return
    const point = parsePoint(text)
    if (point === 'broken' && isLast) this.isCut = true
    else if (point === 'broken') this.#noteBroken()
    else if (point !== null) this.#takePoint(point)
  }

  #noteBroken(): void {
    if (this.brokenCount++ === 0) this.firstBroken = this.#lineNumber
  }

  #takePoint({metric, timeMs, value, tags}: Point): void {
    if (Number.isNaN(timeMs) || !(value >= 0)) this.#noteBroken()
    else if (metric === 'http_req_duration') {
      const label = this.counts.label(tags['name'] ?? tags['url'] ?? '(all)')
      const isFailed = isFailedResponse({expected: tags['expected_response'] ?? '', status: tags['status'] ?? ''})
      this.counts.request(label, timeMs, value, isFailed)
    } else this.counts.other(metric, timeMs, value)
  }
}

/** Which of the lines that count one is, by the metric that its bytes name at `at`. */
function lineOf(bytes: Buffer, at: number): Line | null {
  const letter = bytes[at]
  const line = letter === 104 ? duration : letter === 118 ? vus : letter === 100 ? dropped : null
  // `http_req_` is common to nine metrics, so their tenth letter is asked first.
  if (line === null || bytes[at + 9] === undefined || (line === duration && bytes[at + 9] !== 100)) return null
  return isAt(bytes, at, line.name) ? line : null
}

type Point = {metric: K6Metric; timeMs: number; value: number; tags: Record<string, string | undefined>}

/** A line as JSON: null for what is not counted. */
function parsePoint(text: string): Point | 'broken' | null {
  let line: {metric?: unknown; type?: unknown; data?: {time?: unknown; value?: unknown; tags?: unknown} | null} | null
  try {
    line = JSON.parse(text)
  } catch {
    return 'broken'
  }
  const metric = lines.find(({metric}) => metric === line?.metric)?.metric
  if (metric === undefined || line?.type !== 'Point') return typeof line === 'object' && line !== null ? null : 'broken'
  const {time, value, tags} = line.data ?? {}
  const stamp = Buffer.from(String(time))
  const timeMs = new StampReader().read(stamp, 0, stamp.length)
  return {metric, timeMs, value: typeof value === 'number' ? value : Number.NaN, tags: textsOf(tags)}
}

const textsOf = (tags: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof tags === 'object' && tags !== null ? tags : {}).filter(
      ([, value]) => typeof value === 'string',
    ),
  )
