import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {accessLogDemand} from '../../../src/core/series/access-log-demand.js'
import {accessLogSummary} from '../../../src/core/series/access-log-summary.js'
import {accessLogTraffic} from '../../../src/core/series/access-log-traffic.js'
import {mergeWindows} from '../../../src/core/series/merge-windows.js'
import type {CountedRequests, GroupTally} from '../../../src/documents/counted-requests.js'
import type {Window} from '../../../src/documents/series.js'
import '../../seed.js'

const firstMinute = Date.parse('2026-11-27T05:30:00Z') / 60_000

/** Counts of groups by minute from 05:30 on, as a reader gives them. */
function countedOf(
  groups: Record<string, {requests: number[]; bots: number[]}>,
  more: Partial<CountedRequests> = {},
): CountedRequests {
  const length = Math.max(...Object.values(groups).map(({requests}) => requests.length))
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const tally = ({requests, bots}: {requests: number[]; bots: number[]}): GroupTally => ({
    requestCount: sum(requests),
    botCount: sum(bots),
    errorCount: 0,
    requestsAt: (minute) => requests[minute - firstMinute] ?? 0,
    botsAt: (minute) => bots[minute - firstMinute] ?? 0,
  })
  const tallies = new Map(Object.entries(groups).map(([name, group]) => [name, tally(group)]))
  const requestsAt = (minute: number) => sum([...tallies.values()].map((group) => group.requestsAt(minute)))
  return {
    format: 'alb',
    fileCount: 1,
    lineCount: sum([...tallies.values()].map(({requestCount}) => requestCount)),
    malformedCount: 0,
    firstMalformed: null,
    firstS: firstMinute * 60 + 7,
    lastS: (firstMinute + length) * 60 - 1,
    requestsAt,
    busiestAt: (minute) => Math.ceil(requestsAt(minute) / 60),
    groups: tallies,
    routes: new Map(),
    ...more,
  }
}
const web = {requests: [60, 120, 0], bots: [10, 20, 0]}
const none = {requests: [6, 0, 6], bots: [6, 0, 0]}

describe('demand', () => {
  const demand = (bots: 'included' | 'excluded' | 'only', more: Partial<CountedRequests> = {}) =>
    accessLogDemand({log: accessLogTraffic(countedOf({web, '-': none}, more)).log, bots}).values

  test('what no target group served is no demand behind a load balancer, as with CloudWatch', () => {
    expect(demand('included')).toEqual([60, 120, 0])
    expect(demand('excluded')).toEqual([50, 100, 0])
    expect(demand('only')).toEqual([10, 20, 0])
  })

  test('where a log names no group it is all there is', () => {
    expect(demand('included', {format: 'combined'})).toEqual([66, 120, 6])
    expect(demand('excluded', {format: 'cloudfront'})).toEqual([50, 100, 6])
  })

  test('a gap stays a gap', () => {
    const gap = {requests: [5, ...new Array(60).fill(0), 5], bots: []}
    const values = accessLogDemand({log: accessLogTraffic(countedOf({web: gap})).log, bots: 'included'}).values
    expect(values).toEqual([5, ...new Array(60).fill(null), 5])
  })
})

describe('summary', () => {
  test('rates are over what was measured, shoppers and bots apart', () => {
    const summary = accessLogSummary(accessLogTraffic(countedOf({web, '-': none})).log)
    expect(summary).toMatchObject({
      measuredS: 180,
      total: {requestCount: 192, botCount: 36, busiestRps: 2, busiestMinuteAt: '2026-11-27T05:31:00.000Z'},
      targetGroups: [
        {name: 'web', shopperMeanRps: 150 / 180, botMeanRps: 30 / 180, busiestRps: 2},
        {name: '-', shopperMeanRps: 6 / 180, busiestRps: 0.1},
      ],
    })
  })

  test('a gap is not measured', () => {
    const gap = {requests: [60, ...new Array(90).fill(0), 60], bots: []}
    const summary = accessLogSummary(accessLogTraffic(countedOf({web: gap})).log)
    expect(summary).toMatchObject({measuredS: 120, total: {shopperMeanRps: 1}})
  })
})

describe('merged windows', () => {
  const window = (startAt: string, values: (number | null)[]): Window => ({periodS: 60, startAt, values})
  test('those that meet or overlap become one, others stay apart', () => {
    const parts = [
      window('2026-11-27T06:00:00Z', [7]),
      window('2026-11-27T05:02:00Z', [3, 4]),
      window('2026-11-27T05:00:00Z', [1, 2]),
    ]
    expect(mergeWindows(parts)).toEqual({
      windows: [window('2026-11-27T05:00:00Z', [1, 2, 3, 4]), window('2026-11-27T06:00:00Z', [7])],
      overlapCount: 0,
    })
  })

  test('where two know a minute the larger counts, and a gap never takes a value away', () => {
    const parts = [window('2026-11-27T05:00:00Z', [1, 9, null, 4]), window('2026-11-27T05:01:00Z', [2, 3, null])]
    expect(mergeWindows(parts)).toEqual({windows: [window('2026-11-27T05:00:00Z', [1, 9, 3, 4])], overlapCount: 1})
  })

  test('cut anywhere and in any order, a window comes back whole', () => {
    const values = fc.array(fc.option(fc.nat(1000), {nil: null}), {minLength: 1, maxLength: 50})
    fc.assert(
      fc.property(values, fc.nat(49), fc.nat(49), fc.boolean(), (all, a, b, isTurned) => {
        const [from, to] = [Math.min(a, b, all.length - 1), Math.max(a, b)]
        const start = Date.parse('2026-11-27T05:00:00Z')
        const at = (minute: number) => new Date(start + minute * 60_000).toISOString()
        const parts = [window(at(0), all.slice(0, to + 1)), window(at(from), all.slice(from))]
        expect(mergeWindows(isTurned ? [...parts].reverse() : parts).windows).toEqual([
          {...window(at(0), all), startAt: at(0)},
        ])
      }),
    )
  })

  test('what was given is left as it was', () => {
    const parts = [window('2026-11-27T05:00:00Z', [1]), window('2026-11-27T05:00:00Z', [2])]
    const before = structuredClone(parts)
    mergeWindows(parts)
    expect(parts).toEqual(before)
  })
})
