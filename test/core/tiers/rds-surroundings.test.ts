import {expect, test} from 'vitest'
import {surplusCredits} from '../../../src/core/laws/surplus-credits.js'
import {databaseWindowBlockers} from '../../../src/core/tiers/rds-windows.js'
import {assessed, limitOf, madeDatabase, madeLine, madeLoad, quietState} from './made-database.js'
import {makeSetting} from './make-setting.js'

const codes = (found: {blockers: {code: string}[]}) => found.blockers.map(({code}) => code)
const message = (found: {blockers: {code: string; message: string}[]}, code: string) =>
  found.blockers.find((blocker) => blocker.code === code)?.message ?? ''

// AWS's own example: 5 % above the baseline for a day at 7.5 cents a vCPU-hour are 9 cents.
test('surplus credits: the example of the RDS page', () => {
  const {billedCount, owedCount} = surplusCredits({
    vcpuCount: 1,
    baselineCpuRatio: 0.2,
    utilizationRatio: Array.from({length: 24}, () => 0.25),
    stepS: 3600,
    startCount: 0,
  })
  expect(((billedCount + owedCount) / 60) * 0.075).toBeCloseTo(0.09, 12)
})

test('surplus credits: what a day can earn is owed, the rest billed, and quiet hours pay back', () => {
  const run = (utilizationRatio: number[]) =>
    surplusCredits({vcpuCount: 2, baselineCpuRatio: 0.2, utilizationRatio, stepS: 3600, startCount: 0})
  const day = Array.from({length: 24}, () => 1)
  // 96 credits an hour beyond the 24 that are earned; 576 are those of a day.
  expect(run(day)).toEqual({billedCount: 96 * 24 - 576, owedCount: 576})
  expect(run([1, 0, 0, 0, 0])).toEqual({billedCount: 0, owedCount: 0})
  expect(run([1, 0])).toEqual({billedCount: 0, owedCount: 96 - 24})
  expect(() => run([1.1])).toThrow(RangeError)
})

test('a T class is never short of its baseline: what it costs is said instead', () => {
  const found = assessed({
    at: {class: 'db.t4g.large', storageType: 'gp3', allocatedGib: 100, provisionedIops: null, provisionedMibPerS: null},
    load: {...madeLoad, cpuRatio: madeLine(0.0006), iops: null, usedMemoryGib: null},
  })
  expect(limitOf(found, 'CPU').verdict).toBe('ok')
  // 24 h at 60 % of 2 vCPU, 30 % of which are earned: 14.4 vCPU-hours.
  expect(message(found, 'SURPLUS_CREDITS')).toContain('14.4 vCPU-hours × $0.075 = at most $1.08')
  expect(codes(assessed())).toEqual([])
})

const windows = (maintenanceWindow: string | null, backupWindow: string | null, over = {}) =>
  databaseWindowBlockers({
    tier: 'db',
    database: {...madeDatabase, maintenanceWindow, backupWindow, ...over},
    hasClassChange: false,
    // Thu 26 Nov 23:00 to Fri 27 Nov 23:00 UTC.
    setting: makeSetting({timezone: 'America/New_York'}),
  })

test.each([
  ['fri:05:00-fri:05:30', 'Fri 27 Nov 00:00–00:30 America/New_York'],
  ['thu:22:45-thu:23:15', 'Thu 26 Nov 17:45–18:15 America/New_York'],
  ['fri:22:59-fri:23:29', 'Fri 27 Nov 17:59–18:29 America/New_York'],
  ['wed:23:30-fri:00:30', 'Wed 25 Nov 18:30–19:30 America/New_York'],
])('a maintenance window %s falls into the event', (text, words) => {
  const [found] = windows(text, null)
  expect(found).toMatchObject({severity: 'warn', code: 'MAINTENANCE_IN_EVENT'})
  expect(found?.message).toContain(words)
})

test.each([
  'thu:22:00-thu:22:30',
  'thu:22:30-thu:23:00',
  'fri:23:00-fri:23:30',
  'sat:23:45-sun:00:15',
  'nonsense',
  null,
])('a maintenance window %s does not', (text) => {
  expect(windows(text, null)).toEqual([])
})

test('a window over the end of the week is found on both sides', () => {
  const at = (startS: number) =>
    databaseWindowBlockers({
      tier: 'db',
      database: {...madeDatabase, maintenanceWindow: 'sat:23:45-sun:00:15'},
      hasClassChange: false,
      setting: makeSetting({windowStartS: startS, windowEndS: startS + 60}),
    }).length
  const sunday = Date.UTC(2026, 10, 29) / 1000
  expect([at(sunday - 600), at(sunday + 600), at(sunday + 1200)]).toEqual([1, 1, 0])
})

test('what waits for the maintenance window is named, and a backup costs a single instance more', () => {
  expect(windows('fri:05:00-fri:05:30', null, {pendingChanges: ['DBInstanceClass']})[0]?.message).toContain(
    '(DBInstanceClass)',
  )
  expect(windows(null, '03:00-03:30')).toEqual([])
  expect(windows(null, '03:00-03:30', {engine: 'sqlserver-se'})[0]).toMatchObject({code: 'BACKUP_IN_EVENT'})
  expect(windows(null, '03:00-03:30', {isMultiAz: false})[0]?.message).toContain('the only instance')
})

