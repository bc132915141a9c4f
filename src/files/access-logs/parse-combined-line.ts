import type {AccessRecord} from './access-record.js'
import {daysS, scanClockS, scanTwo} from './scan-time.js'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const backslash = 92

/**
 * One request from a line in the `combined` or `common` format of nginx and Apache; undefined when the line is not one.
 *
 * What stands before the time (addresses, users, a host and port) and behind the user agent is passed over. The time
 * has its own offset from UTC. Apache writes when a request came, nginx when it was answered; the line does not say
 * which, and it is taken as it stands. nginx writes a quote as `\x22`, Apache as `\"`.
 *
 * @source https://nginx.org/en/docs/http/ngx_http_log_module.html
 * @source https://httpd.apache.org/docs/2.4/logs.html
 */
export function parseCombinedLine(line: string): AccessRecord | undefined {
  const bracket = line.indexOf(' [')
  if (bracket < 0) return undefined
  const atS = scanLogTimeS(line, bracket + 2)
  const requestFrom = bracket + 31
  if (Number.isNaN(atS) || line.slice(requestFrom - 3, requestFrom) !== '] "') return undefined
  const requestTo = closingQuote(line, requestFrom)
  const statusFrom = requestTo + 2
  const status = Number(line.slice(statusFrom, statusFrom + 3))
  if (requestTo < 0 || !(status >= 0) || line.charCodeAt(statusFrom + 3) !== 32) return undefined
  return {
    atS,
    group: '-',
    request: withoutQuery(line.slice(requestFrom, requestTo)),
    status,
    userAgent: userAgentAfter(line, statusFrom + 4),
  }
}

/** Seconds of the epoch of `27/Nov/2026:05:00:00 -0500`. */
function scanLogTimeS(line: string, at: number): number {
  const day = scanTwo(line, at)
  const month = months.indexOf(line.slice(at + 3, at + 6)) + 1
  const year = scanTwo(line, at + 7) * 100 + scanTwo(line, at + 9)
  const offsetS = scanTwo(line, at + 22) * 3600 + scanTwo(line, at + 24) * 60
  const sign = line[at + 21]
  if (sign !== '+' && sign !== '-') return Number.NaN
  const wallS = daysS({year, month, day}) + scanClockS(line, at + 12)
  return sign === '+' ? wallS - offsetS : wallS + offsetS
}

/** The offset of the quote that ends a field, passing over `\"`; -1 when it is not there. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from)
  while (at > from && isEscaped(line, at)) at = line.indexOf('"', at + 1)
  return at
}

function isEscaped(line: string, at: number): boolean {
  let before = at - 1
  while (line.charCodeAt(before) === backslash) before--
  return (at - before) % 2 === 0
}

function withoutQuery(request: string): string {
  const version = request.lastIndexOf(' ')
  const query = request.indexOf('?')
  const target = version > request.indexOf(' ') ? request.slice(0, version) : request
  return query >= 0 && query < target.length ? request.slice(0, query) : target
}

/** The second quoted field behind the status; empty in the common format, which ends before it. */
function userAgentAfter(line: string, from: number): string {
  const refererFrom = line.indexOf('"', from) + 1
  const refererTo = refererFrom === 0 ? -1 : closingQuote(line, refererFrom)
  const agentFrom = refererTo < 0 ? -1 : line.indexOf('"', refererTo + 1) + 1
  if (agentFrom <= 0) return ''
  const agentTo = closingQuote(line, agentFrom)
  return line.slice(agentFrom, agentTo < 0 ? line.length : agentTo)
}
