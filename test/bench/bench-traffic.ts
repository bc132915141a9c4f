import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {gzipSync} from 'node:zlib'
import {build} from 'esbuild'
import {parquetWriteBuffer} from 'hyparquet-writer'

const rowCount = 1_000_000
const mostWallS = 1.5
const mostPeakMb = 200
const rounds = 3

type Figures = {wallS: number; cpuS: number; peakMb: number}

/**
 * Reads a million minutes of traffic from CSV, gzipped CSV and Parquet, each in a process of its own, against a reader
 * that splits lines and asks Date.parse (CSV only). The median of three rounds by wall time, taking turns. Fails when a
 * sum is not that which was written, and above 1.5 s or 200 MB.
 */
export async function bench() {
  const root = mkdtempSync(join(tmpdir(), 'ecom-plan-bench-'))
  try {
    const sum = writeFiles(root)
    const ours = join(root, 'read-traffic.mjs')
    await build({
      entryPoints: [fileURLToPath(new URL('read-traffic.ts', import.meta.url))],
      outfile: ours,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'warning',
    })
    const plain = fileURLToPath(new URL('read-plainly.mjs', import.meta.url))
    const runs = [
      ['csv', ours, 'traffic.csv'],
      ['csv-gz', ours, 'traffic.csv.gz'],
      ['parquet', ours, 'traffic.parquet'],
      ['plain-csv', plain, 'traffic.csv'],
      ['plain-csv-gz', plain, 'traffic.csv.gz'],
    ] as const
    const found = new Map<string, Figures[]>()
    for (let round = 0; round < rounds; round++) {
      for (const [name, script, file] of runs) {
        found.set(name, [...(found.get(name) ?? []), measure({root, script, path: join(root, file), sum})])
      }
    }
    const figures = Object.fromEntries([...found].map(([name, all]) => [name, medianOf(all)]))
    for (const [name, {wallS, cpuS, peakMb}] of Object.entries(figures)) {
      console.log(`${name.padEnd(14)}${wallS} s wall, ${cpuS} s CPU with the start, ${peakMb} MB at most`)
      if (name.startsWith('plain')) continue
      if (wallS > mostWallS) throw new Error(`${name}: ${wallS} s, more than ${mostWallS} s`)
      if (peakMb > mostPeakMb) throw new Error(`${name}: ${peakMb} MB, more than ${mostPeakMb} MB`)
    }
    const fileMb = Math.round(statSync(join(root, 'traffic.csv')).size / 1e6)
    return {rowCount, fileMb, rounds, ...figures, mostWallS, mostPeakMb, node: process.version}
  } finally {
    rmSync(root, {recursive: true, force: true})
  }
}

/** The same rows in three files; returns the sum of their values. */
function writeFiles(root: string): number {
  const at = Array.from({length: rowCount}, (_, i) => new Date(Date.UTC(2024, 11, 1) + i * 60_000))
  const hits = at.map((_, i) => Math.round(6000 + 5000 * Math.sin((i / 1440) * 2 * Math.PI) + ((i * 7919) % 500)))
  const lines = at.map((time, i) => `${time.toISOString().replace('.000Z', 'Z')},${hits[i]}`)
  const text = `at,hits\n${lines.join('\n')}\n`
  writeFileSync(join(root, 'traffic.csv'), text)
  writeFileSync(join(root, 'traffic.csv.gz'), gzipSync(text))
  const columnData = [
    {name: 'at', data: at, type: 'TIMESTAMP' as const},
    {name: 'hits', data: hits, type: 'DOUBLE' as const},
  ]
  writeFileSync(join(root, 'traffic.parquet'), new Uint8Array(parquetWriteBuffer({columnData})))
  return hits.reduce((total, value) => total + value, 0)
}

function measure({root, script, path, sum}: {root: string; script: string; path: string; sum: number}): Figures {
  const usage = join(root, 'usage.json')
  const record = fileURLToPath(new URL('record-usage.mjs', import.meta.url))
  const {status, stdout, stderr} = spawnSync(process.execPath, ['--import', record, script, path], {
    env: {PATH: process.env['PATH'], ECOM_PLAN_BENCH_USAGE: usage},
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`reading ${path} ended with ${status}: ${stderr}`)
  const read = JSON.parse(stdout)
  if (read.count !== rowCount || read.sum !== sum)
    throw new Error(`read ${read.count} rows of ${read.sum}, written ${rowCount} of ${sum}`)
  return {wallS: read.wallS, ...JSON.parse(readFileSync(usage, 'utf8'))}
}

function medianOf(all: readonly Figures[]): Figures {
  const sorted = [...all].sort((a, b) => a.wallS - b.wallS)
  return sorted[Math.floor(sorted.length / 2)] ?? {wallS: 0, cpuS: 0, peakMb: 0}
}
