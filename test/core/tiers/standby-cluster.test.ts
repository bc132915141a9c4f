import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {DatabaseLoad} from '../../../src/core/calibrate/database-load.js'
import type {StandbyLoad} from '../../../src/core/calibrate/standby-load.js'
import {assessStandby} from '../../../src/core/tiers/standby-cluster.js'
import type {TierFinding} from '../../../src/core/tiers/tier-finding.js'
import type {DatabaseCluster} from '../../../src/documents/inventory.js'
import {limitOf, madeLine, quietState} from './made-database.js'
import {makeSetting} from './make-setting.js'

const member = (id: string, isWriter: boolean, zone: string, className = 'db.r6gd.xlarge') => ({
  id,
  isWriter,
  zone,
  class: className,
  promotionTier: 1,
})

const made: DatabaseCluster = {
  id: 'ledger',
  kind: 'multi-az',
  engine: 'mysql',
  engineVersion: '8.0.40',
  status: 'available',
  members: [member('l-1', true, 'a'), member('l-2', false, 'b'), member('l-3', false, 'c')],
  serverless: null,
  storageType: 'gp3',
  storageSwitchableAt: null,
  allocatedGib: 400,
  provisionedIops: 12_000,
  provisionedMibPerS: 500,
  zones: ['a', 'b', 'c'],
  readerScaling: null,
  pendingChanges: [],
  maintenanceWindow: null,
  backupWindow: null,
}

const instance = (over: Partial<DatabaseLoad> = {}): DatabaseLoad => ({
  cpuRatio: madeLine(0.0002),
  iops: madeLine(1),
  readIops: madeLine(0.8),
  writeIops: madeLine(0.2),
  mibPerS: madeLine(0.02),
  connectionCount: madeLine(0.05),
  usedMemoryGib: madeLine(0, 10),
  ioTimeS: 0.001,
  queueCount: 1,
  ...over,
})

type Over = {
  writer?: Partial<DatabaseLoad>
  reader?: Partial<DatabaseLoad>
  cluster?: Partial<DatabaseCluster>
  setting?: Parameters<typeof makeSetting>[0]
  load?: Partial<StandbyLoad>
}

function missingOrFound({writer = {}, reader = {}, cluster = {}, setting = {}, load = {}}: Over) {
  return assessStandby({
    tier: 'ledger',
    cluster: {...made, ...cluster},
    load: {
      writer: instance(writer),
      state: quietState,
      readers: [instance(reader), instance(reader)],
      lagS: null,
      ...load,
    },
    pools: {connectionCount: 0, because: ''},
    proxies: [],
    maxConnections: undefined,
    setting: makeSetting(setting),
  })
}

function assessed(over: Over = {}): TierFinding {
  const found = missingOrFound(over)
  if ('missing' in found) throw new Error(found.missing)
  return found
}

const changes = ({changes: all}: TierFinding) => all.map(({id, from, to}) => [id, from, to])
const codes = ({blockers}: TierFinding) => blockers.map(({code}) => code)

test('a cluster that carries the peak, also with a zone lost, is left alone', () => {
  const found = assessed()
  expect(changes(found)).toEqual([])
  expect(codes(found)).toEqual([])
  expect(found.limits.map(({measure}) => measure)).toEqual([
    ...['CPU', 'memory', 'connections', 'IOPS', 'disk queue', 'throughput'],
    ...['reader CPU', 'reader connections', 'reader IOPS', 'reader throughput'],
  ])
  // 20 % of 75 %; and both readers' 20 % on one.
  expect(limitOf(found, 'reader CPU').now.p90Ratio).toBeCloseTo(0.2 / 0.75, 9)
  expect(limitOf(found, 'reader CPU').derivation.at(-1)).toMatch(
    /last reader’s CPU would be at 53 % of its limit at P50/,
  )
  expect(found.limits.every(({kind}) => kind === 'rds-cluster')).toBe(true)
})

