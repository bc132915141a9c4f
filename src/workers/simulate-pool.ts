import {Worker} from 'node:worker_threads'
import {joinColumns, type RunColumns, simulateRuns} from '../core/simulate/run-columns.js'
import type {SimulationModel} from '../documents/simulation-model.js'
import type {Portion, PortionDone} from './simulate-worker.js'

/** Runs that a worker makes between two looks at whether to stop. */
const usualPortion = 50

/** Beside the sources it is TypeScript, which the worker's loader has to be told of; in the bundle it is one file. */
const isSource = import.meta.url.endsWith('.ts')
const entry = isSource
  ? new URL('./simulate-worker.ts', import.meta.url)
  : new URL('workers/simulate-worker.js', import.meta.url.replace(/(chunks|commands)\/.*$/, ''))

type Asked = {
  /** All models make the same runs; those of one seed are under the same luck. */
  models: readonly SimulationModel[]
  fromRun: number
  toRun: number
  /** Threads; with one, all is done in this one. */
  workerCount: number
  portionCount?: number
  signal?: AbortSignal
}

/**
 * Makes the runs of some models in worker threads and gives the columns of each. The same bytes for any number of
 * workers: a run hangs on the seed and its number alone.
 *
 * When `signal` is aborted, no further portion is begun, and what is given are the runs from `fromRun` up to the first
 * portion that is missing: the same for all models, and fewer than asked. Rejects with what a worker threw.
 */
export async function simulateInWorkers(asked: Asked): Promise<RunColumns[]> {
  const {models, workerCount} = asked
  const portions = portionsOf(asked)
  const done = new Map<number, PortionDone>()
  if (workerCount <= 1) await runHere(asked, portions, done)
  else {
    const count = Math.min(workerCount, portions.length)
    await Promise.all(Array.from({length: count}, () => runThere(asked, portions, done)))
  }
  const prefix = wholePrefix(asked.fromRun, done)
  return models.map((model, i) =>
    prefix.length === 0
      ? simulateRuns(model, {fromRun: asked.fromRun, toRun: asked.fromRun})
      : joinColumns(prefix.flatMap(({columns}) => columns[i] ?? [])),
  )
}

function portionsOf({fromRun, toRun, portionCount = usualPortion}: Asked): Portion[] {
  const portions: Portion[] = []
  for (let at = fromRun; at < toRun; at += portionCount)
    portions.push({fromRun: at, toRun: Math.min(toRun, at + portionCount)})
  return portions
}

async function runHere({models, signal}: Asked, portions: Portion[], done: Map<number, PortionDone>): Promise<void> {
  for (const portion of portions) {
    if (signal?.aborted) return
    done.set(portion.fromRun, {...portion, columns: models.map((model) => simulateRuns(model, portion))})
    // Lets an interruption be heard.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** One worker: takes the next portion as long as there is one. */
function runThere({models, signal}: Asked, portions: Portion[], done: Map<number, PortionDone>): Promise<void> {
  const worker = new Worker(entry, {workerData: models, ...(isSource ? {execArgv: ['--import=tsx']} : {})})
  return new Promise<void>((resolve, reject) => {
    const next = () => {
      const portion = signal?.aborted ? undefined : portions.shift()
      if (portion === undefined) resolve()
      else worker.postMessage(portion)
    }
    worker.on('message', (portion: PortionDone) => {
      done.set(portion.fromRun, portion)
      next()
    })
    worker.on('error', reject)
    next()
  }).finally(() => worker.terminate())
}

function wholePrefix(fromRun: number, done: ReadonlyMap<number, PortionDone>): PortionDone[] {
  const prefix: PortionDone[] = []
  for (let next = done.get(fromRun); next !== undefined; next = done.get(next.toRun)) prefix.push(next)
  return prefix
}
