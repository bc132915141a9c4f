import {ClockJumps} from '../clock-jumps.js'
import type {RowReader} from '../reading.js'
import {brokenRows, checkRows, cutOff} from '../row-flags.js'
import type {Tally} from '../tally.js'
import {utf8Chunks} from '../utf8-chunks.js'
import {resolved, type XmlTag, XmlTags} from '../xml-tags.js'
import {endStamps, leftOutFlags} from './jtl-flags.js'
import {StampSide} from './stamp-side.js'

/** So many samples are read before it is decided what their stamps are. */
const samplesOfHead = 5000
const elements = new Set(['httpSample', 'sample', 'sampleResult'])

/**
 * Reads a JMeter result in XML (JTL) into a tally, in memory that does not grow with it.
 *
 * A sample's time contains those of the samples inside it (redirects, embedded resources), so only the outermost count;
 * those inside a Transaction Controller are the outermost ones themselves. Attributes are `t ts s lb rm tn sc ec na hn`,
 * or the long names of JMeter 1.x. Throws LOAD_TEST_UNREADABLE without a sample.
 *
 * @source https://github.com/apache/jmeter (src/core/…/save/converters/SampleResultConverter.java)
 */
export const readJtlXml: RowReader = async ({chunks, file, tally}) => {
  const samples = new XmlSamples(tally, file)
  const tags = new XmlTags(file, (tag) => samples.take(tag))
  for await (const chunk of utf8Chunks(chunks)) tags.push(chunk)
  samples.settle()
  const {brokenCount, firstBroken, requestCount} = samples
  checkRows({file, rowCount: requestCount, brokenCount})
  return {
    tool: 'jmeter',
    format: 'JTL XML',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [
      ...leftOutFlags(samples),
      ...(tags.isOpen || !samples.isClosed ? [{...cutOff, text: 'the file is cut off: its end is left out'}] : []),
      ...(brokenCount > 0 ? [brokenRows(brokenCount, firstBroken)] : []),
      ...samples.jumps.flags(),
      ...(samples.isEndStamp ? [endStamps] : []),
    ],
  }
}

type Sample = {
  label: string
  stampMs: number
  elapsedMs: number
  isFailed: boolean
  thread: string
  sampleCount: number
  errorCount: number
  users: number
  host: string
}

class XmlSamples {
  requestCount = 0
  transactionCount = 0
  partCount = 0
  statisticalCount = 0
  brokenCount = 0
  firstBroken = 0
  isClosed = false
  isEndStamp = false
  readonly jumps = new ClockJumps()
  #sampleCount = 0
  /** Of each sample that is open, whether its parts are samples in their own right. */
  readonly #open: boolean[] = []
  /** How many of them are samples that contain their parts. */
  #wholeCount = 0
  #head: Sample[] | null = []
  constructor(
    private readonly tally: Tally,
    private readonly file: string,
  ) {}

  take({name, kind, attributes}: XmlTag): void {
    if (name === 'testResults') this.isClosed = kind !== 'open'
    if (!elements.has(name)) return
    if (kind === 'close') this.#wholeCount -= this.#open.pop() === false ? 1 : 0
    else {
      const isTransaction = this.#takeSample(attributes)
      if (kind === 'empty') return
      this.#open.push(isTransaction)
      this.#wholeCount += isTransaction ? 0 : 1
    }
  }

  /** Counts what was held back. */
  settle(): void {
    const head = this.#head
    if (head === null) return
    const side = new StampSide()
    const threads = new Map<string, number>()
    for (const {thread, stampMs, elapsedMs} of head) {
      const number = threads.get(thread) ?? threads.size
      threads.set(thread, number)
      if (thread !== '') side.take(number, stampMs, elapsedMs)
    }
    this.isEndStamp = side.isEnd
    this.#head = null
    for (const sample of head) this.#count(sample)
  }

  /** True for a Transaction Controller. */
  #takeSample(text: string): boolean {
    this.#sampleCount++
    const attributes = attributesOf(text)
    if ((attributes.get('rm') ?? attributes.get('responseMessage'))?.startsWith('Number of samples in transaction')) {
      this.transactionCount++
      return true
    }
    const sample = sampleOf(attributes)
    if (this.#wholeCount > 0) this.partCount++
    else if (sample === null) {
      if (this.brokenCount++ === 0) this.firstBroken = this.#sampleCount
    } else if (this.#head === null) this.#count(sample)
    else if (this.#head.push(sample) >= samplesOfHead) this.settle()
    return false
  }

  #count({label, stampMs, elapsedMs, isFailed, sampleCount, errorCount, users, host}: Sample): void {
    const isStatistical = sampleCount > 1
    const meanMs = elapsedMs / sampleCount
    const startMs = this.isEndStamp || isStatistical ? stampMs - meanMs : stampMs
    const failedCount = isStatistical ? Math.min(errorCount, sampleCount) : isFailed ? 1 : 0
    const id = this.tally.labelId(label)
    this.requestCount += sampleCount
    if (isStatistical) this.statisticalCount++
    this.jumps.take(startMs + meanMs)
    if (sampleCount > failedCount) this.tally.add(id, startMs, meanMs * 1000, false, sampleCount - failedCount)
    if (failedCount > 0) this.tally.add(id, startMs, meanMs * 1000, true, failedCount)
    const generator = host === '' ? this.file : `${this.file} ${host}`
    if (users >= 0) this.tally.users(startMs + meanMs, users, this.tally.generatorId(generator))
  }
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(
    /(?<![^\s=/"'])([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    attributes.set(name, double ?? single ?? '')
  }
  return attributes
}

function sampleOf(attributes: Map<string, string>): Sample | null {
  const text = (...names: string[]) => names.map((name) => attributes.get(name)).find((value) => value !== undefined)
  const digits = (value: string | undefined) => (/^\d{1,15}$/.test(value ?? '') ? Number(value) : Number.NaN)
  const [stampMs, elapsedMs] = [digits(text('ts', 'timeStamp')), digits(text('t', 'time'))]
  if (Number.isNaN(stampMs + elapsedMs)) return null
  const success = text('s', 'success')
  const code = text('rc', 'rs', 'responseCode') ?? '200'
  const isFailed = success === undefined ? !/^[23]/.test(code) : success.toLowerCase() !== 'true'
  const sampleCount = digits(text('sc') ?? '1')
  return {
    label: resolved(text('lb', 'label') ?? '(all)'),
    stampMs,
    elapsedMs,
    isFailed,
    thread: text('tn', 'threadName') ?? '',
    sampleCount: sampleCount >= 1 ? sampleCount : 1,
    errorCount: digits(text('ec') ?? (isFailed ? '1' : '0')) || 0,
    users: digits(text('na')),
    host: text('hn') ?? '',
  }
}