describe('class', () => {
  test('a writer beyond its CPU: all three instances get the cheapest class that carries it', () => {
    const found = assessed({writer: {cpuRatio: madeLine(0.0008)}})
    expect(changes(found)).toEqual([['ledger-class', 'db.r6gd.xlarge', 'db.m6gd.2xlarge']])
    const [change] = found.changes
    // Three instances at $0.746, with as much memory as today, less three at $0.514 for the 24 h of the window.
    expect(change?.cost.windowUsd).toBeCloseTo(3 * (0.746 - 0.514) * 24, 6)
    expect(change).toMatchObject({
      leadTimeS: 3 * 1800,
      downtime: 'a failover, typically under 35 s; longer where the readers lag',
      route: 'manual',
    })
    expect(found.patches[0]).toMatchObject({
      route: 'manual',
      request: {
        operation: 'ModifyDBCluster',
        input: {DBClusterIdentifier: 'ledger', DBClusterInstanceClass: 'db.m6gd.2xlarge', ApplyImmediately: true},
      },
    })
    const cpu = limitOf(found, 'CPU')
    expect(cpu.breaksAtRps).toBeCloseTo(0.75 / 0.0008, 3)
    expect(cpu.plannedBreaksAtRps).toBeCloseTo(1.5 / 0.0008, 3)
    expect(cpu.verdict).toBe('short')
  })

  test('near miss: a writer just within its CPU', () => {
    expect(changes(assessed({writer: {cpuRatio: madeLine(0.000_749)}}))).toEqual([])
  })

  test('readers that share well and leave too much for the last one when a zone is lost', () => {
    const found = assessed({reader: {cpuRatio: madeLine(0.0004)}})
    expect(changes(found)).toEqual([['ledger-class', 'db.r6gd.xlarge', 'db.m6gd.2xlarge']])
    expect(found.changes[0]?.because).toMatch(/^With a zone lost the last reader’s CPU at 107 % of its limit/)
    expect(limitOf(found, 'reader CPU')).toMatchObject({verdict: 'tight'})
    expect(codes(found)).toEqual([])
  })

  test('near miss: the last reader just carries both', () => {
    expect(changes(assessed({reader: {cpuRatio: madeLine(0.000_37)}}))).toEqual([])
  })

  test('what must hold with a zone lost is the demand that the loss is stated for', () => {
    const peak = {p50Rps: 900, p90Rps: 1000, p99Rps: 1100}
    expect(changes(assessed({reader: {cpuRatio: madeLine(0.0004)}, setting: {peak}}))).toEqual([])
  })

  test('with two zones lost the writer carries all', () => {
    const setting = {azLoss: {zoneCount: 2, quantile: 'p50'}} as const
    // 20 % and twice 30 %: more than the 75 % of one.
    const loaded = {reader: {cpuRatio: madeLine(0.0003)}}
    expect(changes(assessed(loaded))).toEqual([])
    expect(changes(assessed({...loaded, setting}))).toHaveLength(1)
  })

  test('one reader that is busier than the other counts', () => {
    const readers = [instance({cpuRatio: madeLine(0.0001)}), instance({cpuRatio: madeLine(0.0006)})]
    expect(limitOf(assessed({load: {readers}}), 'reader CPU').now.p90Ratio).toBeCloseTo(0.6 / 0.75, 9)
  })

  test('of PostgreSQL no price of these classes is known: fewer vCPUs first, and it is said', () => {
    const found = assessed({cluster: {engine: 'postgres'}, writer: {cpuRatio: madeLine(0.0008)}})
    const [change] = found.changes
    expect(change?.to).toBe('db.m5d.2xlarge')
    expect(change?.cost.windowUsd).toBeNull()
    expect(change?.cost.because).toContain('classes of unknown price stand in the order of their vCPUs')
    expect(change?.because).not.toContain('cheapest')
  })

  test('no class is enough', () => {
    const found = assessed({writer: {cpuRatio: madeLine(0.05)}})
    expect(changes(found)).toEqual([])
    expect(codes(found)).toEqual(['NO_CLASS_CARRIES'])
    expect(found.blockers[0]?.message).toMatch(/the largest, db\.x2iedn\.32xlarge, holds up to 480 req\/s/)
  })

  test('a class that nobody knows', () => {
    const members = made.members.map((one) => ({...one, class: 'db.c6gd.medium'}))
    expect(missingOrFound({cluster: {members}})).toEqual({
      missing: 'db.c6gd.medium of ledger is not known to the catalogue',
    })
  })
})

