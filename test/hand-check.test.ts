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
  // Median hour = 19,600 · 3.537 = 69,325 req/s.
  near(forecast.peakHour.p50Rps, 69_325)
  // The busiest minutes of 358 hours: half are below 1.1436 of their hour; their logs have the mean .1428 and the
  // spread .0451, wide to the right. Busy hours have the lower ones here (slope −.17), so those of all hours count.
  near(forecast.peakToMean.p50Ratio, 1.1436)
  // Beside an hour that is four times as uncertain, the middle of all outcomes goes with the mean of the logs:
  // 69,325 · e^.1428 = 69,325 · 1.1535 = 79,966.
  near(forecast.peak.p50Rps, 79_966)
  // Spread of the uplift: prior .08 + .06·1.2632 = .1558. Scatter .75·(.0438)² + 1·(.0329)² = .00252.
  // Variance (3·.02427 + .00252) / 4 = .01883; for a third occurrence ·1.5 = .02825, root .1681.
  // With the level's .019 the hour has √(.1681² + .019²) = .1692. The minute as a normal of its P50 and P90:
  // ln(1.2271/1.1433)/1.2816 = .0552, together √(.1692² + .0552²) = .178.
  near(forecast.logSpreadRatio, 0.178, 0.01)
  // Hour and minute: √(.1692² + .0451²) = .1751. t of 5 degrees of freedom at .90 is 1.476 (any printed table):
  // P90 = 79,966 · e^(1.476·.1751) = 103,550.
  near(forecast.peak.p90Rps, 103_550, 0.005)
  // At .99 it is 3.365, and so far out the hour alone decides, with a middling minute on top:
  // 69,325 · e^(3.365·.1692) = 122,500, · 1.1535 = 141,300. The two P99s multiplied would be 122,500 · 1.297 = 158,900.
  near(forecast.peak.p99Rps, 141_300, 0.01)
})

test('the frontend: instances, one zone lost, maximum and cost', () => {
  // 84.12 % come from the cache, 15.88 % go on: P90 103,371 · .1588 = 16,415; P50 79,933 · .1588 = 12,693 req/s.
  near(run.originPeak.p90Rps, 16_415)
  near(run.originPeak.p50Rps, 12_693)
  // A load test of 4 instances peaked at 1,682.67 req/s: 420.67 each. Production gives 429; the lower counts.
  // 36 instances carry 15,144: P90 is at 16,415 / 15,144 = 108.4 % of it.
  near(limit('web', 'requests').now.p90Ratio, 1.084)
  // At 80 %: 16,415 / 336.5 = 48.8 -> 49, in three zones 51. With a zone lost: 12,693 / 420.67 = 30.2 -> 31 in two
  // zones, 16 a zone, 48 in three. The larger: 51.
  expect(change('web-max')?.to).toBe('51')
  // It breaks where 15,144 = rate · .1588: 95,365 req/s at the edge.
  near(limit('web', 'requests').breaksAtRps ?? 0, 95_365)
})

test('checkout on Fargate: tasks and price', () => {
  // 16,415 · .05999 visits = 984.7 req/s; a task carries 54.84 at 85 % CPU: (85 − 4) / 1.477.
  // 14 tasks carry 767.7: 128.3 %. At 80 %: 984.7 / 43.87 = 22.4 -> 23, in three zones 24.
  near(limit('checkout', 'requests').now.p90Ratio, 1.283)
  expect(change('checkout-max')?.to).toBe('24')
  // One ARM task of 1 vCPU and 2 GB: .03238 + 2·.00356 = $.0395 an hour.
  expect(change('checkout-min')?.cost.because).toContain('× $0.0395')
})

test('the database: CPU, IOPS, class and volume', () => {
  // CPU = 3.97 % + .68 % per 100 req/s: at 16,415 it is 115.6 %; planned for 75 %: 154.1 % of the limit.
  near(limit('orders-db', 'CPU').now.p90Ratio, 1.541, 0.005)
  // 75 % is reached at (75 − 3.97) / .0068 = 10,446 req/s at the origin, 65,780 at the edge: this breaks first.
  near(plan.firstToBreak?.atRps ?? 0, 65_780, 0.005)
  expect(plan.firstToBreak).toMatchObject({tier: 'orders-db', measure: 'CPU'})
  // IOPS = 503 + .798 per req/s: 13,602. 85 % of 12,000 is 10,200: 133.4 %.
  near(limit('orders-db', 'IOPS').now.p90Ratio, 1.334, 0.005)
  // 13,602 / .85 = 16,002, in hundreds 16,100 IOPS; ρ = .845, waiting .845²/.155 = 4.6 of the 16.1 allowed.
  expect(change('orders-db-storage')?.to).toBe('16,100')
  near(limit('orders-db', 'disk queue').after.p90Ratio, 4.6 / 16.1, 0.02)
  // 4,100 IOPS more · $.02 · 2 zones = $164 a month.
  near(change('orders-db-storage')?.cost.monthUsd ?? 0, 164, 0.0001)
  // Half the CPU share needs 16 vCPU, 64 GiB or more, 16,100 IOPS baseline: m6g.4xlarge at 2 · $1.216 is the cheapest
  // in the list; against 2 · $.859 for r6g.2xlarge it is $.714 an hour more, · 32 h = $22.85.
  expect(change('orders-db-class')?.to).toBe('db.m6g.4xlarge')
  near(change('orders-db-class')?.cost.windowUsd ?? 0, 22.85, 0.001)
})

test('the hosts under catalog and cart', () => {
  // catalog: 16,415 · .5497 = 9,023 / (149.4 · .8) = 75.5 -> 76 -> 78. cart: 16,415 · .18008 = 2,956 / 88.26 = 33.5
  // -> 34 -> 36. 114 tasks of 1 vCPU, 8 on an m7g.2xlarge: 14.25 -> 15, three zones of 5.
  expect(change('shop-hosts-hosts-max')?.to).toBe('15')
  // vCPU: 51 · 4 + 15 · 8 = 324 against a quota of 256.
  expect(plan.blockers[0]?.message).toContain('324')
})
