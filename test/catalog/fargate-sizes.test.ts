import {expect, test} from 'vitest'
import {fargateSizes} from '../../src/catalog/fargate-sizes.js'

// The table of the ECS Developer Guide: CPU units, least and most memory in GiB, number of steps.
test.each([
  [256, 0.5, 2, 3],
  [512, 1, 4, 4],
  [1024, 2, 8, 7],
  [2048, 4, 16, 13],
  [4096, 8, 30, 23],
  [8192, 16, 60, 12],
  [16_384, 32, 120, 12],
  [32_768, 60, 244, 3],
])('%d CPU units go with %d to %d GiB in %d sizes', (cpuUnitCount, leastGib, mostGib, sizeCount) => {
  const memoryMib = fargateSizes.find((size) => size.cpuUnitCount === cpuUnitCount)?.memoryMib ?? []
  expect(memoryMib).toHaveLength(sizeCount)
  expect([memoryMib.at(0), memoryMib.at(-1)]).toEqual([leastGib * 1024, mostGib * 1024])
  expect([...memoryMib].sort((a, b) => a - b)).toEqual(memoryMib)
})

test('there are no other sizes', () => expect(fargateSizes).toHaveLength(8))
