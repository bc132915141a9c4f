import type {AccessRecord} from './access-record.js'
import {scanUtcS} from './scan-time.js'

const types = ['http', 'https', 'h2', 'grpcs', 'ws', 'wss']
const space = 32
const quote = 34

/**
 * One request from a line of an Application Load Balancer's access log; undefined when the line is not one.
 *
 * The request is placed where it came in (`request_creation_time`, field 22), and not where it was answered (`time`,
 * field 2): for slow requests and WebSockets these lie far apart. A line must reach field 29, as Athena's documented
 * table asks; further fields are ignored. Quotes in a user agent are written `\x22`; a URL may hold raw ones.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 */
export function parseAlbLine(line: string): AccessRecord | undefined {
  const typeEnd = line.indexOf(' ')
  if (typeEnd > 5 || !types.includes(line.slice(0, typeEnd))) return undefined
  const requestFrom = line.indexOf('"', typeEnd) + 1
  const requestTo = line.indexOf('" "', requestFrom)
  const agentTo = line.indexOf('" ', requestTo + 3)
  if (requestFrom === 0 || requestTo < 0 || agentTo < 0) return undefined
  const groupFrom = afterSpaces(line, agentTo + 2, 2)
  const groupTo = line.indexOf(' ', groupFrom)
  if (groupFrom < 0 || groupTo < 0) return undefined
  const createdFrom = afterSpaces(line, afterQuoted(line, groupTo + 1, 3), 1)
  const createdTo = line.indexOf(' ', createdFrom)
  if (createdFrom < 0 || createdTo < 0 || afterQuoted(line, createdTo + 1, 7) < 0) return undefined
  const isDated = line.charCodeAt(createdFrom) !== 45
  const atS = scanUtcS(line, isDated ? createdFrom : typeEnd + 1)
  if (Number.isNaN(atS)) return undefined
  return {
    atS,
    group: groupName(line.slice(groupFrom, groupTo)),
    request: withoutQuery(line, requestFrom, requestTo),
    status: statusBefore(line, requestFrom - 1),
    userAgent: line.slice(requestTo + 3, agentTo),
  }
}

/** The offset behind so many spaces; -1 when they are not there. */
function afterSpaces(line: string, from: number, count: number): number {
  let at = from
  for (let i = 0; i < count && at > 0; i++) at = line.indexOf(' ', at) + 1
  return at > 0 ? at : -1
}

/** The offset behind so many quoted fields and the space after each; -1 when they are not there. */
function afterQuoted(line: string, from: number, count: number): number {
  let at = from
  for (let i = 0; i < count; i++) {
    if (at <= 0 || line.charCodeAt(at) !== quote) return -1
    const end = line.indexOf('"', at + 1)
    if (end < 0) return -1
    at = end + 2
  }
  return at
}

/** `targetgroup/NAME/ID` of its ARN, as CloudWatch has it. */
function groupName(arn: string): string {
  const at = arn.indexOf('targetgroup/')
  return at < 0 ? '-' : arn.slice(at)
}

/** From the method to the `?`, or to the HTTP version behind the last space; a URL may hold spaces. */
function withoutQuery(line: string, from: number, to: number): string {
  let end = to - 1
  while (end > from && line.charCodeAt(end) !== space) end--
  const query = line.indexOf('?', line.indexOf(' ', from))
  return line.slice(from, query >= 0 && query < end ? query : end)
}

/** `elb_status_code` is four fields before the request: 200 200 34 366 "GET …". */
function statusBefore(line: string, quoteAt: number): number {
  let at = quoteAt - 1
  for (let field = 0; field < 4 && at > 0; field++) {
    at--
    while (at > 0 && line.charCodeAt(at) !== space) at--
  }
  const status = Number(line.slice(at + 1, at + 4))
  return status >= 100 ? status : 0
}
