import {closeSync, openSync, writeSync} from 'node:fs'
import {generator} from './write-jtl.ts'
import {WrittenCounts} from './written-counts.ts'

const stretchMs = 7_200_000
const startMs = Date.UTC(2026, 0, 1)
const metrics = ['blocked', 'connecting', 'tls_handshaking', 'sending', 'waiting', 'receiving'] as const

/** A name as JSON writes it, what it is, the median of its times in milliseconds. */
const labels = [
  ['home', 'home', 20],
  ['category', 'category', 45],
  ['product', 'product', 67],
  ['search \\"shoe, red\\"', 'search "shoe, red"', 164],
  ['cart', 'cart', 60],
  ['checkout', 'checkout', 181],
  ['payment', 'payment', 446],
] as const

/**
 * Writes so many lines as `k6 run --out json` does, seeded: nine points a request, users once a second, dropped
 * iterations, names with quotes, and one request in a thousand whose keys come in another order. Returns what a right
 * reader counts.
 */
export function writeK6Lines({path, lineCount}: {path: string; lineCount: number}): WrittenCounts {
  const written = new WrittenCounts(
    labels.map(([, name]) => name),
    startMs,
  )
  const requestCount = Math.floor(lineCount / 9)
  const file = openSync(path, 'w')
  const random = generator(20_261_128)
  let text =
    '{"type":"Metric","data":{"name":"http_req_duration","type":"trend","contains":"time"},"metric":"http_req_duration"}\n'
  let lastSecond = -1
  for (let i = 0; i < requestCount; i++) {
    const endMs = startMs + 60_000 + Math.floor((i / requestCount) * stretchMs)
    const label = random() % labels.length
    const isFailed = random() % 1000 < 4
    const durationMs = Math.round(timeOf(labels[label]?.[2] ?? 1, random) * 1000) / 1000
    written.add(label, endMs - durationMs, durationMs, isFailed)
    text += pointsOf({name: labels[label]?.[0] ?? '', endMs, durationMs, isFailed, isOdd: i % 1000 === 999})
    if (Math.floor(endMs / 1000) !== lastSecond) text += gaugesOf(endMs, i)
    lastSecond = Math.floor(endMs / 1000)
    if (text.length > 1_048_576) {
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, text)
  closeSync(file)
  return written
}

/** A lognormal with sigma 0.5. */
function timeOf(medianMs: number, random: () => number): number {
  const share = () => (random() + 0.5) / 2 ** 32
  return medianMs * Math.exp(0.5 * Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share()))
}

type Request = {name: string; endMs: number; durationMs: number; isFailed: boolean; isOdd: boolean}

function pointsOf({name, endMs, durationMs, isFailed, isOdd}: Request): string {
  const time = `${new Date(endMs).toISOString().slice(0, 23)}000Z`
  const tags = `{"expected_response":"${!isFailed}","group":"","method":"GET","name":"${name}","proto":"HTTP/1.1","scenario":"default","status":"${isFailed ? 503 : 200}","url":"https://shop.example/p/${endMs % 99_999}"}`
  const point = (metric: string, value: number) =>
    `{"metric":"${metric}","type":"Point","data":{"time":"${time}","value":${value},"tags":${tags}}}\n`
  const odd = `{"type":"Point","metric":"http_req_duration","data":{"tags":${tags},"value":${durationMs},"time":"${time}"}}\n`
  return (
    point('http_reqs', 1) +
    (isOdd ? odd : point('http_req_duration', durationMs)) +
    metrics.map((metric) => point(`http_req_${metric}`, metric === 'waiting' ? durationMs * 0.95 : 0.05)).join('') +
    point('http_req_failed', isFailed ? 1 : 0)
  )
}

function gaugesOf(endMs: number, count: number): string {
  const time = new Date(endMs).toISOString()
  const gauge = (metric: string, value: number) =>
    `{"metric":"${metric}","type":"Point","data":{"time":"${time}","value":${value},"tags":{}}}\n`
  return gauge('vus', 1 + (count % 64)) + gauge('dropped_iterations', 1)
}
