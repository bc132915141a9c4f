import {expect, test} from 'vitest'
import {clusterClasses, rdsClass, rdsClasses} from '../../src/catalog/rds-classes.js'

test('hardware of db.r6gd as AWS lists it for MemoryDB, on the same machines', () => {
  // https://docs.aws.amazon.com/memorydb/latest/devguide/nodes.supportedtypes.html: baseline and burst in Gbit/s
  const published = {xlarge: [1.25, 10], '2xlarge': [2.5, 10], '4xlarge': [5, 10], '8xlarge': [12, 12]}
  for (const [size, [baseline = 0, burst = 0]] of Object.entries(published)) {
    const known = rdsClass(`db.r6gd.${size}`)
    expect(known?.networkBaselineMibPerS).toBeCloseTo((baseline * 1e9) / 8 / 2 ** 20, 6)
    expect(known?.networkMaxMibPerS).toBeCloseTo((burst * 1e9) / 8 / 2 ** 20, 6)
  }
  expect(rdsClass('db.r6gd.2xlarge')).toMatchObject({vcpuCount: 8, memoryGib: 64, architecture: 'arm64'})
})

test('prices of the size large, which are half of those that they were made from, as published', () => {
  const published = {m6gd: 0.187, m5d: 0.21, m6id: 0.224, r6gd: 0.257, r5d: 0.286, r6id: 0.298}
  for (const [family, usd] of Object.entries(published)) {
    expect(Math.abs((rdsClass(`db.${family}.large`)?.price.mysql?.usdPerHour ?? 0) - usd)).toBeLessThan(0.001)
  }
})

test('classes of clusters are none of those that instances are changed to, but for one family', () => {
  const plain = new Set(rdsClasses().map(({name}) => name))
  expect([...new Set(clusterClasses().map(({family}) => family))].sort()).toEqual(
    ['m5d', 'm6gd', 'm6id', 'r5d', 'r6gd', 'r6id', 'x2iedn'].sort(),
  )
  expect(clusterClasses().filter(({name, family}) => plain.has(name) && family !== 'x2iedn')).toEqual([])
  expect(clusterClasses().every(({price}) => price.postgres === null)).toBe(true)
})
