import {expect, test} from 'vitest'
import type {DrawnWindow} from '../../../fixtures/generate/database-windows.js'
import {catalog} from '../../../src/catalog/catalog.js'
import {diagnoseDays} from '../../../src/core/diagnose/diagnose-days.js'
import {diagnoseTier, nowOf} from '../../../src/core/recommend/diagnose-tier.js'
import {refuseStorage} from '../../../src/core/recommend/refuse-storage.js'
import {isoOf} from '../../../src/core/series/zone.js'
import {assessRds} from '../../../src/core/tiers/rds-instance.js'
import type {Database} from '../../../src/documents/inventory.js'
import type {Metrics} from '../../../src/documents/metrics.js'
import type {MetricId} from '../../../src/documents/series.js'
import {tierDiagnosisSchema} from '../../../src/documents/tier-diagnosis.js'
import {boundDetails, boundLine} from '../../../src/report/diagnosis-words.js'
import {eventClock} from '../../../src/report/time.js'
import {buysStorage, labelledWindows} from '../diagnose/labelled.js'
import {makeSetting} from '../tiers/make-setting.js'

const hourS = 1_795_000_800
const dayS = 86_400

/** The window of a labelled database, and the ordinary hour over and over on the day before, as CloudWatch gives them. */
function daysOf({database, window, baseline}: DrawnWindow) {
  const names = Object.keys(window.series)
  const ordinary = (values: readonly (number | null)[]) =>
    Array.from({length: 10_800 / baseline.periodS}, (_, i) => values[i % values.length] ?? null)
  const id = (metricName: string): MetricId => ({namespace: 'N', metricName, dimensions: {}, stat: 'Average'})
  const metrics: Metrics = {
    schema: 'ecom-plan.metrics/v1',
    capturedAt: isoOf(hourS),
    series: names.map((name) => ({
      ...id(name),
      windows: [
        {periodS: baseline.periodS, startAt: isoOf(hourS - dayS - 3600), values: ordinary(baseline.series[name] ?? [])},
        {periodS: window.periodS, startAt: isoOf(hourS), values: [...(window.series[name] ?? [])]},
      ],
    })),
  }
  return diagnoseDays({
    tier: 'orders-db',
    database,
    metrics,
    ids: new Map(names.map((name) => [name, id(name)])),
    statusAtS: hourS + (window.series[names[0] ?? '']?.length ?? 0) * window.periodS,
    catalog,
    reserveRatio: catalog.judgements.mysqlMemoryReserveRatio.value,
  })
}

const line = (slope: number, intercept = 0) => ({
  slope,
  intercept,
  sampleCount: 500,
  seenRps: 500,
  seenValue: 1,
  origin: 'a line',
})
/** A volume of 12,000 IOPS that the peak asks 20,000 of, so that a faster one is planned. */
const full: Database = {
  id: 'db',
  class: 'db.r6g.4xlarge',
  engine: 'mysql',
  engineVersion: '8.0.36',
  status: 'available',
  isMultiAz: false,
  storageType: 'gp3',
  allocatedGib: 500,
  provisionedIops: 12_000,
  provisionedMibPerS: 500,
  replicaOf: null,
  replicas: [],
  pendingChanges: [],
  maintenanceWindow: null,
  backupWindow: null,
}
const setting = makeSetting({rps: 1000})
const load = {
  cpuRatio: line(0.0004),
  iops: line(20),
  readIops: line(12),
  writeIops: line(8),
  mibPerS: line(0.2),
  connectionCount: line(0.02),
  usedMemoryGib: line(0, 40),
  ioTimeS: 0.001,
  queueCount: 1,
}
const assessed = assessRds({
  tier: 'orders-db',
  database: full,
  load,
  pools: {connectionCount: 0, because: ''},
  setting,
})
const judged = (days: ReturnType<typeof daysOf>, finding = assessed) => {
  const now = days === null ? null : nowOf(days.diagnosis)
  const {found, refused} = refuseStorage(finding, {tier: 'orders-db', now})
  const diagnosis = diagnoseTier({tier: 'orders-db', database: full, days, load, poolCount: 0, setting, refused})
  return {found, diagnosis}
}
const isStorage = (input: object) => ['Iops', 'AllocatedStorage', 'StorageThroughput'].some((field) => field in input)

