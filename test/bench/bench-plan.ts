import {breakingOf} from '../../src/core/risk/effective-capacity.ts'
import {jointDraws} from '../../src/core/risk/joint-draws.ts'
import type {Limit} from '../../src/documents/plan.ts'
import {manyTierPlan} from './many-tier-plan.ts'

const sampleCount = 10_000
const counts = {groups: 245, services: 245, databases: 10}
const targetS = 5

/**
 * A plan of 500 tiers against 10,000 joint samples: fits, sizes at every level the search asks for, the frontier, the
 * risk and its causes, the contingency. As a peer, in the same run, the plainest way to a single figure of it: one
 * plan's chance, sample by sample and limit by limit.
 */
export async function bench() {
  const plan = await manyTierPlan(counts, sampleCount)
  const runs = Array.from({length: 3}, () => timed(plan))
  const [first] = runs
  const limits = first?.value.found.limits ?? []
  const plain = timed(() => plainChance(limits))
  const {risk, choice} = first?.value ?? {}
  const wallS = Math.min(...runs.map((run) => run.wallS))
  return {
    tiers: counts.groups + counts.services + counts.databases,
    limits: limits.length,
    samples: sampleCount,
    planned: risk?.planned.breachRatio,
    offers: choice?.offers.map(({label, breachRatio, windowCostUsd}) => ({label, breachRatio, windowCostUsd})),
    runs: runs.map((run) => ({wallS: run.wallS, cpuS: run.cpuS})),
    plainS: plain.wallS,
    targetS,
    isMet: wallS <= targetS,
  }
}

function timed<T>(make: () => T): {value: T; wallS: number; cpuS: number} {
  const from = performance.now()
  const cpu = process.cpuUsage()
  const value = make()
  const used = process.cpuUsage(cpu)
  const round = (seconds: number) => Math.round(seconds * 1000) / 1000
  return {value, wallS: round((performance.now() - from) / 1000), cpuS: round((used.user + used.system) / 1e6)}
}

/** One plan's chance, as one would write it first. */
function plainChance(limits: readonly Limit[]): number {
  const peak = {p50Rps: 79_000, p90Rps: 97_600, p99Rps: 121_000}
  const draws = jointDraws({peak, seed: 1, count: sampleCount, lostZoneRatio: null})
  const breaking = breakingOf(limits, 'planned')
  let broken = 0
  for (let i = 0; i < sampleCount; i++) {
    const isBroken = breaking.some(({breaksAtRps, drivers}) => {
      const factor = drivers.reduce((all, driver) => all * (draws.factorsOf(driver)[i] ?? 1), 1)
      return (draws.demandRps[i] ?? 0) * factor > breaksAtRps
    })
    if (isBroken) broken++
  }
  return broken / sampleCount
}
