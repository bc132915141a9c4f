import {once} from 'node:events'
import {createWriteStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {createGzip} from 'node:zlib'

const browsers = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
]
const bots = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'curl/8.9.1',
]
const groups = [
  'web/73e2d6bc24d8a067',
  'catalog/0123456789abcdef',
  'cart/fedcba9876543210',
  'checkout/8899aabbccddeeff',
]
const startMs = Date.UTC(2026, 10, 27, 5)

/** What stands in the lines, so that a count of them can be checked. */
export type Written = {lineCount: number; botCount: number; errorCount: number; byteCount: number}

/**
 * Writes so many lines as an ALB writes them, gzipped, in chunks, so that memory does not depend on the number. Every
 * line has its own addresses, trace and connection, as real ones do: that is most of what keeps them from packing well.
 * `perSecond` sets how long a stretch they cover.
 */
export async function writeAlbLines({
  path,
  lineCount,
  perSecond,
}: {
  path: string
  lineCount: number
  perSecond: number
}): Promise<Written> {
  const written: Written = {lineCount, botCount: 0, errorCount: 0, byteCount: 0}
  const gzip = createGzip({level: 6})
  const done = pipeline(gzip, createWriteStream(path))
  const random = generator(20_261_127)
  let chunk = ''
  for (let i = 0; i < lineCount; i++) {
    chunk += lineOf(i, {perSecond, random, written})
    if (chunk.length < 262_144 && i + 1 < lineCount) continue
    written.byteCount += chunk.length
    if (!gzip.write(chunk)) await once(gzip, 'drain')
    chunk = ''
  }
  gzip.end()
  await done
  return written
}

type Making = {perSecond: number; random: () => number; written: Written}

function lineOf(i: number, {perSecond, random, written}: Making): string {
  const atMs = startMs + Math.floor((i / perSecond) * 1000)
  const tookMs = Math.floor(random() * 80)
  const at = `${new Date(atMs).toISOString().slice(0, 23)}${pad(random(), 3)}Z`
  const answeredAt = `${new Date(atMs + tookMs).toISOString().slice(0, 23)}${pad(random(), 3)}Z`
  const isBot = random() < 0.07
  const isError = random() < 0.004
  written.botCount += isBot ? 1 : 0
  written.errorCount += isError ? 1 : 0
  const agent = pick(isBot ? bots : browsers, random)
  const status = isError ? 502 : 200
  const client = `${Math.floor(random() * 223) + 1}.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}:${1024 + Math.floor(random() * 64_000)}`
  const target = `10.0.${Math.floor(random() * 3)}.${Math.floor(random() * 60)}:8080`
  const [took, received, sent] = [tookMs / 1000, Math.floor(random() * 900), Math.floor(random() * 60_000)]
  const trace = `Root=1-${hex(random, 8)}-${hex(random, 24)}`
  const group = pick(groups, random)
  return (
    `https ${answeredAt} app/shop/50dc6c495c0c9188 ${client} ${target} 0.000 ${took.toFixed(3)} 0.000 ${status} ${status} ${received} ${sent} ` +
    `"${requestOf(random)} HTTP/2.0" "${agent}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ` +
    `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${group} "${trace}" "shop.example" ` +
    `"arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012" 10 ${at} "forward" "-" "-" "${target}" "${status}" "-" "-" ` +
    `TID_${hex(random, 32)} "-" "-" "-"\n`
  )
}

function requestOf(random: () => number): string {
  const shop = 'https://shop.example:443'
  const kind = random()
  if (kind < 0.45) return `GET ${shop}/product/${Math.floor(random() * 80_000)}?ref=${hex(random, 6)}`
  if (kind < 0.7) return `GET ${shop}/category/${Math.floor(random() * 300)}?page=${Math.floor(random() * 9)}`
  if (kind < 0.8) return `GET ${shop}/search?q=${hex(random, 8)}`
  if (kind < 0.9) return `POST ${shop}/api/cart/${hex(random, 32)}/items`
  return kind < 0.95 ? `POST ${shop}/checkout` : `GET ${shop}/`
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T
const pad = (share: number, digits: number) => String(Math.floor(share * 10 ** digits)).padStart(digits, '0')
const hex = (random: () => number, digits: number) => {
  let text = ''
  while (text.length < digits)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return text.slice(0, digits)
}

function generator(start: number): () => number {
  let seed = start
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
}
