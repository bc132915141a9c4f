import {parentPort, workerData} from 'node:worker_threads'
import {type RunColumns, simulateRuns} from '../core/simulate/run-columns.js'
import type {SimulationModel} from '../documents/simulation-model.js'

/** A stretch of runs, and what each model came to over it. */
export type Portion = {fromRun: number; toRun: number}
export type PortionDone = Portion & {columns: RunColumns[]}

const models: readonly SimulationModel[] = workerData ?? []

parentPort?.on('message', ({fromRun, toRun}: Portion) => {
  const columns = models.map((model) => simulateRuns(model, {fromRun, toRun}))
  const done: PortionDone = {fromRun, toRun, columns}
  parentPort?.postMessage(done)
})
