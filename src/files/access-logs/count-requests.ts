import {type CountedRequests, otherName, type Tally} from '../../documents/counted-requests.js'
import type {AccessRecord} from './access-record.js'
import {routeOf} from './route-of.js'
import {type SlotCounter, slotCounter} from './slot-counter.js'

type GroupCounts = Tally & {minutes: SlotCounter; botMinutes: SlotCounter}
type RouteCounts = Tally & {hours: SlotCounter}

/** All routes up to here are counted, so that a scanner's early probes do not push the shop's own routes out. */
const mostRoutes = 20_000
/** Twice the target groups that one load balancer may have. */
const mostGroups = 200
/** A power of two. */
const rememberedTexts = 65_536

/** What is counted of requests; the rest of CountedRequests is counted of lines and files. */
type RequestCounts = Pick<CountedRequests, 'firstS' | 'lastS' | 'requestsAt' | 'busiestAt' | 'groups' | 'routes'>

/**
 * A counter of requests: per second in total, per minute by group with bots apart, and per hour by route.
 *
 * `botTokens` mark a user agent as a bot's wherever they stand in it, in any case; `except` is taken out of it first.
 * Memory follows the stretch of time and the caps above, not the lines: what is beyond a cap is counted as `other`.
 */
export function requestCounter({botTokens, except}: {botTokens: readonly string[]; except: string}) {
  const seconds = slotCounter(3600)
  const groups = new Map<string, GroupCounts>()
  const routes = new Map<string, RouteCounts>()
  const span = {firstS: Infinity, lastS: -Infinity}
  const namedGroup = capped(groups, mostGroups, () => ({
    ...noRequests(),
    minutes: slotCounter(1440),
    botMinutes: slotCounter(1440),
  }))
  const namedRoute = capped(routes, mostRoutes, () => ({...noRequests(), hours: slotCounter(24)}))
  const groupOf = remembered(namedGroup)
  const routeTally = remembered((request) => namedRoute(routeOf(request)))
  const isBot = remembered((userAgent) => {
    const text = userAgent.toLowerCase().replaceAll(except, '')
    return botTokens.some((token) => text.includes(token))
  })
  const add = ({atS, group, request, status, userAgent}: AccessRecord): void => {
    const bot = isBot(userAgent)
    if (atS < span.firstS) span.firstS = atS
    if (atS > span.lastS) span.lastS = atS
    seconds.add(atS)
    const ofGroup = groupOf(group)
    const minute = Math.floor(atS / 60)
    ofGroup.minutes.add(minute)
    if (bot) ofGroup.botMinutes.add(minute)
    addTo(ofGroup, status, bot)
    const ofRoute = routeTally(request)
    ofRoute.hours.add(Math.floor(minute / 60))
    addTo(ofRoute, status, bot)
  }
  const counts = (): RequestCounts => ({
    ...span,
    requestsAt: (minute) => secondsOf(seconds, minute).sum,
    busiestAt: (minute) => secondsOf(seconds, minute).most,
    groups: mapped(groups, ({minutes, botMinutes, ...tally}) => ({
      ...tally,
      requestsAt: minutes.at,
      botsAt: botMinutes.at,
    })),
    routes: mapped(routes, ({hours, ...tally}) => ({...tally, requestsAt: hours.at})),
  })
  return {add, span, counts}
}

function secondsOf(seconds: SlotCounter, minute: number): {sum: number; most: number} {
  let sum = 0
  let most = 0
  for (let second = minute * 60; second < minute * 60 + 60; second++) {
    const count = seconds.at(second)
    sum += count
    if (count > most) most = count
  }
  return {sum, most}
}

function mapped<From, To>(entries: ReadonlyMap<string, From>, change: (entry: From) => To): Map<string, To> {
  return new Map([...entries].map(([name, entry]) => [name, change(entry)]))
}

function addTo(tally: Tally, status: number, bot: boolean): void {
  tally.requestCount++
  if (bot) tally.botCount++
  if (status >= 500) tally.errorCount++
}

const noRequests = (): Tally => ({requestCount: 0, botCount: 0, errorCount: 0})

/** The entry of a name, made when new; `other` once there are `most`. */
function capped<T>(entries: Map<string, T>, most: number, make: () => T): (name: string) => T {
  const madeOf = (name: string) => {
    const made = make()
    entries.set(detached(name), made)
    return made
  }
  return (name) => {
    const found = entries.get(name)
    if (found !== undefined) return found
    return entries.size < most ? madeOf(name) : (entries.get(otherName) ?? madeOf(otherName))
  }
}

/**
 * Answers for texts that recur. A text has one place, told by its length and a few of its characters, and the newest
 * text there wins: comparing with it is cheaper than hashing all of a text that was just cut from a line.
 */
function remembered<T>(find: (text: string) => T): (text: string) => T {
  const texts: string[] = new Array(rememberedTexts).fill('')
  const answers: (T | undefined)[] = new Array(rememberedTexts).fill(undefined)
  return (text) => {
    const place = placeOf(text)
    const known = answers[place]
    if (known !== undefined && texts[place] === text) return known
    const answer = find(text)
    texts[place] = detached(text)
    answers[place] = answer
    return answer
  }
}

/** Texts differ most at their ends: ids of URLs, versions of browsers. */
function placeOf(text: string): number {
  const end = text.length - 1
  let mixed = end
  for (let i = 0; i < 6; i++) mixed = Math.imul(mixed, 31) + (text.charCodeAt(end - i) | 0)
  mixed = Math.imul(mixed, 31) + (text.charCodeAt(end >> 1) | 0)
  return (mixed ^ (mixed >>> 15)) & (rememberedTexts - 1)
}

/** A copy: a slice that is kept would keep the whole chunk of the file it was cut from. */
const detached = (text: string) => Buffer.from(text, 'latin1').toString('latin1')
