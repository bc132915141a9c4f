import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {beforeAll, expect, test} from 'vitest'
import {erlangC} from '../../src/core/laws/erlang-c.js'
import {waitingLine} from '../../src/core/laws/waiting-line.js'
import {describeWith} from '../require-tool.js'

const cases = [
  {utilizationRatio: 0.5, serverCount: 2},
  {utilizationRatio: 0.7, serverCount: 4},
  {utilizationRatio: 0.8, serverCount: 8},
]
const asked = {seed: 20261127, replicationCount: 20, warmUpS: 100, lengthS: 1000, cases}

// The two-sided 99.9 % point of Student's t with the 19 degrees of freedom of 20 replications.
const t = 3.883

type Replication = {waitShare: number; waitingCount: number}
type Interval = {low: number; high: number}

/** Where the true mean lies with 99.9 % confidence, if independent samples have it. */
function confidence(samples: readonly number[]): Interval {
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples.length - 1)
  const margin = t * Math.sqrt(variance / samples.length)
  return {low: mean - margin, high: mean + margin}
}

const holds = ({low, high}: Interval, value: number) => low <= value && value <= high

const waits = ({utilizationRatio, serverCount}: (typeof cases)[number], loadServerCount = serverCount) =>
  erlangC({offeredLoadErlangs: utilizationRatio * loadServerCount, serverCount})

describeWith(['simpy'], 'a simulation of M/M/c, customer by customer', ({simpy}) => {
  let runs: Replication[][] = []

  beforeAll(() => {
    const script = fileURLToPath(new URL('mmc-simulation.py', import.meta.url))
    runs = JSON.parse(execFileSync(simpy, [script, JSON.stringify(asked)], {encoding: 'utf8'}))
  }, 60_000)

  const of = (index: number, read: (run: Replication) => number) => {
    const samples = (runs[index] ?? []).map(read)
    expect(samples).toHaveLength(asked.replicationCount)
    return confidence(samples)
  }

  test.each(cases.map((point, index) => ({...point, index})))(
    'the share who wait: $serverCount servers at $utilizationRatio',
    ({index, ...point}) => {
      const interval = of(index, (run) => run.waitShare)
      expect(holds(interval, waits(point)), JSON.stringify({interval, erlangC: waits(point)})).toBe(true)
      // Narrow enough to tell: the same work on one server more is outside.
      expect(holds(interval, waits({...point, serverCount: point.serverCount + 1}, point.serverCount))).toBe(false)
    },
  )

  test.each(cases.map((point, index) => ({...point, index})))(
    'the mean number waiting: $serverCount servers at $utilizationRatio',
    ({index, ...point}) => {
      const interval = of(index, (run) => run.waitingCount)
      const line = waitingLine(point)
      expect(holds(interval, line), JSON.stringify({interval, waitingLine: line})).toBe(true)
      // Narrow enough to tell: the number in the system, not in the line, is outside, and so is a line half as long.
      expect(holds(interval, line + point.utilizationRatio * point.serverCount)).toBe(false)
      expect(holds(interval, line / 2)).toBe(false)
    },
  )
})
