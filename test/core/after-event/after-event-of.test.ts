import {expect, test} from 'vitest'
import {afterEventOf} from '../../../src/core/after-event/after-event-of.ts'
import {lessonsOf} from '../../../src/core/after-event/lessons.ts'
import {measuredHours} from '../../../src/core/after-event/measured-window.ts'
import type {WindowMetrics} from '../../../src/core/after-event/window-metrics.ts'
import {afterEventSchema} from '../../../src/documents/after-event.ts'
import type {Config} from '../../../src/documents/config.ts'
import type {Receipt} from '../../../src/documents/receipt.ts'
import type {MetricId, MetricSeries, Window} from '../../../src/documents/series.ts'
import {sampleRun as run} from '../../report/sample-run.ts'
import {sampleReport} from '../report-history/sample-report.ts'

/** With measures as limits name them. */
const limits = run.plan.limits.map((limit) => (limit.measure === 'cpu' ? {...limit, measure: 'CPU'} : limit))
const sampleRun = {...run, plan: {...run.plan, limits}}
const {forecast, plan} = sampleRun
const {windowStartAt, windowEndAt} = forecast
const startMs = Date.parse(windowStartAt)
const hourCount = (Date.parse(windowEndAt) - startMs) / 3_600_000

const id = (metricName: string, stat: string): MetricId => ({namespace: 'test', metricName, dimensions: {}, stat})
const series = (metric: MetricId, valueAt: (step: number) => number | null): MetricSeries => ({
  ...metric,
  windows: [
    {
      periodS: 300,
      startAt: windowStartAt,
      values: Array.from({length: hourCount * 12}, (_, step) => valueAt(step)),
    },
  ],
})
const units = id('units', 'Average')
const requests = id('requests', 'Sum')
const p95 = id('p95', 'p95')
const [cpu, connections, readIops, writeIops] = ['cpu', 'connections', 'read', 'write'].map((name) =>
  id(name, 'Average'),
)
const measured: WindowMetrics = {
  fleets: [{tier: 'web', units, requests, p95}],
  databases:
    cpu === undefined || connections === undefined || readIops === undefined || writeIops === undefined
      ? []
      : [{tier: 'orders-db', cpu, connections, readIops, writeIops}],
}
const model = sampleRun.models.find(({tier}) => tier === 'web')
const unitRps = model?.unitRps ?? 0

/** Each hour at a factor of its median, by the minute, or in coarser steps. */
function traffic(factorOf: (hour: number) => number | null, periodS = 60): {windows: Window[]; sources: string[]} {
  const perHour = 3600 / periodS
  const values = forecast.path.flatMap(({p50Rps}, hour) => {
    const factor = factorOf(hour)
    return Array.from({length: perHour}, () => (factor === null ? null : p50Rps * factor * periodS))
  })
  return {windows: [{periodS, startAt: windowStartAt, values}], sources: ['evening.csv']}
}

const config = (event: object = {}) =>
  ({
    targetUtilization: 0.8,
    archive: '.ecom-plan/archive',
    demand: {sources: [{kind: 'cloudwatch'}]},
    events: [{id: forecast.eventId, catalog: 'black-friday', previous: [], ...event}],
  }) as unknown as Config

const receipt = (undone: boolean) =>
  ({
    applyId: 'a-1',
    purpose: 'apply',
    undoes: [],
    eventId: forecast.eventId,
    openedAt: '2026-11-20T00:00:00.000Z',
    patches: [{patch: {tier: 'web'}, state: undone ? 'undone' : 'verified'}],
  }) as unknown as Receipt

type Values = {units?: number | null; rps?: number; p95S?: number | null; cpuPercent?: number}
const metricsOf = ({units: unitCount = 40, rps = 20 * unitRps, p95S = 0.2, cpuPercent = 60}: Values) => ({
  schema: 'ecom-plan.metrics/v1' as const,
  capturedAt: windowEndAt,
  series: [
    series(units, () => unitCount),
    series(requests, () => rps * 300),
    series(p95, (step) => (p95S === null ? null : step === 100 ? p95S : 0.1)),
    ...(cpu === undefined ? [] : [series(cpu, (step) => (step === 7 ? cpuPercent : 30))]),
  ],
})
const afterOf = (values: Values, more: Partial<Parameters<typeof afterEventOf>[0]> = {}) =>
  afterEventOf({
    forecast: sampleReport({run: sampleRun}),
    config: config(),
    traffic: traffic(() => 1),
    metrics: metricsOf(values),
    measured,
    receipts: [receipt(false)],
    temporary: [],
    databaseCpuLimitRatio: 0.75,
    ...more,
  })

