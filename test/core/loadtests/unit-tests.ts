import {closedNetwork} from '../../../src/core/laws/closed-network.js'
import type {TierLoadTest} from '../../../src/documents/load-test.js'

/** A shop whose throughput is known exactly: workers that each wait for a database of so many connections. */
export type KnownShop = {workerCount: number; ownTimeS: number; databaseTimeS: number; connectionCount: number}

/** Exact throughput with so many users, who pause in between, by the convolution of closed-network.ts. */
export function knownRps(shop: KnownShop, unitCount: number, userCount: number): number {
  const {workerCount, ownTimeS, databaseTimeS, connectionCount} = shop
  return closedNetwork({
    stations: [{serviceDemandS: databaseTimeS, serverCount: connectionCount}],
    userCount: Math.min(userCount, workerCount * unitCount),
    thinkTimeS: ownTimeS,
  }).throughputRps
}

/** A closed test of the shop with users who do not pause: throughput by law, response times by Little's. */
export function knownTest(
  shop: KnownShop,
  unitCount: number,
  {
    usersEach = [1, 4, 8, 14, 24],
    isMeasured = true,
    pauseS = 0,
  }: {usersEach?: number[]; isMeasured?: boolean; pauseS?: number} = {},
): TierLoadTest {
  const rows = usersEach.map((each) => {
    const inFlight = each * unitCount
    const rps = knownRps(shop, unitCount, inFlight)
    return {inFlight, rps, meanS: inFlight / rps}
  })
  return {
    schema: 'ecom-plan.load-test/v2',
    id: '0123456789abcdef',
    tool: 'k6',
    format: 'k6 summary export',
    toolVersion: null,
    loop: 'closed',
    tier: 'web',
    unitCount,
    commit: null,
    tags: {},
    startedAt: '2026-10-20T06:00:00.000Z',
    durationS: null,
    sources: [],
    endpoints: [],
    windows: [],
    flags: [],
    origin: 'config',
    steps: rows.map(({inFlight, rps, meanS}) => ({
      concurrencyCount: inFlight + rps * pauseS,
      offeredRps: null,
      throughputRps: rps,
      errorRatio: 0,
      requestCount: 5000,
      meanResponseTimeS: meanS,
      percentiles: [{ratio: 0.95, responseTimeS: 1.8 * meanS}],
      histogram: null,
      failureHistogram: null,
      startS: null,
      durationS: null,
      isExact: false,
      isSteady: true,
      file: 'f',
    })),
    ...(isMeasured
      ? {
          shared: [
            {
              name: 'orders-db',
              serverCount: null,
              ratios: rows.map(({rps}) => (rps * shop.databaseTimeS) / shop.connectionCount),
            },
          ],
        }
      : {}),
  }
}
