import type {AccessLogTraffic} from '../../documents/access-log-traffic.js'
import {type CountedRequests, otherName, type RouteTally, type Tally} from '../../documents/counted-requests.js'
import type {Window} from '../../documents/series.js'

/** Routes that are told apart in the document. */
export const mostRoutes = 200
/** So many minutes without a line are a gap: a judgement, since no line says whether a file is missing. */
const gapMinutes = 60

/**
 * The document of what was counted in access logs, and warnings about malformed lines and gaps. There must be a
 * request in it. The same counts give the same bytes, in whatever order groups and routes were met.
 */
export function accessLogTraffic(counted: CountedRequests): {log: AccessLogTraffic; warnings: string[]} {
  const {format, fileCount, lineCount, malformedCount, firstMalformed} = counted
  const first = Math.floor(counted.firstS / 60)
  const minuteCount = Math.floor(counted.lastS / 60) - first + 1
  const fromAt = isoTime(first * 60)
  const toAt = isoTime((first + minuteCount) * 60)
  const minutes = Array.from({length: minuteCount}, (_, i) => counted.requestsAt(first + i))
  const isGap = gapsOf(minutes)
  const window = (valueAt: (minute: number) => number): Window => ({
    periodS: 60,
    startAt: fromAt,
    values: isGap.map((gap, i) => (gap ? null : valueAt(first + i))),
  })
  const groups = [...counted.groups].sort(([a, tallyA], [b, tallyB]) => order(a, tallyA, b, tallyB))
  const log: AccessLogTraffic = {
    schema: 'ecom-plan.access-log-traffic/v1',
    format,
    capturedAt: toAt,
    fromAt,
    toAt,
    fileCount,
    lineCount,
    malformedCount,
    firstMalformed,
    total: window((minute) => counted.requestsAt(minute)),
    bots: window((minute) => groups.reduce((sum, [, group]) => sum + group.botsAt(minute), 0)),
    busiestSecond: window((minute) => counted.busiestAt(minute)),
    byTargetGroup: groups.map(([name, group]) => ({
      ...shareOf(name, group),
      total: window((minute) => group.requestsAt(minute)),
      bots: window((minute) => group.botsAt(minute)),
    })),
    byRoute: topRoutes(counted, hoursOf({isGap, first})),
  }
  return {log, warnings: [...malformedWarnings(counted), ...gapWarnings(isGap, first)]}
}

/** True for each minute of a stretch without a line that is long enough to be a missing file. */
function gapsOf(minutes: readonly number[]): boolean[] {
  const isGap = minutes.map(() => false)
  let emptyFrom = 0
  for (let i = 0; i < minutes.length; i++) {
    if (minutes[i] === 0) continue
    if (i - emptyFrom >= gapMinutes) isGap.fill(true, emptyFrom, i)
    emptyFrom = i + 1
  }
  return isGap
}

/** The hours that the minutes touch; true for those that are gaps through and through. */
function hoursOf({isGap, first}: {isGap: readonly boolean[]; first: number}): {first: number; isGap: boolean[]} {
  const firstHour = Math.floor(first / 60)
  const hours: boolean[] = []
  isGap.forEach((gap, i) => {
    const hour = Math.floor((first + i) / 60) - firstHour
    hours[hour] = gap && (hours[hour] ?? true)
  })
  return {first: firstHour, isGap: hours}
}

function topRoutes(
  {routes}: CountedRequests,
  hours: {first: number; isGap: readonly boolean[]},
): AccessLogTraffic['byRoute'] {
  const sorted = [...routes].filter(([name]) => name !== otherName).sort(([a, x], [b, y]) => order(a, x, b, y))
  const rest = sorted.slice(mostRoutes).map(([, tally]) => tally)
  const beyond = routes.get(otherName)
  if (beyond !== undefined) rest.push(beyond)
  const top = sorted.slice(0, mostRoutes)
  const all: [string, RouteTally][] = rest.length === 0 ? top : [...top, [otherName, summed(rest)]]
  return all.map(([name, tally]) => ({
    ...shareOf(name, tally),
    total: {
      periodS: 3600,
      startAt: isoTime(hours.first * 3600),
      values: hours.isGap.map((gap, i) => (gap ? null : tally.requestsAt(hours.first + i))),
    },
  }))
}

function summed(tallies: readonly RouteTally[]): RouteTally {
  const sum = (pick: (tally: RouteTally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0)
  return {
    requestCount: sum((tally) => tally.requestCount),
    botCount: sum((tally) => tally.botCount),
    errorCount: sum((tally) => tally.errorCount),
    requestsAt: (hour) => sum((tally) => tally.requestsAt(hour)),
  }
}

function shareOf(name: string, {requestCount, botCount, errorCount}: Tally): Tally & {name: string} {
  return {name, requestCount, botCount, errorCount}
}

/** Most requests first; names decide between equals, so that the same logs give the same bytes. */
function order(nameA: string, a: Tally, nameB: string, b: Tally): number {
  return b.requestCount - a.requestCount || (nameA < nameB ? -1 : 1)
}

function malformedWarnings({malformedCount, lineCount, firstMalformed}: CountedRequests): string[] {
  if (malformedCount === 0) return []
  const are = malformedCount === 1 ? 'is' : 'are'
  return [`${malformedCount} of ${lineCount} lines ${are} malformed and not counted, the first at ${firstMalformed}`]
}

function gapWarnings(isGap: readonly boolean[], firstMinute: number): string[] {
  const from = isGap.indexOf(true)
  if (from < 0) return []
  const stretches = isGap.filter((gap, i) => gap && !isGap[i - 1]).length
  const until = isGap.indexOf(false, from)
  const [fromAt, toAt] = [from, until].map((i) => isoTime((firstMinute + i) * 60))
  const more = stretches === 1 ? '' : `, and ${stretches - 1} more such ${stretches === 2 ? 'stretch' : 'stretches'}`
  return [
    `no line between ${fromAt} and ${toAt}${more}: taken as missing files and not as zero, since it lasts an hour or longer`,
  ]
}

const isoTime = (atS: number) => new Date(atS * 1000).toISOString().replace('.000Z', 'Z')
