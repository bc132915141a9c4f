import {expect, test} from 'vitest'
import {clusterReservationPercent} from '../../../src/core/laws/cluster-reservation.js'
import {futureReservationCount} from '../../../src/core/laws/future-reservation.js'
import {predictiveMaxCount} from '../../../src/core/laws/predictive-max.js'
import {storageStepGib, storageThreshold} from '../../../src/core/laws/storage-autoscaling.js'
import {targetTrackingCount} from '../../../src/core/laws/target-tracking.js'
import {warmPoolCount} from '../../../src/core/laws/warm-pool.js'

// What AWS's pages print is in acceptance.test.ts; here is what they say in words.

test('a forecast below the maximum raises nothing', () => {
  expect(predictiveMaxCount({forecastCount: 40, maxCount: 40, bufferRatio: 0.5})).toBe(40)
  expect(predictiveMaxCount({forecastCount: 41, maxCount: 40, bufferRatio: 0})).toBe(41)
  expect(predictiveMaxCount({forecastCount: 41, maxCount: 40, bufferRatio: 0.1})).toBe(46)
})

test('target tracking rounds up, and not what only rounding made more', () => {
  expect(targetTrackingCount({unitCount: 3, metricValue: 60, targetValue: 50})).toBe(4)
  expect(targetTrackingCount({unitCount: 3, metricValue: 0.7, targetValue: 0.3})).toBe(7)
  expect(targetTrackingCount({unitCount: 8, metricValue: 0, targetValue: 50})).toBe(0)
  expect(() => targetTrackingCount({unitCount: 3, metricValue: 60, targetValue: 0})).toThrow(RangeError)
})

test('a warm pool is never less than its minimum, nor than nothing', () => {
  const group = {desiredCount: 10, maxCount: 10, maxPreparedCount: null, minPoolCount: 0}
  expect(warmPoolCount(group)).toBe(0)
  expect(warmPoolCount({...group, minPoolCount: 3})).toBe(3)
  expect(warmPoolCount({...group, maxPreparedCount: 8})).toBe(0)
})

test('storage grows by what seven hours foretell when that is most', () => {
  expect(storageStepGib({allocatedGib: 1000, growthGibPerHour: 20})).toBe(140)
  expect(storageStepGib({allocatedGib: 1005, growthGibPerHour: 0})).toBe(101)
  expect(storageThreshold({allocatedGib: 40})).toEqual({leastGib: 44, advisedGib: 51})
})

test('a share of nothing, and a type of no vCPU, are refused', () => {
  expect(() => clusterReservationPercent({taskCount: 1, taskAmount: 1, registeredAmount: 0})).toThrow(RangeError)
  expect(() => futureReservationCount({vcpuCount: 0, leastVcpuCount: 32})).toThrow(RangeError)
  expect(futureReservationCount({vcpuCount: 96, leastVcpuCount: 32})).toBe(1)
})
