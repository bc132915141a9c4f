import {execFileSync} from 'node:child_process'
import {availableParallelism, cpus, loadavg} from 'node:os'
import {fileURLToPath} from 'node:url'
import {simulateRuns} from '../../src/core/simulate/run-columns.js'
import {outcomeOf} from '../../src/core/simulate/summarize.js'
import type {SimulationModel} from '../../src/documents/simulation-model.js'
import {simulateInWorkers} from '../../src/workers/simulate-pool.js'
import {fiveTierModel, scalingOf, tierOf} from '../core/simulate/sample-model.js'
import {shopOfOneTier} from '../core/simulate/simpy-model.js'

type FromSimpy = {cpuS: number; badMinutes: {mean: number; standardError: number}}

const script = fileURLToPath(new URL('simulate-in-simpy.py', import.meta.url))

/** CPU seconds of this process while something is done. */
function cpuOf(action: () => void): number {
  const before = process.cpuUsage()
  action()
  const spent = process.cpuUsage(before)
  return (spent.user + spent.system) / 1e6
}

/** The prototype's shop, a day of it, whose minima are raised before the sale. */
function simpyShop(): SimulationModel {
  const ahead = {name: 'ahead', atS: 42_300, minCount: 110, maxCount: null, desiredCount: null}
  const tiers = shopOfOneTier().tiers.map((tier) => ({
    ...tier,
    scaling: scalingOf({maxCount: 160, schedules: [ahead]}),
  }))
  return shopOfOneTier({tiers, zoneLoss: {chanceRatio: 0.02, atS: null, fromS: 43_200, toS: 54_000}})
}

/** Against SimPy: CPU of one day, in turns so that both meet the same neighbours. */
function againstSimpy(python: string, rounds: number) {
  const model = simpyShop()
  simulateRuns(model, {fromRun: 0, toRun: 400})
  let ours = 0
  let theirs = 0
  const [ourRuns, simpyRuns] = [500, 20]
  for (let round = 0; round < rounds; round++) {
    const asked = JSON.stringify({model, runs: simpyRuns, seed: round})
    theirs += (JSON.parse(execFileSync(python, [script, asked], {encoding: 'utf8'})) as FromSimpy).cpuS
    ours += cpuOf(() => simulateRuns(model, {fromRun: round * ourRuns, toRun: (round + 1) * ourRuns}))
  }
  const oursMs = (ours / rounds / ourRuns) * 1000
  const simpyMs = (theirs / rounds / simpyRuns) * 1000
  console.log(
    `one tier and its database, 24 h, CPU: ${oursMs.toFixed(3)} ms a run, SimPy ${simpyMs.toFixed(1)} ms: ${(simpyMs / oursMs).toFixed(0)} times as fast`,
  )
  return {oursMs, simpyMs, timesAsFast: simpyMs / oursMs}
}

/** Five tiers (web, three services, database) behind CDN and load balancer: today, and with minima raised ahead. */
async function paired(runCount: number, workerCount: number) {
  const today = fiveTierModel()
  const ahead = {name: 'ahead', atS: 41_400, minCount: 80, maxCount: null, desiredCount: null}
  const plan = {
    ...today,
    policy: 'plan',
    tiers: today.tiers.map((tier) => tierOf({...tier, scaling: {...tier.scaling, schedules: [ahead]}})),
  }
  const startedMs = performance.now()
  const before = process.cpuUsage()
  const columns = await simulateInWorkers({models: [today, plan], fromRun: 0, toRun: runCount, workerCount})
  const spent = process.cpuUsage(before)
  const wallS = (performance.now() - startedMs) / 1000
  const cpuS = (spent.user + spent.system) / 1e6
  const chances = [today, plan].map((model, i) => {
    const found = columns[i]
    return found === undefined ? Number.NaN : outcomeOf({model, columns: found}).breach.breachRatio
  })
  console.log(
    `${runCount} paired runs of five tiers, 24 h, ${workerCount} workers: ${wallS.toFixed(1)} s, CPU ${cpuS.toFixed(1)} s; breached ${chances.map((chance) => `${(chance * 100).toFixed(1)} %`).join(' and ')}`,
  )
  return {runCount, workerCount, wallS, cpuS, rssMib: process.memoryUsage().rss / 2 ** 20}
}

/**
 * `npm run bench -- simulate [PYTHON]`: PYTHON is one with SimPy, /usr/bin/python3 where it is not given. Wall times hang
 * on the neighbours: the load is in the result.
 */
export async function bench([python = '/usr/bin/python3']: readonly string[]) {
  const workerCount = availableParallelism()
  const simpy = againstSimpy(python, 5)
  const twoThousand = await paired(2000, workerCount)
  const tenThousand = await paired(10_000, workerCount)
  return {
    simpy,
    twoThousand,
    tenThousand,
    cpu: cpus()[0]?.model,
    cores: workerCount,
    load: loadavg()[0],
  }
}
