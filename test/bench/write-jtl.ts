import {closeSync, openSync, writeSync} from 'node:fs'
import {WrittenCounts} from './written-counts.ts'

const threadCount = 400
const stretchS = 7200
const startMs = Date.UTC(2026, 0, 1)

/** A label as JMeter writes it, what it is called, the share of requests, the median of its times in milliseconds. */
const labels = [
  ['GET /', 'GET /', 10, 20],
  ['GET /category', 'GET /category', 12, 45],
  ['GET /product', 'GET /product', 18, 67],
  ['GET /item-7', 'GET /item-7', 4, 30],
  ['GET /item', 'GET /item', 4, 34],
  ['POST /cart', 'POST /cart', 12, 60],
  ['GET /cart', 'GET /cart', 8, 37],
  ['POST /login', 'POST /login', 4, 148],
  ['GET /checkout', 'GET /checkout', 6, 181],
  ['POST /checkout/payment', 'POST /checkout/payment', 8, 446],
  ['GET /account/orders', 'GET /account/orders', 6, 99],
  ['"GET /search?q=""shoe, red"""', 'GET /search?q="shoe, red"', 8, 164],
] as const
const header =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n'
const failure = '"Test failed: code expected to match /200/,\ngot ""503"""'

/**
 * Writes a seeded JTL in CSV of so many rows, with what JMeter does that a careless reader counts wrong: labels and
 * messages in quotes with delimiters, doubled quotes and line breaks inside, rows of Transaction Controllers, redirects
 * and embedded resources as rows, a label that ends as theirs do but is none, and a last line that is cut off. The
 * threads send one request after the other. Returns what a right reader counts.
 */
export function writeJtl({path, rowCount}: {path: string; rowCount: number}): WrittenCounts {
  const written = new WrittenCounts(
    labels.map(([, name]) => name),
    startMs,
  )
  const file = openSync(path, 'w')
  const random = generator(20_261_127)
  const times = labels.map(([, , , medianMs]) => timesOf(medianMs))
  const shares = labels.flatMap(([, , share], label) => Array.from({length: share}, () => label))
  const busyUntilMs = new Float64Array(threadCount)
  let text = header
  for (let row = 0; row < rowCount; ) {
    const label = shares[random() % 100] as number
    const thread = row % threadCount
    const elapsedMs = times[label]?.[random() & 65_535] as number
    const atMs = Math.max(startMs + Math.floor((row / rowCount) * stretchS * 1000), busyUntilMs[thread] as number)
    busyUntilMs[thread] = atMs + elapsedMs
    const isFailed = random() % 1000 < 4
    const users = 1 + Math.floor((row / rowCount) * threadCount)
    const sample = {label: labels[label]?.[0] ?? '', atMs, elapsedMs, isFailed, thread, users, random}
    text += rowOf(sample)
    written.add(label, atMs, elapsedMs, isFailed)
    row++
    const kind = random() % 64
    if (kind === 0) text += transactionOf(sample)
    else if (kind === 1) text += partsOf(sample)
    row += kind === 0 ? 1 : kind === 1 ? 3 : 0
    if (text.length > 1_048_576) {
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, `${text}${startMs + stretchS * 1000},17,GET /,200,O`)
  closeSync(file)
  return written
}

type Sample = {
  label: string
  atMs: number
  elapsedMs: number
  isFailed: boolean
  thread: number
  users: number
  random: () => number
}

function rowOf({label, atMs, elapsedMs, isFailed, thread, users, random}: Sample): string {
  const result = isFailed
    ? `503,Service Unavailable,Shoppers 1-${thread + 1},text,false,${failure}`
    : `200,OK,Shoppers 1-${thread + 1},text,true,`
  const chance = random()
  const connectMs = chance % 50 === 0 ? chance % 30 : 0
  return `${atMs},${elapsedMs},${label},${result},${400 + (chance % 20_000)},${180 + (chance % 300)},${users},${users},https://shop.example/p/${chance % 99_999},${(elapsedMs * 9) >> 3},0,${connectMs}\n`
}

const transactionOf = ({atMs, elapsedMs, thread, users}: Sample) =>
  `${atMs - 3},${elapsedMs + 3},Buy something,200,"Number of samples in transaction : 1, number of failing samples : 0",Shoppers 1-${thread + 1},,true,,2194,360,${users},${users},null,${elapsedMs},0,0\n`

/** A redirect, the page it leads to, and a picture in that page. */
function partsOf(sample: Sample): string {
  const {label, atMs, elapsedMs} = sample
  const firstMs = elapsedMs >> 1
  const numbered = (behind: string) => (label.endsWith('"') ? `${label.slice(0, -1)}${behind}"` : label + behind)
  const page = {...sample, atMs: atMs + firstMs, elapsedMs: elapsedMs - firstMs, isFailed: false}
  return (
    rowOf({...sample, label: numbered('-0'), elapsedMs: firstMs, isFailed: false}) +
    rowOf({...page, label: numbered('-1')}) +
    rowOf({...page, label: numbered('-1-0')})
  )
}

/** 65,536 times of a lognormal with sigma 0.5, and one in 2,000 that took twenty times as long. */
function timesOf(medianMs: number): Uint16Array {
  const random = generator(medianMs)
  const share = () => (random() + 0.5) / 2 ** 32
  return Uint16Array.from({length: 65_536}, () => {
    const normal = Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share())
    const timeMs = medianMs * Math.exp(0.5 * normal) * (share() < 0.0005 ? 20 : 1)
    return Math.min(65_535, Math.floor(timeMs))
  })
}

/** xorshift32: 32 bits at random. */
export function generator(start: number): () => number {
  let state = start | 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