describe('storage', () => {
  // A class whose own limit of IOPS is not in the way.
  const members = made.members.map((one) => ({...one, class: 'db.r6gd.8xlarge'}))

  test('more IOPS than the volumes have: three volumes are billed', () => {
    const found = assessed({cluster: {members}, writer: {iops: madeLine(12.5)}})
    expect(changes(found)).toEqual([['ledger-storage', '12,000', '14,800']])
    expect(found.changes[0]?.cost.monthUsd).toBeCloseTo(3 * 2800 * 0.02, 6)
    expect(found.patches[0]).toMatchObject({
      request: {operation: 'ModifyDBCluster', input: {AllocatedStorage: 400, Iops: 14_800}},
      before: {AllocatedStorage: 400, Iops: 12_000},
    })
    expect(limitOf(found, 'IOPS').after.p90Ratio).toBeLessThanOrEqual(1)
  })

  test('near miss: 10,200 IOPS of 12,000 are 85 %', () => {
    expect(changes(assessed({cluster: {members}, writer: {iops: madeLine(10.2)}}))).toEqual([])
  })

  test('reads of both readers on one are reads of both and writes of one', () => {
    const reader = {iops: madeLine(6), readIops: madeLine(4), writeIops: madeLine(2)}
    // 4 + 4 + 2 a request, and not 12.
    expect(changes(assessed({cluster: {members}, reader}))).toEqual([])
    const more = {iops: madeLine(8), readIops: madeLine(6), writeIops: madeLine(2)}
    expect(changes(assessed({cluster: {members}, reader: more}))).toEqual([['ledger-storage', '12,000', '16,500']])
  })

  test('throughput of gp3 that RDS sets itself', () => {
    const found = assessed({cluster: {members}, writer: {mibPerS: madeLine(0.5)}})
    expect(changes(found)).toEqual([])
    expect(codes(found)).toEqual(['STORAGE_IMPOSSIBLE'])
    expect(found.blockers[0]?.message).toContain('RDS sets the throughput of a gp3 volume')
  })

  test('throughput of io1 follows its IOPS', () => {
    const cluster = {members, storageType: 'io1', provisionedIops: 1500, provisionedMibPerS: 375}
    const reader = {readIops: madeLine(0.1), writeIops: madeLine(0.1)}
    const found = assessed({cluster, writer: {mibPerS: madeLine(0.5)}, reader})
    // 500 MiB/s at 85 % are 588, each IOPS carries a quarter of one.
    expect(changes(found)).toEqual([['ledger-storage', '1,500', '2,353']])
  })
})

describe('what else is told', () => {
  test('a reader that lags', () => {
    expect(codes(assessed({load: {lagS: 12}}))).toEqual(['READERS_LAG'])
    expect(codes(assessed({load: {lagS: 9}}))).toEqual([])
  })

  test('readers of which nothing was measured', () => {
    expect(codes(assessed({reader: {cpuRatio: null}}))).toEqual(['READERS_UNMEASURED'])
  })

  test('commands name the cluster, whose instances cannot be changed one by one', () => {
    const found = assessed({cluster: {backupWindow: '02:00-03:00', pendingChanges: ['EngineVersion']}})
    expect(codes(found).sort()).toEqual(['CHANGES_PENDING'])
    for (const {next} of found.blockers)
      expect(next).toMatch(/(modify|describe)-db-clusters? --db-cluster-identifier ledger/)
  })
})

test('more traffic never lowers what is planned', () => {
  const share = fc.double({min: 0, max: 0.002, noNaN: true})
  const io = fc.double({min: 0, max: 8, noNaN: true})
  const arb = fc.record({
    writer: share,
    reader: share,
    reads: io,
    writes: io,
    factor: fc.double({min: 1, max: 4, noNaN: true}),
  })
  fc.assert(
    fc.property(arb, ({writer, reader, reads, writes, factor}) => {
      const planAt = (rps: number) => {
        const iops = {iops: madeLine(reads + writes), readIops: madeLine(reads), writeIops: madeLine(writes)}
        return assessed({
          writer: {cpuRatio: madeLine(writer), ...iops},
          reader: {cpuRatio: madeLine(reader), ...iops},
          setting: {rps},
        })
      }
      const [less, more] = [planAt(500), planAt(500 * factor)]
      if ([less, more].some((found) => codes(found).length > 0)) return
      const usd = (found: TierFinding, id: string) => found.changes.find((one) => one.id === id)?.cost.windowUsd ?? 0
      for (const id of ['ledger-class', 'ledger-storage'])
        expect(usd(more, id)).toBeGreaterThanOrEqual(usd(less, id) - 1e-9)
      // Never short: every limit holds at what it was sized for.
      for (const {after} of more.limits) expect(after.p90Ratio).toBeLessThanOrEqual(1 + 1e-9)
    }),
    {numRuns: 200},
  )
})
