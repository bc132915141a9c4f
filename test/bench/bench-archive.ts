import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {gunzipSync, gzipSync} from 'node:zlib'
import {compactArchive} from '../../src/archive/compact.ts'
import {readArchive} from '../../src/archive/read-archive.ts'
import {readCoverage} from '../../src/archive/read-coverage.ts'
import {writePart} from '../../src/archive/write-part.ts'
import type {MetricId, MetricSeries} from '../../src/documents/series.ts'
import {folderStore} from '../../src/store/folder-store.ts'

const hourMs = 3_600_000
const endMs = Date.UTC(2026, 10, 2)
const windows = [
  {periodS: 3600, count: 455 * 24},
  {periodS: 300, count: 63 * 288},
  {periodS: 60, count: 15 * 1440},
]
const seriesCount = 61
const stats = ['Average', 'Maximum', 'Minimum', 'Sum']
const metricCount = 20
/** As many series as `pull` hands over at once. */
const chunkSize = 28

/** Series of one metric stand together, as in `pull`. */
const ids = stats
  .flatMap((stat) => Array.from({length: seriesCount}, (_, i) => ({stat, i})))
  .sort((a, b) => (a.i % metricCount) - (b.i % metricCount))

type Figures = {wallS: number; cpuS: number; peakMb: number; valueCount: number; sum: number}

/**
 * What a first pull of 61 series with four statistics keeps, 12.4 million values: written into an archive in a folder
 * and read back, against the same values as one gzipped JSON file a series. Each step is a process of its own, so that
 * its peak memory is its own; making the values is in the time of both writers, and measured by itself as `make`.
 */
export async function bench(args: readonly string[]) {
  const [step, folder = ''] = args
  if (step !== undefined) return steps[step]?.(folder)
  const root = mkdtempSync(join(tmpdir(), 'ecom-plan-bench-'))
  try {
    const figures = Object.fromEntries(Object.keys(steps).map((name) => [name, runStep(name, root)]))
    const sizes = {archiveBytes: sizeOf(join(root, 'archive')), jsonBytes: sizeOf(join(root, 'json'))}
    for (const [name, {wallS, cpuS, peakMb}] of Object.entries(figures)) {
      console.log(`${name.padEnd(12)}${wallS.toFixed(1)} s wall, ${cpuS.toFixed(1)} s CPU, ${peakMb} MB at most`)
    }
    const [read, expected] = [figures['read'], figures['make']]
    if (read?.valueCount !== expected?.valueCount || read?.sum !== expected?.sum)
      throw new Error('other values came back')
    return {...figures, ...sizes}
  } finally {
    rmSync(root, {recursive: true, force: true})
  }
}

function runStep(name: string, root: string): Figures {
  const run = fileURLToPath(new URL('run.ts', import.meta.url))
  const args = ['--import', 'tsx', run, 'archive', name, root]
  const {stdout, stderr, status} = spawnSync(process.execPath, args, {encoding: 'utf8'})
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

const steps: Record<string, (root: string) => Promise<Figures>> = {
  make: () => measured(async (count) => each(async (chunk) => count(chunk))),
  write: (root) =>
    measured(async (count) => {
      const store = folderStore(join(root, 'archive'))
      await each(async (chunk) => {
        count(chunk)
        const coverage = chunk.flatMap(({windows: asked, ...id}) =>
          asked.map(({periodS, startAt, values}) => ({
            ...id,
            periodS,
            fromAt: startAt,
            toAt: new Date(Date.parse(startAt) + values.length * periodS * 1000).toISOString(),
          })),
        )
        const pulledAt = new Date(endMs).toISOString()
        await writePart({store, account: '123456789012', region: 'eu-west-1', pulledAt, series: chunk, coverage})
      })
      await compactArchive({store})
    }),
  coverage: (root) => measured(async () => void (await readCoverage({store: folderStore(join(root, 'archive'))}))),
  read: (root) =>
    measured(async (count) => {
      const store = folderStore(join(root, 'archive'))
      for (let metric = 0; metric < metricCount; metric++) {
        const own = ids.filter(({i}) => i % metricCount === metric).map(({stat, i}) => idOf(stat, i))
        count(await readArchive({store, metrics: own}))
      }
    }),
  readOne: (root) =>
    measured(async (count) => {
      const store = folderStore(join(root, 'archive'))
      count(await readArchive({store, metrics: [idOf('Sum', 0)]}))
    }),
  writeJson: (root) =>
    measured(async (count) => {
      mkdirSync(join(root, 'json'))
      let number = 0
      await each(async (chunk) => {
        count(chunk)
        for (const series of chunk) {
          number += 1
          writeFileSync(join(root, 'json', `${number}.json.gz`), gzipSync(JSON.stringify(series)))
        }
      })
    }),
  readJson: (root) =>
    measured(async (count) => {
      for (const file of readdirSync(join(root, 'json'))) {
        count([JSON.parse(gunzipSync(readFileSync(join(root, 'json', file))).toString())])
      }
    }),
}

async function measured(work: (count: (series: readonly MetricSeries[]) => void) => Promise<void>): Promise<Figures> {
  let valueCount = 0
  let sum = 0
  const startMs = performance.now()
  const start = process.cpuUsage()
  await work((series) => {
    for (const window of series.flatMap((one) => one.windows)) {
      for (const value of window.values) {
        if (value === null) continue
        valueCount += 1
        // Whole numbers, so that the order does not matter.
        sum += Math.round(value * 1000)
      }
    }
  })
  const used = process.cpuUsage(start)
  return {
    wallS: Number(((performance.now() - startMs) / 1000).toFixed(2)),
    cpuS: Number(((used.user + used.system) / 1e6).toFixed(2)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    valueCount,
    sum,
  }
}

/** Hands over the estate's series, as many at a time as `pull` does. One value in 200 is a gap. */
async function each(work: (chunk: MetricSeries[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < ids.length; from += chunkSize) {
    await work(ids.slice(from, from + chunkSize).map(({stat, i}) => seriesOf(stat, i)))
  }
}

function idOf(stat: string, index: number): MetricId {
  const dimensions = {LoadBalancer: `app/shop/${index}`}
  return {namespace: 'AWS/ApplicationELB', metricName: `Metric${index % metricCount}`, dimensions, stat}
}

function seriesOf(stat: string, index: number): MetricSeries {
  let seed = index * 4 + stats.indexOf(stat) + 1
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  return {
    ...idOf(stat, index),
    windows: windows.map(({periodS, count}) => {
      const startMs = endMs - count * periodS * 1000
      const values = Array.from({length: count}, (_, i) => {
        const day = Math.sin(((startMs + i * periodS * 1000) / (24 * hourMs)) * 2 * Math.PI)
        const value = 500 + 400 * day + 50 * random()
        if (random() < 0.005) return null
        // Sums are counts, averages have all their digits, and the others those that an instance reported.
        return stat === 'Sum'
          ? Math.round(value * periodS)
          : stat === 'Average'
            ? value
            : Math.round(value * 1000) / 1000
      })
      return {periodS, startAt: new Date(startMs).toISOString(), values}
    }),
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'}).reduce((sum, name) => {
    const found = statSync(join(folder, name))
    return sum + (found.isFile() ? found.size : 0)
  }, 0)
}
