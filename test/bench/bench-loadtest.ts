import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {writeJtl} from './write-jtl.ts'
import {writeK6Lines} from './write-k6-lines.ts'
import type {WrittenCounts} from './written-counts.ts'

const allRows = 10_000_000
/** Below so many rows the start of Node is most of what is measured, and no ratio is held against its limit. */
const fewestRows = 2_000_000
const mostPeakMb = 256
const mostZcatRatio = 1.3
const leastJsonRatio = 4
const leastCsvParseRatio = 8
/** On a machine that does nothing else; said, and not held against a busy one. */
const quietCpuS = 6

type Figures = {cpuS: number; peakMb: number}

/**
 * Reads a JTL of 10 million rows, the same gzipped, and 5 million lines of k6's JSON (`--rows N`: so many rows and half
 * as many lines), each in a process of its own, against other ways to count the same. Fails when a count of a label in
 * a second is not the one that was written, a percentile is more than 0.8 % off, a reader takes more than 256 MB, the
 * gzipped file more than 1.3 times the CPU of zcat, or the lines of k6 more than a quarter of that of JSON.parse.
 *
 * Readers are measured without the digest of the file that an import takes besides, about 0.6 s of CPU a GB.
 *
 * DuckDB takes part where `ECOM_PLAN_BENCH_PEERS` names a folder in whose node_modules it is.
 */
export async function bench(args: readonly string[]) {
  const rowCount = args.includes('--rows') ? Number(args[args.indexOf('--rows') + 1]) : allRows
  const root = mkdtempSync(join(tmpdir(), 'ecom-plan-bench-'))
  try {
    const run = await runnerIn(root)
    const jtl = benchJtl({root, rowCount, run})
    const k6 = benchK6({root, lineCount: rowCount / 2, run})
    if (rowCount >= fewestRows) checkRatios({jtl, k6})
    return {rowCount, jtl, k6, node: process.version}
  } finally {
    rmSync(root, {recursive: true, force: true})
  }
}

type Run = {
  ours: (reading: {format: 'jtl' | 'k6'; path: string; written: WrittenCounts; roundedMs: number}) => Figures & {
    errorRatio: number
  }
  peer: (how: string, path: string) => Figures
}

function benchJtl({root, rowCount, run}: {root: string; rowCount: number; run: Run}) {
  const path = join(root, 'result.jtl')
  const written = writeJtl({path, rowCount})
  const megabytes = Math.round(statSync(path).size / 1e6)
  console.log(`JTL of ${rowCount} rows, ${megabytes} MB, ${written.requestCount} requests among them`)
  const reading = {format: 'jtl', path, written, roundedMs: 0} as const
  const ours = say('ours', run.ours(reading))
  const peers = Object.fromEntries(['readline', ...otherPeers()].map((how) => [how, say(how, run.peer(how, path))]))
  if (ours.cpuS > quietCpuS) console.log(`more than ${quietCpuS} s, the target of a quiet machine`)
  const packed = `${path}.gz`
  const {status, stderr} = spawnSync('gzip', ['-6', '-c', path], {stdio: ['ignore', openSync(packed, 'w'), 'pipe']})
  if (status !== 0) throw new Error(`gzip ended with ${status}: ${stderr}`)
  const zcat = say('zcat', {cpuS: zcatCpuS(packed), peakMb: 0})
  const gz = say('ours, .gz', run.ours({...reading, path: packed}))
  rmSync(path)
  rmSync(packed)
  return {megabytes, ours, peers, gz, zcatCpuS: zcat.cpuS}
}

function benchK6({root, lineCount, run}: {root: string; lineCount: number; run: Run}) {
  const path = join(root, 'result.json')
  const written = writeK6Lines({path, lineCount})
  const megabytes = Math.round(statSync(path).size / 1e6)
  console.log(`k6 JSON of ${lineCount} lines, ${megabytes} MB, ${written.requestCount} requests among them`)
  const ours = say('ours', run.ours({format: 'k6', path, written, roundedMs: 1}))
  const plain = say('JSON.parse', run.peer('JSON.parse', path))
  return {megabytes, ours, plain}
}

/** Throws at the end, with all that is missed, so that one miss hides no figure. */
function checkRatios({jtl, k6}: {jtl: ReturnType<typeof benchJtl>; k6: ReturnType<typeof benchK6>}): void {
  const zcatRatio = jtl.gz.cpuS / jtl.zcatCpuS
  const ratios = [
    {of: 'k6 JSON', than: 'JSON.parse', ratio: k6.plain.cpuS / k6.ours.cpuS, least: leastJsonRatio},
    ...Object.entries(jtl.peers).map(([than, {cpuS}]) => {
      return {of: 'JTL', than, ratio: cpuS / jtl.ours.cpuS, least: than === 'csv-parse' ? leastCsvParseRatio : 1}
    }),
  ]
  console.log(`.gz: ${zcatRatio.toFixed(2)} times zcat, at most ${mostZcatRatio}`)
  for (const {of, than, ratio, least} of ratios)
    console.log(`${of}: ${ratio.toFixed(1)} times less than ${than}, at least ${least}`)
  const missed = ratios.filter(({ratio, least}) => ratio < least).map(({of, than}) => `${of} against ${than}`)
  if (zcatRatio > mostZcatRatio) missed.push('.gz against zcat')
  if (missed.length > 0) throw new Error(`targets missed: ${missed.join(', ')}`)
}

function otherPeers(): string[] {
  const folder = process.env['ECOM_PLAN_BENCH_PEERS']
  const hasDuckDb = folder !== undefined && existsSync(join(folder, 'node_modules', '@duckdb/node-api'))
  return ['csv-parse', ...(hasDuckDb ? ['duckdb'] : [])]
}

function say<T extends Figures>(name: string, figures: T): T {
  console.log(`  ${name.padEnd(12)}${figures.cpuS} s CPU${figures.peakMb > 0 ? `, ${figures.peakMb} MB at most` : ''}`)
  return figures
}

async function runnerIn(root: string): Promise<Run> {
  const script = join(root, 'read-load-rows.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('read-load-rows.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'warning',
  })
  const output = join(root, 'found.json')
  return {
    ours: ({format, path, written, roundedMs}) => {
      const figures = runAlone({root, args: [script, format, path, output]})
      const errorRatio = written.check(JSON.parse(readFileSync(output, 'utf8')), roundedMs)
      if (figures.peakMb > mostPeakMb) throw new Error(`${path}: ${figures.peakMb} MB, more than ${mostPeakMb} MB`)
      return {...figures, errorRatio: Number(errorRatio.toFixed(5))}
    },
    peer: (how, path) => {
      const plainly = fileURLToPath(new URL('read-rows-plainly.mjs', import.meta.url))
      return runAlone({root, args: [plainly, how, path, output]})
    },
  }
}

function runAlone({root, args}: {root: string; args: string[]}): Figures {
  const record = fileURLToPath(new URL('record-usage.mjs', import.meta.url))
  const usage = join(root, 'usage.json')
  const {PATH, ECOM_PLAN_BENCH_PEERS} = process.env
  const {status, stderr} = spawnSync(process.execPath, ['--import', record, ...args], {
    env: {PATH, ECOM_PLAN_BENCH_PEERS, ECOM_PLAN_BENCH_USAGE: usage},
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return JSON.parse(readFileSync(usage, 'utf8'))
}

function zcatCpuS(path: string): number {
  const {stderr, status} = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time zcat "$0" > /dev/null', path], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`zcat ended with ${status}: ${stderr}`)
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number)
  return Number((user + system).toFixed(2))
}
