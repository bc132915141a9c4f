import {type ChildProcess, fork, spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {manyTiers, type TierCounts} from './many-tiers.ts'

const firstDay = '2026-11-02T06:10:00Z'
const nextDay = '2026-11-03T06:10:00Z'

/**
 * The built command pulls an estate of 277 series over all three windows (12.3 million values) from the fake in
 * another process, then the same the next day, the same once more, and hours alone into a new archive. `time -v`'s figures are the puller's own.
 */
export async function bench() {
  const root = mkdtempSync(join(tmpdir(), 'ecom-plan-bench-'))
  const fake = await serve(root, {groups: 5, services: 5, databases: 2}, firstDay)
  try {
    const pull = measure(['pull', '--as-of', firstDay], root, fake.url)
    fake.child.send(nextDay)
    const next = measure(['pull', '--as-of', nextDay], root, fake.url)
    const again = measure(['pull', '--as-of', nextDay], root, fake.url)
    rmSync(join(root, '.ecom-plan'), {recursive: true})
    const hourly = measure(['pull', '--hourly', '--as-of', nextDay], root, fake.url)
    return {pull, next, again, hourly}
  } finally {
    fake.child.kill()
    rmSync(root, {recursive: true, force: true})
  }
}

/** A fake in a process of its own, and a config for it in `folder`. */
export async function serve(
  folder: string,
  counts: TierCounts,
  now: string,
  limit: {perSecond: number} | null = null,
): Promise<{child: ChildProcess; url: string}> {
  mkdirSync(folder, {recursive: true})
  const {snapshot, config} = manyTiers(counts)
  const path = join(folder, 'fake-estate.json')
  writeFileSync(path, JSON.stringify(snapshot))
  writeFileSync(join(folder, 'ecom-plan.yaml'), config)
  const script = fileURLToPath(new URL('serve-fake.ts', import.meta.url))
  const child = fork(script, [path, now, JSON.stringify(limit)], {execArgv: ['--import', 'tsx']})
  const {url} = await new Promise<{url: string}>((resolve) => child.once('message', (m) => resolve(m as {url: string})))
  return {child, url}
}

/** Runs the built command and returns what it said with its wall time, CPU time and greatest memory. */
export function measure(args: string[], cwd: string, url: string) {
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
  const usage = join(cwd, 'usage.json')
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    ECOM_PLAN_BENCH_USAGE: usage,
  }
  const record = fileURLToPath(new URL('record-usage.mjs', import.meta.url))
  const start = performance.now()
  const {status, stdout, stderr} = spawnSync(process.execPath, ['--import', record, bin, ...args, '--json'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const wallS = Number(((performance.now() - start) / 1000).toFixed(2))
  if (status !== 0)
    throw new Error(`ecom-plan ${args.join(' ')} ended with ${status}: ${stderr}${stdout.slice(0, 2000)}`)
  const {data} = JSON.parse(stdout)
  return {
    wallS,
    ...JSON.parse(readFileSync(usage, 'utf8')),
    seriesCount: data.seriesCount,
    callCount: data.callCount,
    valueCount: data.valueCount,
  }
}
