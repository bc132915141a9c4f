import {expect, test} from 'vitest'
import {rdsClass, rdsClasses} from '../../src/catalog/rds-classes.js'

test('every class of the list is there once', () => {
  const names = rdsClasses().map((row) => row.name)
  expect(names).toHaveLength(124)
  expect(new Set(names).size).toBe(124)
})

// Typed by hand from the RDS User Guide and the price lists.
test('rows as AWS states them', () => {
  expect(rdsClass('db.r6g.large')).toEqual({
    name: 'db.r6g.large',
    ec2Type: 'r6g.large',
    family: 'r6g',
    vcpuCount: 2,
    memoryGib: 16,
    architecture: 'arm64',
    isBurstable: false,
    ebsBaselineIops: 3600,
    ebsMaxIops: 20_000,
    ebsBaselineMibPerS: 630e6 / 8 / 1024 / 1024,
    ebsMaxMibPerS: 4750e6 / 8 / 1024 / 1024,
    doesEbsBurst: true,
    networkBaselineMibPerS: 0.75e9 / 8 / 1024 / 1024,
    networkMaxMibPerS: 10e9 / 8 / 1024 / 1024,
    baselineCpuRatio: null,
    isAuroraSupported: true,
    isMysqlSupported: true,
    isPostgresSupported: true,
    isMariadbSupported: true,
    mysqlVersions: '8.0, 8.4',
    postgresVersions: '13 to 17; 12.7 and later',
    maxConnectionCount: {mysql: 1365, mariadb: 682, postgres: 1802},
    price: {
      mysql: {
        usdPerHour: 0.215,
        confidence: 'price-list',
        checkedOn: '2021-08-03',
        source: expect.stringContaining('August 2021'),
      },
      postgres: {
        usdPerHour: 0.225,
        confidence: 'price-list',
        checkedOn: '2026-07-28',
        source: expect.stringContaining('July 2026'),
      },
    },
  })
  expect(rdsClass('db.r5.4xlarge')).toMatchObject({ebsBaselineIops: 18_750, ebsMaxIops: 18_750, doesEbsBurst: false})
  expect(rdsClass('db.m5.2xlarge')).toMatchObject({ebsBaselineIops: 12_000, ebsMaxIops: 18_750, doesEbsBurst: true})
  expect(rdsClass('db.x2g.large')).toMatchObject({ec2Type: 'x2gd.large', memoryGib: 32})
  expect(rdsClass('db.t3.micro')).toMatchObject({isBurstable: true, price: {mysql: {usdPerHour: 0.017}}})
})

test('Aurora runs on the T, R and X2g classes that its guide lists', () => {
  const families = new Set(rdsClasses().flatMap((row) => (row.isAuroraSupported ? [row.family] : [])))
  expect(families).toEqual(new Set(['t3', 't4g', 'r5', 'r6g', 'r6i', 'r7g', 'r7i', 'r8g', 'x2g']))
  expect(rdsClass('db.t3.large')?.baselineCpuRatio).toBe(0.3)
})

test('a price that nobody could cite is left out, and a guess says that it is one', () => {
  expect(rdsClass('db.r8g.large')?.price).toEqual({mysql: null, postgres: null})
  expect(rdsClass('db.m8g.large')?.price).toMatchObject({mysql: null, postgres: {confidence: 'derived'}})
  expect(rdsClass('db.m6i.large')?.price.mysql?.confidence).toBe('assumed')
  expect(rdsClasses().filter((row) => row.price.mysql === null)).toHaveLength(50)
  expect(rdsClasses().filter((row) => row.price.postgres === null)).toHaveLength(41)
})

test('the ceilings of connections: PostgreSQL 5,000, MariaDB 12,000', () => {
  expect(rdsClass('db.m8g.48xlarge')?.maxConnectionCount).toEqual({mysql: 65_536, mariadb: 12_000, postgres: 5000})
  expect(rdsClass('db.t3.micro')?.maxConnectionCount).toEqual({mysql: 85, mariadb: 42, postgres: 112})
})

test('every row is whole', () => {
  for (const row of rdsClasses()) {
    expect(row.ebsMaxIops, row.name).toBeGreaterThanOrEqual(row.ebsBaselineIops)
    expect(row.ebsMaxMibPerS, row.name).toBeGreaterThanOrEqual(row.ebsBaselineMibPerS)
    expect(row.memoryGib, row.name).toBeGreaterThan(0)
    for (const price of [row.price.mysql, row.price.postgres]) {
      expect(price === null || price.usdPerHour > 0, row.name).toBe(true)
    }
  }
})

test('an unknown class is unknown', () => expect(rdsClass('db.m5.huge')).toBeUndefined())