const notDisk = labelledWindows.filter(({cause}) => cause === 'locks' || cause === 'working-set')

test('what the finding holds before: a faster volume, and the peak says that IOPS bind', () => {
  expect(assessed.changes.map(({id}) => id)).toContain('orders-db-storage')
  const {found, diagnosis} = judged(null)
  expect(found).toBe(assessed)
  expect(diagnosis).toMatchObject({now: null, refused: [], peak: {answer: 'volume-iops'}})
  expect(diagnosis.peak.held[0]?.remedy.join()).toMatch(/IOPS/)
})

test('labelled windows as the last days: the judge of the plan finds locks and a missed working set as diagnose does', () => {
  const right = notDisk.filter((one) => daysOf(one)?.diagnosis.answer === one.cause)
  process.stdout.write(`locks and working set found in the last days: ${right.length} of ${notDisk.length}\n`)
  expect(right.length / notDisk.length).toBeGreaterThanOrEqual(0.95)
})

test.each(notDisk.map((one) => [one.name, one] as const))('%s: no IOPS are bought, and why is said', (_, one) => {
  const days = daysOf(one)
  const {found, diagnosis} = judged(days)
  if (days === null || days.diagnosis.answer !== one.cause) {
    // Whatever else it was taken for, it is no disk.
    expect(buysStorage).not.toContain(days?.diagnosis.answer)
    return
  }
  expect(found.changes.map(({id}) => id)).not.toContain('orders-db-storage')
  expect(found.patches.filter(({request}) => isStorage(request.input))).toEqual([])
  const blocker = found.blockers.find(({code}) => code === 'NOT_THE_DISK')
  expect(blocker).toMatchObject({severity: 'block'})
  expect(blocker?.next).not.toMatch(/IOPS|gp3|io2/)
  expect(diagnosis.refused).toHaveLength(1)
  // The remedy of the peak is that of these days: none of all causes that hold says to buy a faster volume first.
  expect(diagnosis.peak.held[0]?.remedy.join()).not.toMatch(/IOPS|gp3|io2/)
  for (const limit of found.limits.filter(({measure}) => measure === 'IOPS')) {
    expect(limit).toMatchObject({planned: limit.today, after: limit.now, plannedBreaksAtRps: limit.breaksAtRps})
  }
  expect(tierDiagnosisSchema.parse(diagnosis)).toEqual(diagnosis)
  const words = [boundLine(diagnosis), ...boundDetails(diagnosis, eventClock('UTC')).flatMap(({steps}) => steps)].join(
    ' ',
  )
  expect(words).not.toMatch(/undefined|NaN|null/)
  expect(words).toContain('Not IOPS 12,000 →')
})

test('a volume that is full, CPU that is used up, or nothing: the faster volume stays', () => {
  const others = labelledWindows.filter(({cause}) =>
    ['volume-iops', 'cpu', 'none', 'volume-throughput'].includes(cause),
  )
  const kept = others.filter((one) => judged(daysOf(one)).found === assessed)
  expect(kept.length / others.length).toBeGreaterThanOrEqual(0.95)
})

test('a class that is larger too keeps the rejection among its losers', () => {
  const both = assessRds({
    tier: 'orders-db',
    database: full,
    load: {...load, cpuRatio: line(0.0012)},
    pools: {connectionCount: 0, because: ''},
    setting,
  })
  expect(both.changes).toHaveLength(2)
  const locked = notDisk.find(({cause}) => cause === 'locks')
  if (locked === undefined) throw new Error('no window of locks')
  const {found} = judged(daysOf(locked), both)
  expect(found.changes.map(({id}) => id)).toEqual(['orders-db-class'])
  expect(found.changes[0]?.rejected.at(-1)).toMatchObject({candidate: /^IOPS 12,000 →/, because: /wait for each other/})
})

test('nothing measured, or nothing but gaps: nothing is known of these days', () => {
  const [one] = labelledWindows
  if (one === undefined) throw new Error('no window')
  const blank = Object.fromEntries(
    Object.entries(one.window.series).map(([name, values]) => [name, values.map(() => null)]),
  )
  const gaps = {...one, window: {...one.window, series: blank}, baseline: {...one.baseline, series: {}}}
  expect(daysOf(gaps)).toBeNull()
})