test('the peak minute, its error, and how many hours lay under each quantile', () => {
  // Half of the hours at their median exactly, a quarter above P90, one above P99.
  const factor = (hour: number) => {
    const {p50Rps = 1, p90Rps = 1, p99Rps = 1} = forecast.path[hour] ?? {}
    if (hour === 0) return (p99Rps / p50Rps) * 1.01
    return hour % 4 === 3 ? (p90Rps / p50Rps) * 1.01 : 1
  }
  const after = afterOf({}, {traffic: traffic(factor)})
  expect(afterEventSchema.parse(after)).toEqual(after)
  const above90 = forecast.path.filter((_, hour) => hour === 0 || hour % 4 === 3).length
  expect(after.coverage).toEqual({
    p50Ratio: (hourCount - above90) / hourCount,
    p90Ratio: (hourCount - above90) / hourCount,
    p99Ratio: (hourCount - 1) / hourCount,
    hourCount,
  })
  const highest = Math.max(...forecast.path.map(({p50Rps}, hour) => p50Rps * factor(hour)))
  expect(after.measuredPeakRps).toBeCloseTo(highest, 6)
  expect(after.errorRatio).toBeCloseTo(highest / forecast.peak.p50Rps - 1, 6)
})

test('of an hour the finest that was measured is the truth, and a gap is no zero', () => {
  const fine = traffic((hour) => (hour < 2 ? 1 : null)).windows
  const coarse = traffic((hour) => (hour === 5 ? null : 3), 3600).windows
  const hours = measuredHours({traffic: {windows: [...coarse, ...fine]}, windowStartAt, windowEndAt})
  expect(hours.length).toBe(hourCount - 1)
  expect(hours.slice(0, 3).map(({stepS}) => stepS)).toEqual([60, 60, 3600])
  expect(hours[0]?.busiestRps).toBeCloseTo(forecast.path[0]?.p50Rps ?? 0, 6)
})

test('a tier held where its p95 did, did not where it was slow for a while, and is never said to have held unmeasured', () => {
  const web = (values: Values) =>
    afterOf(values).tiers.find(({tier, measure}) => tier === 'web' && measure === 'requests')
  expect(web({})).toMatchObject({held: 'held', measuredRatio: 0.5})
  const sloS = sampleRun.slo.p95ResponseTimeS
  expect(web({p95S: sloS * 1.5})).toMatchObject({
    held: 'did-not-hold',
    because: expect.stringContaining('above it for 5 min'),
  })
  expect(web({p95S: null, rps: 41 * unitRps})).toMatchObject({held: 'did-not-hold', measuredRatio: 41 / 40})
  expect(web({p95S: null, units: null})).toMatchObject({held: 'not-measured', measuredRatio: null})
  const db = (cpuPercent: number) =>
    afterOf({cpuPercent}).tiers.find(({tier, measure}) => tier === 'orders-db' && measure === 'CPU')
  expect(db(60)).toMatchObject({held: 'held', measuredRatio: expect.closeTo(0.8, 9)})
  expect(db(90)).toMatchObject({held: 'did-not-hold', measuredRatio: expect.closeTo(1.2, 9)})
  const unknown = afterOf({}).tiers.filter(({tier}) => !['web', 'orders-db'].includes(tier))
  expect(unknown.every(({held, measuredRatio}) => held === 'not-measured' && measuredRatio === null)).toBe(true)
})

