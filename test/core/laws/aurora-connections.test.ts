import fc from 'fast-check'
import {expect, test} from 'vitest'
import {auroraMysqlConnections, auroraPostgresConnections} from '../../../src/core/laws/aurora-connections.js'

// The table of the Aurora User Guide, "Maximum connections for Aurora Serverless v2"; 2 GiB for each ACU.
test.each([
  [4, 135, 823],
  [8, 1000, 1669],
  [16, 2000, 3360],
  [32, 3000, 5000],
  [64, 4000, 5000],
  [128, 5000, 5000],
])('a maximum of %d ACU allows %d connections on MySQL and %d on PostgreSQL', (acu, mysql, postgres) => {
  expect(auroraMysqlConnections(acu * 2)).toBe(mysql)
  expect(auroraPostgresConnections(acu * 2)).toBe(postgres)
})

test('the walk-throughs of the guide: 80 ACU is 4,000 on MySQL, 1 ACU is 189 on PostgreSQL', () => {
  expect(auroraMysqlConnections(160)).toBe(4000)
  expect(auroraPostgresConnections(2)).toBe(189)
})

// The table of classes in "Maximum connections to an Aurora MySQL DB instance".
test.each([
  ['db.t3.small', 2, 45],
  ['db.t3.medium', 4, 90],
  ['db.t3.large', 8, 135],
  ['db.r6g.large', 16, 1000],
  ['db.r6g.xlarge', 32, 2000],
  ['db.r5.12xlarge', 384, 6000],
  ['db.r6g.16xlarge', 512, 6000],
  ['db.r5.24xlarge', 768, 7000],
  ['db.x2g.16xlarge', 1024, 7000],
])('%s of %d GiB allows %d connections on MySQL', (_name, gib, count) => {
  expect(auroraMysqlConnections(gib)).toBe(count)
})

test('more memory never allows fewer', () => {
  fc.assert(
    fc.property(
      fc.double({min: 2, max: 1500, noNaN: true}),
      fc.double({min: 0, max: 500, noNaN: true}),
      (gib, more) => {
        expect(auroraMysqlConnections(gib + more)).toBeGreaterThanOrEqual(auroraMysqlConnections(gib))
        expect(auroraPostgresConnections(gib + more)).toBeGreaterThanOrEqual(auroraPostgresConnections(gib))
      },
    ),
  )
  expect(() => auroraMysqlConnections(0)).toThrow(RangeError)
})
