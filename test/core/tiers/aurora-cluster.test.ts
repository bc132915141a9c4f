import {expect, test} from 'vitest'
import type {ClusterLoad, RoleLoad} from '../../../src/core/calibrate/cluster-load.js'
import {assessAurora} from '../../../src/core/tiers/aurora-cluster.js'
import type {TierFinding} from '../../../src/core/tiers/tier-finding.js'
import type {DatabaseCluster} from '../../../src/documents/inventory.js'
import {limitOf, madeLine} from './made-database.js'
import {makeSetting} from './make-setting.js'

const member = (id: string, isWriter: boolean, className: string) => ({
  id,
  isWriter,
  class: className,
  zone: null,
  promotionTier: 1,
})

/** One writer and so many readers of a class, in three zones. */
const made = (className: string, readerCount = 1): DatabaseCluster => ({
  id: 'carts',
  kind: 'aurora',
  engine: 'aurora-postgresql',
  engineVersion: '16.4',
  status: 'available',
  members: [
    member('carts-1', true, className),
    ...Array.from({length: readerCount}, (_, i) => member(`carts-${i + 2}`, false, className)),
  ],
  serverless: className === 'db.serverless' ? {minAcu: 8, maxAcu: 16} : null,
  storageType: 'aurora',
  storageSwitchableAt: null,
  allocatedGib: null,
  provisionedIops: null,
  provisionedMibPerS: null,
  zones: ['a', 'b', 'c'],
  readerScaling: null,
  pendingChanges: [],
  maintenanceWindow: null,
  backupWindow: null,
})

const role = (over: Partial<RoleLoad>): RoleLoad => ({
  cpuRatio: madeLine(0.0002),
  connectionCount: madeLine(0.05),
  usedMemoryGib: madeLine(0, 10),
  acu: null,
  ...over,
})

function assessed({
  cluster = made('db.r6g.xlarge'),
  writer = {},
  reader = {},
}: {
  cluster?: DatabaseCluster
  writer?: Partial<RoleLoad>
  reader?: Partial<RoleLoad>
}): TierFinding {
  const load: ClusterLoad = {
    writer: role(writer),
    reader: role(reader),
    billedIops: null,
    meanBilledIops: null,
    storageGib: null,
    lagS: null,
  }
  const found = assessAurora({
    tier: 'carts',
    cluster,
    load,
    pools: {connectionCount: 0, because: ''},
    proxies: [],
    maxConnections: undefined,
    setting: makeSetting(),
  })
  if ('missing' in found) throw new Error(found.missing)
  return found
}

const changes = ({changes: all}: TierFinding) => all.map(({id, from, to}) => [id, from, to])
const codes = ({blockers}: TierFinding) => blockers.map(({code}) => code)

test('a provisioned cluster is left alone while one instance carries writes and reads within 75 % of its CPU', () => {
  expect(changes(assessed({writer: {cpuRatio: madeLine(0.000_549)}}))).toEqual([])
  // A little more, and after a failover there would be nobody for the reads.
  expect(changes(assessed({writer: {cpuRatio: madeLine(0.000_551)}}))).toEqual([['carts-readers', '1', '2']])
})

test('a writer beyond its CPU: new instances of the cheapest class that carries it, and a failover to one', () => {
  const found = assessed({writer: {cpuRatio: madeLine(0.001)}})
  expect(changes(found)).toEqual([['carts-class', 'db.r6g.xlarge with 1 reader', 'db.r6g.2xlarge with 1 reader']])
  const [change] = found.changes
  // Two instances at $1.038 in place of two at $0.519, for the 24 h of the window.
  expect(change?.cost.windowUsd).toBeCloseTo(2 * (1.038 - 0.519) * 24, 6)
  expect(change).toMatchObject({route: 'manual', downtime: 'a failover to the new instance, up to 60 s'})
  // Apply makes the new instances, and takes nothing down; a person fails over to one.
  expect(found.patches.map(({route, request}) => [route, request.operation, request.input['DBInstanceClass']])).toEqual(
    [
      ['automatic', 'CreateDBInstance', 'db.r6g.2xlarge'],
      ['automatic', 'CreateDBInstance', 'db.r6g.2xlarge'],
    ],
  )
  expect(limitOf(found, 'CPU').after.p90Ratio).toBeCloseTo(0.5 / 0.75, 9)
  expect(codes(found)).toEqual([])
})

test('reads that the readers do not carry with one lost: more readers of the same class', () => {
  // All reads are 1.4 of one reader’s limit: two carry them. Five instances stand 2, 2 and 1 in three zones:
  // with the writer’s zone another is gone, one of the three left becomes the writer, and two readers remain.
  const found = assessed({cluster: made('db.r6g.xlarge', 2), reader: {cpuRatio: madeLine(0.75 * 0.0014)}})
  expect(changes(found)).toEqual([['carts-readers', '2', '4']])
  expect(found.changes[0]?.cost.windowUsd).toBeCloseTo(2 * 0.519 * 24, 6)
  const input = {DBInstanceClass: 'db.r6g.xlarge'}
  const reader = {request: {operation: 'CreateDBInstance', input}, route: 'automatic'}
  expect(found.patches).toMatchObject([reader, reader])
  expect(limitOf(found, 'reader CPU').verdict).toBe('tight')
})

test('near miss: one reader left carries all reads', () => {
  const cluster = made('db.r6g.xlarge', 2)
  expect(changes(assessed({cluster, reader: {cpuRatio: madeLine(0.75 * 0.000_99)}}))).toEqual([])
})

test('Serverless v2 beyond 90 % of its maximum: the maximum is raised in steps of half an ACU', () => {
  const cluster = made('db.serverless')
  const cpu = {cpuRatio: madeLine(0.0001)}
  expect(changes(assessed({cluster, writer: {...cpu, acu: madeLine(0.0143)}}))).toEqual([])
  const found = assessed({cluster, writer: {...cpu, acu: madeLine(0.0152)}})
  // 15.2 ACU at 90 % are 16.9, in steps of a half 17.
  expect(changes(found)).toEqual([['carts-acu', '8 to 16', '8 to 17']])
  expect(limitOf(found, 'ACU').plannedBreaksAtRps).toBeCloseTo((17 * 0.9) / 0.0152, 3)
  expect(found.patches[0]).toMatchObject({
    request: {input: {ServerlessV2ScalingConfiguration: {MinCapacity: 8, MaxCapacity: 17}}},
    // It holds while the instances serve.
    route: 'automatic',
  })
})

test('nothing that Aurora offers is enough: nothing is changed, and the rate up to which the most holds is told', () => {
  const found = assessed({writer: {cpuRatio: madeLine(0.1)}})
  expect(changes(found)).toEqual([])
  expect(codes(found)).toContain('NO_CLUSTER_CARRIES')
  // 192 vCPU are 48 times those of an xlarge: 0.75 × 48 ÷ 0.1.
  expect(found.blockers.find(({code}) => code === 'NO_CLUSTER_CARRIES')?.message).toMatch(
    /48xlarge holds up to 360 req\/s/,
  )
})