test('what was in force is planned against: an apply that was rolled back before the window is not', () => {
  const plannedOf = (receipts: Receipt[]) =>
    afterOf({}, {receipts}).tiers.find(({tier}) => tier === 'web')?.plannedRatio
  const web = plan.limits.find(({tier}) => tier === 'web')
  const rollback = (openedAt: string) =>
    ({
      ...receipt(false),
      applyId: 'a-2',
      purpose: 'rollback',
      undoes: ['a-1'],
      openedAt,
      patches: [],
    }) as unknown as Receipt
  expect(plannedOf([receipt(false)])).toBe(web?.after.p90Ratio)
  expect(plannedOf([receipt(true), rollback('2026-11-29T00:00:00.000Z')])).toBe(web?.after.p90Ratio)
  expect(plannedOf([receipt(true), rollback('2026-11-22T00:00:00.000Z')])).toBe(web?.now.p90Ratio)
  expect(plannedOf([])).toBe(web?.now.p90Ratio)
})

test('unit-hours beyond what the measured rate needs, by hand', () => {
  // 20 units' rate at 80 % needs 25; 40 ran.
  const {wastedInstanceHoursCount, wasteBecause} = afterOf({})
  const resting =
    plan.changes.find(({tier, schedule}) => tier === 'web' && schedule !== undefined)?.schedule?.restingCount ?? 0
  expect(resting).toBeLessThanOrEqual(25)
  expect(wastedInstanceHoursCount).toBeCloseTo(15 * hourCount, 6)
  expect(wasteBecause).toContain(`web ${15 * hourCount}`)
  expect(afterOf({units: null}).wastedInstanceHoursCount).toBeNull()
})

test('what was paid is the units above rest at the price of the plan; nothing without an apply', () => {
  const schedule = {
    unit: 'instance' as const,
    restingCount: 12,
    maxCount: 66,
    steps: [
      {at: windowStartAt, minCount: 22},
      {at: windowEndAt, minCount: 12},
    ],
  }
  const change = {tier: 'web', schedule, cost: {windowUsd: 10 * hourCount * 0.145, monthUsd: null, because: ''}}
  const priced = {...sampleRun, plan: {...plan, changes: [change], windowCostUsd: change.cost.windowUsd}}
  const report = sampleReport({run: priced as unknown as typeof sampleRun})
  const paid = afterOf({}, {forecast: report})
  expect(paid.plannedCostUsd).toBeCloseTo(10 * hourCount * 0.145, 6)
  expect(paid.actualCostUsd).toBeCloseTo(28 * hourCount * 0.145, 6)
  expect(paid.costBecause).toBe(`measured above what rests: web ${28 * hourCount} unit-hours × $0.145`)
  expect(afterOf({}, {forecast: report, receipts: []})).toMatchObject({
    actualCostUsd: null,
    costBecause: expect.stringContaining('no apply'),
  })
})

test('lessons: where it lay, what did not hold, and what the config must be told', () => {
  const failed = afterOf({p95S: 9})
  expect(failed.lessons[0]).toContain("the forecast's P50 of 10,210 req/s: ")
  expect(failed.lessons.join(' ')).toMatch(
    /web \(requests\) did not hold: p95 at most 9 s.*ecom-plan pull within 15 days/,
  )
  expect(failed.configYaml).toMatch(/^events:\n {2}- id: black-friday-2026\n {4}censored: \[2026-11-27\] # /)
  expect(afterOf({}).configYaml).toBeUndefined()
  const own = {catalog: undefined, date: '2026-11-27', previous: ['2025-11-28'], drivers: {marketingSpend: {}}}
  const {configYaml} = lessonsOf({
    after: afterOf({}),
    config: config(own),
    eventId: forecast.eventId,
    date: '2026-11-27',
    temporary: [],
  })
  expect(configYaml?.split('\n').slice(2)).toEqual([
    '    previous: [2025-11-28, 2026-11-27] # and date: that of its next occurrence',
    '    # drivers.marketingSpend: what it came to on 2026-11-27, among the past ones',
  ])
})

test('a window without traffic is refused', () => {
  expect(() => afterOf({}, {traffic: traffic(() => null)})).toThrow(
    expect.objectContaining({code: 'EVENT_UNMEASURED', exitCode: 3}),
  )
})
