import {expect, test} from 'vitest'
import {businessForecast, rankBusiness} from '../../../src/core/forecast/business-forecast.js'
import {configSchema} from '../../../src/documents/config.js'
import {businessSchema} from '../../../src/documents/config-business.js'

const bare = {
  schema: 'ecom-plan.config/v1',
  service: 'shop',
  timezone: 'UTC',
  aws: {account: '123456789012', region: 'eu-west-1'},
  demand: {level: 'edge', sources: [{kind: 'cloudwatch'}]},
  slo: {p95ResponseTime: '250ms', errorRatio: '0.1%'},
  events: [{id: 'sale', date: '2026-11-27'}],
  tiers: {},
}
const config = (over: object) => configSchema.parse({...bare, ...over})
const shop = {requestsPerSession: 13.5, conversion: '2.4%'}

test('orders, sessions and revenue an hour become requests per second: worked by hand', () => {
  // 60,000 orders ÷ .024 = 2,500,000 sessions · 13.5 requests ÷ 3,600 s = 9,375 req/s.
  const said = [{ordersPerHour: 60_000}, {sessionsPerHour: 2_500_000}, {revenuePerHour: 3_000_000, averageOrder: 50}]
  for (const forecast of said) {
    expect(businessForecast(config({business: {...shop, forecast}}), 'sale')?.hourRps).toBeCloseTo(9375, 6)
  }
})

test('it is ranked in our distribution of the hour, and named for where demand is counted', () => {
  const business = businessForecast(
    config({business: {...shop, forecast: {ordersPerHour: 60_000, from: 'marketing'}}}),
    'sale',
  )
  if (business === null) throw new Error('nothing said')
  // t = ln(9,375 / 7,500) / .1 = 2.231; with 5 degrees of freedom P(T ≤ 2.231) = .962 (tables: .95 at 2.015, .975 at 2.571).
  const found = rankBusiness({business, medianHourRps: 7500, levelRps: 2500, logSpread: 0.1, freedomCount: 5})
  expect(found.document.rankRatio).toBeCloseTo(0.962, 3)
  expect(found.note).toBe(
    'Marketing expects 60,000 orders an hour: 9,375 req/s over the peak hour at the edge, with 2.4 % of sessions ' +
      'ordering and 13.5 requests a session, which is our P96. The forecast stands, with a P50 of 7,500 req/s, ' +
      '48,000 orders an hour; to plan for theirs: --uplift 3.75.',
  )
})

test.each([
  [1e6, 'above our P99.9'],
  [1, 'below our P1'],
  [15_000, 'our P99.9'],
])('%d sessions an hour that lie far out are said so', (hourRps, says) => {
  const business = {from: 'x', said: 'y', because: 'z', hourRps, counted: 'sessions', perRps: 1}
  const spreads = {medianHourRps: 7500, levelRps: 2500, logSpread: 0.15, freedomCount: 10}
  expect(rankBusiness({business, ...spreads}).note).toContain(says)
})

test('with several events it must say which, and one that is not meant gets none', () => {
  const events = [
    {id: 'sale', date: '2026-11-27'},
    {id: 'rush', date: '2026-12-01'},
  ]
  const meant = config({events, business: {...shop, forecast: [{event: 'rush', sessionsPerHour: 10}]}})
  expect(businessForecast(meant, 'sale')).toBeNull()
  expect(businessForecast(meant, 'rush')?.hourRps).toBeCloseTo(0.0375, 9)
  const unclear = config({events, business: {...shop, forecast: {sessionsPerHour: 10}}})
  expect(() => businessForecast(unclear, 'sale')).toThrow(/which of sale, rush/)
  const wrong = config({business: {...shop, forecast: {event: 'sail', sessionsPerHour: 10}}})
  expect(() => businessForecast(wrong, 'sale')).toThrow(/about sail/)
})

test.each([
  [{...shop, forecast: {}}, /expected one of ordersPerHour/],
  [{...shop, forecast: {ordersPerHour: 1, sessionsPerHour: 1}}, /expected one of/],
  [{...shop, forecast: {revenuePerHour: 1}}, /averageOrder together/],
  [{conversion: '2%', forecast: {ordersPerHour: 1}}, /requestsPerSession/],
  [{requestsPerSession: 9, forecast: {ordersPerHour: 1}}, /conversion above zero/],
  [{requestsPerSession: 9, conversion: 0, forecast: {ordersPerHour: 1}}, /conversion above zero/],
])('what cannot be turned into a rate is refused: %j', (business, says) => {
  expect(JSON.stringify(businessSchema.safeParse(business).error?.issues)).toMatch(says)
})
