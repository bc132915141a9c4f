import type {LogFormat} from './access-log-traffic.js'

/** Requests of one target group or route: all, those of bots among them, and those answered with 5xx. */
export type Tally = {requestCount: number; botCount: number; errorCount: number}

/** A target group's requests in a minute of the epoch, and those of bots among them. */
export type GroupTally = Tally & {requestsAt(minute: number): number; botsAt(minute: number): number}

/** A route's requests in an hour of the epoch. */
export type RouteTally = Tally & {requestsAt(hour: number): number}

/**
 * What was counted in access logs, whoever counted: our reader, or Athena. Both end in the same document.
 * Times are seconds, minutes and hours of the epoch; the first and the last are those of requests.
 */
export type CountedRequests = {
  format: LogFormat
  fileCount: number
  lineCount: number
  malformedCount: number
  firstMalformed: string | null
  firstS: number
  lastS: number
  requestsAt(minute: number): number
  /** Requests in the busiest second of a minute. */
  busiestAt(minute: number): number
  groups: ReadonlyMap<string, GroupTally>
  routes: ReadonlyMap<string, RouteTally>
}

/** What is beyond a cap is counted under this name. */
export const otherName = 'other'

/** Half-open, seconds of the epoch: only requests of this stretch are counted. */
export type LogSpan = {fromS: number; toS: number}

/** How requests become routes. Our reader and our SQL both follow it, and a test holds them together. */
export const routeRules = {longestCount: 120, leastHexDigitCount: 16, idText: ':id'} as const
