import {expect, test} from 'vitest'
import {exampleRun} from './example-run.js'

/**
 * Bright Friday worked by hand, as on a sheet of paper: every figure in the comments was got with a pocket calculator
 * from the figures above it, and none was copied from the program. A relative slack of a few tenths of a percent
 * allows for the rounding of the paper.
 */
const run = await exampleRun('bright-friday')
const {forecast, plan} = run

const near = (value: number, paper: number, slackRatio = 0.003) => {
  expect(Math.abs(value - paper) / Math.abs(paper), `${value} against ${paper}`).toBeLessThan(slackRatio)
}
const limit = (tier: string, measure: string) => {
  const found = plan.limits.find((candidate) => candidate.tier === tier && candidate.measure === measure)
  if (found === undefined) throw new Error(`no limit ${tier} ${measure}`)
  return found
}
const change = (id: string) => plan.changes.find((candidate) => candidate.id === id)

test('the peak, from two past Black Fridays', () => {
  // Uplifts: 44,633 / 13,186 = 3.385 (2024) and 58,776 / 16,081 = 3.655 (2025); logs 1.2194 and 1.2961.
  // Weights .75 and 1, so .4286 and .5714: mean log = .4286·1.2194 + .5714·1.2961 = 1.2632, e^1.2632 = 3.537.
  near(forecast.upliftRatio, 3.537)
  // Median hour = 19,600 · 3.537 = 69,325 req/s; its busiest minute is 1.1433 times that: 79,260.
  near(forecast.peakHour.p50Rps, 69_325)
  near(forecast.peak.p50Rps, 79_260)
  // Spread of the uplift: prior .08 + .06·1.2632 = .1558. Scatter .75·(.0438)² + 1·(.0329)² = .00252.
  // Variance (3·.02427 + .00252) / 4 = .01883; for a third occurrence ·1.5 = .02825, root .1681.
  // The minute: ln(1.2271/1.1433)/1.2816 = .0552. Together with the level's .019: √(.1681² + .0552² + .019²) = .178.
  near(forecast.logSpreadRatio, 0.178, 0.01)
  // t of 5 degrees of freedom at .90 is 1.476 (any printed table): P90 = 79,260 · e^(1.476·.178) = 103,080.
  near(forecast.peak.p90Rps, 103_080, 0.005)
  // At .99 it is 3.365: P99 = 79,260 · e^(3.365·.178) = 144,300.
  near(forecast.peak.p99Rps, 144_300, 0.01)
})

test('the frontend: instances, one zone lost, maximum and cost', () => {
  // 84.12 % come from the cache, 15.88 % go on: P90 103,056 · .1588 = 16,365; P50 79,255 · .1588 = 12,586 req/s.
  near(run.originPeak.p90Rps, 16_365)
  near(run.originPeak.p50Rps, 12_586)
  // A load test of 4 instances peaked at 1,682.67 req/s: 420.67 each. Production gives 429; the lower counts.
  // 36 instances carry 15,144: P90 is at 16,365 / 15,144 = 108.1 % of it.
  near(limit('web', 'requests').now.p90Ratio, 1.081)
  // At 80 %: 16,365 / 336.5 = 48.6 -> 49, in three zones 51. With a zone lost: 12,586 / 420.67 = 29.9 -> 30 in two
  // zones, 15 a zone, 45 in three. The larger: 51.
  expect(change('web-max')?.to).toBe('51')
  // It breaks where 15,144 = rate · .1588: 95,365 req/s at the edge.
  near(limit('web', 'requests').breaksAtRps ?? 0, 95_365)
})

test('checkout on Fargate: tasks and price', () => {
  // 16,365 · .05999 visits = 981.7 req/s; a task carries 54.84 at 85 % CPU: (85 − 4) / 1.477.
  // 14 tasks carry 767.7: 127.9 %. At 80 %: 981.7 / 43.87 = 22.4 -> 23, in three zones 24.
  near(limit('checkout', 'requests').now.p90Ratio, 1.279)
  expect(change('checkout-max')?.to).toBe('24')
  // One ARM task of 1 vCPU and 2 GB: .03238 + 2·.00356 = $.0395 an hour.
  expect(change('checkout-min')?.cost.because).toContain('× $0.0395')
})

test('the database: CPU, IOPS, class and volume', () => {
  // CPU = 3.97 % + .68 % per 100 req/s: at 16,365 it is 115.3 %; planned for 75 %: 153.7 % of the limit.
  near(limit('orders-db', 'CPU').now.p90Ratio, 1.537, 0.005)
  // 75 % is reached at (75 − 3.97) / .0068 = 10,446 req/s at the origin, 65,780 at the edge: this breaks first.
  near(plan.firstToBreak?.atRps ?? 0, 65_780, 0.005)
  expect(plan.firstToBreak).toMatchObject({tier: 'orders-db', measure: 'CPU'})
  // IOPS = 503 + .80 per req/s: 13,595. 85 % of 12,000 is 10,200: 133.3 %.
  near(limit('orders-db', 'IOPS').now.p90Ratio, 1.333, 0.005)
  // 13,595 / .85 = 15,994, in hundreds 16,000 IOPS; ρ = .85, waiting .85²/.15 = 4.8 of the 16 allowed.
  expect(change('orders-db-storage')?.to).toBe('16,000')
  near(limit('orders-db', 'disk queue').after.p90Ratio, 4.8 / 16, 0.02)
  // 4,000 IOPS more · $.02 · 2 zones = $160 a month.
  near(change('orders-db-storage')?.cost.monthUsd ?? 0, 160, 0.0001)
  // Half the CPU share needs 16 vCPU, 64 GiB or more, 16,000 IOPS baseline: m6g.4xlarge at 2 · $1.216 is the cheapest
  // in the list; against 2 · $.859 for r6g.2xlarge it is $.714 an hour more, · 32 h = $22.85.
  expect(change('orders-db-class')?.to).toBe('db.m6g.4xlarge')
  near(change('orders-db-class')?.cost.windowUsd ?? 0, 22.85, 0.001)
})

test('the hosts under catalog and cart', () => {
  // catalog: 16,365 · .5497 = 8,997 / (149.4 · .8) = 75.3 -> 76 -> 78. cart: 16,365 · .18008 = 2,947 / 88.26 = 33.4
  // -> 34 -> 36. 114 tasks of 1 vCPU, 8 on an m7g.2xlarge: 14.25 -> 15, three zones of 5.
  expect(change('shop-hosts-hosts-max')?.to).toBe('15')
  // vCPU: 51 · 4 + 15 · 8 = 324 against a quota of 256.
  expect(plan.blockers[0]?.message).toContain('324')
})
