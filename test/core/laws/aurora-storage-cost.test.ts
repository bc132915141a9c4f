import {expect, test} from 'vitest'
import {auroraStorageCost} from '../../../src/core/laws/aurora-storage-cost.js'

// The worked example of AWS's agent toolkit: 2 × db.r6g.2xlarge, 800 GiB, 1.2 billion I/O a month, us-east-1.
test('two db.r6g.2xlarge with 800 GiB and 1.2 billion I/O cost $1,835 on Standard and $2,150 on I/O-Optimized', () => {
  const month = {storageGib: 800, ioPerMonthCount: 1.2e9, monthHours: 730}
  const standard = auroraStorageCost({...month, computeUsdPerHour: 2 * 1.038, gibMonthUsd: 0.1, millionIoUsd: 0.2})
  expect(standard.computeUsd).toBeCloseTo(1515, -0.5)
  expect(standard.storageUsd).toBeCloseTo(80, 6)
  expect(standard.ioUsd).toBeCloseTo(240, 6)
  expect(Math.round(standard.totalUsd)).toBe(1835)
  expect(standard.ioUsd / standard.totalUsd).toBeCloseTo(0.131, 3)
  const optimized = auroraStorageCost({
    ...month,
    computeUsdPerHour: 2 * 1.038 * 1.3,
    gibMonthUsd: 0.225,
    millionIoUsd: 0,
  })
  expect(Math.round(optimized.totalUsd)).toBe(2150)
})