const filling = (freeGib: number, over = {}, at = {}) =>
  assessed({
    at: {allocatedGib: 380, provisionedIops: null, provisionedMibPerS: null, ...at},
    state: {...quietState, storage: {freeGib, fallGibPerDay: 2, fallGibPerRequest: 0, ...over}},
  })

test('twenty days and the event at 2 GiB a day: what is free at its end', () => {
  expect(codes(filling(110))).toEqual([])
  // 90 − 42 = 48 of 380 GiB.
  expect(message(filling(90), 'STORAGE_FILLS')).toContain('48 GiB (13 %) will be when the event ends')
  expect(codes(filling(40))).toEqual(['STORAGE_FULL'])
})

test('a busy event fills it faster: by request', () => {
  // 1,000 req/s for a day are 86.4 million requests: 86 GiB at a GiB a million, and 40 GiB before.
  expect(codes(filling(120, {fallGibPerRequest: 1e-6}))).toEqual(['STORAGE_FULL'])
})

test('storage autoscaling within the event, and what it would cross', () => {
  const words = message(filling(79, {}, {maxAllocatedGib: 1000}), 'STORAGE_FILLS')
  // 39 GiB are left at the opening and 37 at the end; a tenth of 380 is reached after 12 hours.
  expect(words).toMatch(/Storage autoscaling would act 12 h after the event opens and grow it to 418 GiB/)
  expect(words).toContain('past 400 GiB everything is copied to four volumes')
  expect(message(filling(79), 'STORAGE_FILLS')).not.toContain('autoscaling')
  expect(message(filling(79, {}, {maxAllocatedGib: 400}), 'STORAGE_FILLS')).toContain('less than one step')
})

test('a storage change while another one runs, or waits, comes second', () => {
  const locked = (at: object) => message(assessed({at, load: {...madeLoad, iops: madeLine(12)}}), 'STORAGE_LOCKED')
  expect(locked({status: 'storage-optimization'})).toContain('until 6 h after the optimization')
  expect(locked({pendingChanges: ['AllocatedStorage', 'DBInstanceClass']})).toContain('has AllocatedStorage pending')
  expect(locked({pendingChanges: ['DBInstanceClass']})).toBe('')
  expect(message(assessed({at: {status: 'storage-optimization'}}), 'STORAGE_LOCKED')).toBe('')
})

const connections = (over: object) =>
  limitOf(assessed({load: {...madeLoad, connectionCount: null}, ...over}), 'connections')

test('a deployment may use what is kept free, and no more', () => {
  // db.m6g.4xlarge with PostgreSQL: 5,000 less 8 %.
  const at = (count: number, most: number) =>
    connections({
      pools: {connectionCount: count, because: 'web', overlap: {connectionCount: most, because: 'web twice'}},
    })
  expect(at(2300, 4600)).toMatchObject({verdict: 'tight', now: {p90Ratio: 1}})
  expect(at(2300, 4600).derivation.join()).toContain('while units are replaced: web twice = 4,600')
  expect(at(2400, 4800).verdict).toBe('short')
  expect(at(3681, 3681).verdict).toBe('short')
})

test('max_connections that a person gives counts in every class, and is asked to be raised', () => {
  const pools = {connectionCount: 500, because: 'web'}
  const found = assessed({load: {...madeLoad, connectionCount: null}, pools, maxConnections: 400})
  expect(found.changes).toEqual([])
  expect(message(found, 'CONNECTIONS_SHORT')).toContain('156 % of what is planned')
})

test('what makes a limit uncertain: scatter about the line, and how far the peak lies beyond it', () => {
  const driver = (iops: ReturnType<typeof madeLine>) => limitOf(assessed({load: {...madeLoad, iops}}), 'IOPS').drivers
  // The peak of 1,000 is twice the 500 that were seen.
  expect(driver(madeLine(0.3, 0, {residualRatio: 0.06}))).toMatchObject([
    {id: 'load:db:IOPS', logSpreadRatio: Math.hypot(0.06, 0.15 * Math.log(2))},
  ])
  expect(driver(madeLine(0.3, 0, {residualRatio: 0.06, seenRps: 1500}))[0]?.logSpreadRatio).toBe(0.06)
  // Half of it is there without requests: the rate is twice as uncertain.
  expect(driver(madeLine(0.3, 300, {residualRatio: 0.06, seenRps: 1500}))[0]?.logSpreadRatio).toBeCloseTo(0.12, 12)
  expect(driver(madeLine(0, 300, {residualRatio: 0.06}))).toEqual([])
  expect(
    limitOf(assessed({load: {...madeLoad, iops: madeLine(0.3, 0, {residualRatio: 0.06})}}), 'disk queue').drivers,
  ).toMatchObject([{id: 'load:db:IOPS'}])
})
