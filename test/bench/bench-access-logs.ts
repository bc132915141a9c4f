import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type Written, writeAlbLines} from './write-alb-lines.ts'

/** All files cover this stretch, since memory may follow the time that is counted, and not the lines. */
const stretchS = 10_800
const mostCpuRatio = 1.5
const startUpCpuS = 6
/** The heap grows a little until the collector settles; a reader that held its lines would need seven times as much. */
const mostMemoryRatio = 1.5

type Figures = {lineCount: number; packedMb: number; wallS: number; cpuS: number; peakMb: number; zcatCpuS: number}

/**
 * The built command counts gzipped lines of an ALB, 1 million or with `--full` 10 million, against `zcat` of the same
 * file in the same run, and a tenth of them for the memory. Fails when the counts are not those that were written, when
 * it takes more CPU than 1.5 times zcat and 6 s, and when ten times the lines take more memory.
 */
export async function bench(args: readonly string[]) {
  const lineCount = args.includes('--full') ? 10_000_000 : 1_000_000
  const root = mkdtempSync(join(tmpdir(), 'ecom-plan-bench-'))
  try {
    const tenth = await measure(root, lineCount / 10)
    const whole = await measure(root, lineCount)
    const limitCpuS = Number((mostCpuRatio * whole.zcatCpuS + startUpCpuS).toFixed(2))
    const memoryRatio = Number((whole.peakMb / tenth.peakMb).toFixed(2))
    console.log(`limit ${limitCpuS} s CPU (1.5 × zcat + 6 s); memory of ten times the lines: ${memoryRatio} times`)
    if (whole.cpuS > limitCpuS) throw new Error(`${whole.cpuS} s CPU, more than ${limitCpuS} s`)
    if (memoryRatio > mostMemoryRatio)
      throw new Error(`${whole.peakMb} MB for ten times the lines of ${tenth.peakMb} MB`)
    const cpuRatio = Number((whole.cpuS / whole.zcatCpuS).toFixed(2))
    return {tenth, whole, cpuRatio, limitCpuS, memoryRatio, node: process.version}
  } finally {
    rmSync(root, {recursive: true, force: true})
  }
}

async function measure(root: string, lineCount: number): Promise<Figures> {
  const path = join(root, `${lineCount}.log.gz`)
  const written = await writeAlbLines({path, lineCount, perSecond: lineCount / stretchS})
  const zcatCpuS = zcat(path)
  const figures = {...count(root, path, written), zcatCpuS, packedMb: Math.round(statSync(path).size / 1e6)}
  const {wallS, cpuS, peakMb, packedMb} = figures
  console.log(
    `${lineCount} lines (${packedMb} MB packed): ${wallS} s wall, ${cpuS} s CPU, ${peakMb} MB at most; zcat ${zcatCpuS} s CPU`,
  )
  rmSync(path)
  return {lineCount, ...figures}
}

function zcat(path: string): number {
  const {stderr, status} = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time zcat "$0" > /dev/null', path], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`zcat ended with ${status}: ${stderr}`)
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number)
  return Number((user + system).toFixed(2))
}

function count(root: string, path: string, written: Written): Pick<Figures, 'wallS' | 'cpuS' | 'peakMb'> {
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
  const record = fileURLToPath(new URL('record-usage.mjs', import.meta.url))
  const usage = join(root, 'usage.json')
  const output = join(root, 'counted.json')
  const args = ['pull', '--source', 'alb-log', '--path', path, '-o', output, '--json']
  const startMs = performance.now()
  const {status, stdout, stderr} = spawnSync(process.execPath, ['--import', record, bin, ...args], {
    cwd: root,
    env: {PATH: process.env['PATH'], HOME: root, ECOM_PLAN_BENCH_USAGE: usage},
    encoding: 'utf8',
  })
  const wallS = Number(((performance.now() - startMs) / 1000).toFixed(2))
  if (status !== 0) throw new Error(`ecom-plan ended with ${status}: ${stderr}${stdout}`)
  const {requestCount, botCount, errorCount} = JSON.parse(stdout).data.summary.total
  const found = [requestCount, botCount, errorCount].join(', ')
  const expected = [written.lineCount, written.botCount, written.errorCount].join(', ')
  if (found !== expected) throw new Error(`counted ${found}, written ${expected}`)
  return {wallS, ...JSON.parse(readFileSync(usage, 'utf8'))}
}
