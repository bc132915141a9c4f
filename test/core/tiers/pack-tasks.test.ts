import fc from 'fast-check'
import {expect, test} from 'vitest'
import {packTasks, type TaskSize} from '../../../src/core/tiers/pack-tasks.js'

const host = {cpuUnitCount: 8192, memoryMib: 32_256, interfaceCount: 38}
const task = (over: Partial<TaskSize>): TaskSize => ({
  name: 't',
  cpuUnitCount: 1024,
  memoryMib: 2048,
  needsInterface: true,
  taskCount: 1,
  ...over,
})

test('by hand: CPU, memory or interfaces bind', () => {
  // 114 tasks of one vCPU, eight on a host.
  expect(packTasks({tasks: [task({taskCount: 114})], host})).toBe(15)
  expect(packTasks({tasks: [task({cpuUnitCount: 256, memoryMib: 8192, taskCount: 10})], host})).toBe(4)
  expect(packTasks({tasks: [task({taskCount: 22})], host: {...host, interfaceCount: 3}})).toBe(8)
  expect(packTasks({tasks: [task({cpuUnitCount: 9000})], host})).toBeNull()
  expect(packTasks({tasks: [task({taskCount: 0})], host})).toBe(0)
})

test('two kinds share a host where the second fits into what the first leaves', () => {
  const tasks = [
    task({cpuUnitCount: 6144, memoryMib: 1024, taskCount: 4}),
    task({cpuUnitCount: 2048, memoryMib: 1024, taskCount: 4}),
  ]
  expect(packTasks({tasks, host})).toBe(4)
})

test('property: at least what CPU asks for, and at most twice that', () => {
  const sizes = fc.array(
    fc.record({cpuUnitCount: fc.integer({min: 128, max: 8192}), taskCount: fc.integer({min: 0, max: 12})}),
    {maxLength: 5},
  )
  fc.assert(
    fc.property(sizes, (kinds) => {
      const tasks = kinds.map((kind) => task({...kind, memoryMib: 1, needsInterface: false}))
      const hosts = packTasks({tasks, host}) ?? 0
      const sum = kinds.reduce((total, {cpuUnitCount, taskCount}) => total + cpuUnitCount * taskCount, 0)
      expect(hosts).toBeGreaterThanOrEqual(Math.ceil(sum / host.cpuUnitCount))
      // Any two hosts in a row of first fit are together more than one host full.
      expect(hosts).toBeLessThanOrEqual(Math.max(1, Math.ceil((2 * sum) / host.cpuUnitCount)))
    }),
  )
})
