import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ReadGrowth} from '../../../src/core/calibrate/database-state.js'
import {replicaOption} from '../../../src/core/tiers/read-replicas.js'
import type {Database} from '../../../src/documents/inventory.js'
import {assessed, classNamed, madeDatabase, madeLine, madeLoad, quietState} from './made-database.js'
import {makeSetting} from './make-setting.js'

const reads: ReadGrowth = {
  readElasticityRatio: 1,
  writeElasticityRatio: 1,
  fromRps: 100,
  toRps: 150,
  readIopsAtFrom: 600,
  readIopsAtTo: 900,
  writeIopsAtTo: 100,
  freeMemoryRatio: 0.3,
}

/** Options of a database whose IOPS are at `shareRatio`, 90 % of them reads unless said otherwise. */
const optionFor = (
  shareRatio: number,
  growth: ReadGrowth | null = reads,
  over: Partial<Database> = {},
  others: Database[] = [],
) =>
  replicaOption({
    database: {...madeDatabase, ...over},
    databases: others,
    hardware: classNamed('db.m6g.4xlarge'),
    measures: [
      {name: 'IOPS', limitedBy: 'class', limitText: '', shareOf: () => shareRatio, line: null, derivation: []},
    ],
    reads: growth,
    targetRps: 1000,
    setting: makeSetting(),
  })

test.each([
  [0.9, null],
  [1.2, 1],
  [2, 2],
  [5, 8],
  // Writes alone fill every instance, or more would be needed than RDS allows.
  [10, null],
  [8, null],
])('IOPS at %d × the limit, a tenth of them writes: %s more replicas', (share, moreCount) => {
  expect(optionFor(share)?.moreCount ?? null).toBe(moreCount)
})

test('the count is the least with which each instance holds all writes and its part of the reads', () => {
  fc.assert(
    fc.property(
      fc.double({min: 1.01, max: 8, noNaN: true}),
      fc.double({min: 0.05, max: 1, noNaN: true}),
      (share, readRatio) => {
        const growth = {...reads, readIopsAtTo: readRatio * 1000, writeIopsAtTo: (1 - readRatio) * 1000}
        const each = (more: number) => share * (1 - readRatio) + (share * readRatio) / (1 + more)
        const brute = Array.from({length: 15}, (_, i) => i + 1).find((more) => each(more) <= 1 + 1e-9) ?? null
        expect(optionFor(share, growth)?.moreCount ?? null).toBe(brute)
      },
    ),
  )
})

test('a further replica beside two shares their reads: three in all', () => {
  const primary = {...madeDatabase, id: 'main', replicas: ['a', 'b']}
  const found = optionFor(1.2, {...reads, readIopsAtTo: 1000, writeIopsAtTo: 0}, {id: 'a', replicaOf: 'main'}, [
    primary,
  ])
  expect(found).toMatchObject({moreCount: 1, because: /spread them over 3 replicas/})
})

test('by hand: two of db.m6g.4xlarge with 1,000 GiB of gp3 for a day', () => {
  const usdPerHour = classNamed('db.m6g.4xlarge').price.postgres?.usdPerHour ?? 0
  expect(optionFor(2)?.windowUsd).toBeCloseTo(2 * (24 * usdPerHour + (24 / 730) * 1000 * 0.115), 6)
})

const hot = {...madeLoad, cpuRatio: madeLine(0.002), usedMemoryGib: null}

test('where a class carries the peak, replicas are a rejected candidate with what the shop would have to change', () => {
  const found = assessed({load: hot, state: {...quietState, reads}})
  const [change] = found.changes
  expect(change?.setting).toBe('instance class')
  const replica = change?.rejected.find(({candidate}) => candidate.includes('more read replica'))
  expect(replica?.candidate).toBe('2 more read replicas (db.m6g.4xlarge)')
  expect(replica?.because).toMatch(/only if the shop sends 63 % of this load there/)
})

test('where none does, replicas are made, nothing counts on them, and the block stays', () => {
  const found = assessed({load: {...hot, cpuRatio: madeLine(0.01)}, at: {class: 'db.m6g.16xlarge'}})
  expect(found.changes).toMatchObject([
    {id: 'db-replica', setting: 'read replicas', from: '0', route: 'automatic', after: null},
  ])
  expect(found.patches.map(({request}) => request.operation)).toEqual(
    found.changes[0]?.patchIds.map(() => 'CreateDBInstanceReadReplica'),
  )
  expect(found.changes[0]?.patchIds.length).toBeGreaterThan(0)
  expect(found.blockers.map(({code}) => code)).toContain('NO_CLASS_CARRIES')
})

test('a replica that is smaller than its primary, or whose writes near its limit, is said', () => {
  const primary = {...madeDatabase, id: 'main', class: 'db.m6g.8xlarge', replicas: ['db']}
  const blockers = (growth: ReadGrowth) =>
    assessed({at: {replicaOf: 'main'}, databases: [primary], state: {...quietState, reads: growth}}).blockers
  expect(blockers(reads)).toMatchObject([{severity: 'warn', code: 'REPLICA_SMALLER'}])
  // 1,600 writes at 150 req/s are 10,667 at 1,000; 12,000 at 85 % are 10,200.
  const lagging = blockers({...reads, writeIopsAtTo: 1600}).find(({code}) => code === 'REPLICA_LAGS')
  expect(lagging?.message).toContain('reach 10,667 IOPS')
  expect(blockers({...reads, writeIopsAtTo: 1500}).map(({code}) => code)).not.toContain('REPLICA_LAGS')
})
