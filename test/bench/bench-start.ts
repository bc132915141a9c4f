import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const rounds = 15

/**
 * How long the built command takes to start, against a bare `node -e 0` in the same run: --help, and the whole walk on
 * bright-friday from files. Commands take turns, so that a busy moment hits all alike; minimum and median of the wall
 * time are given, and the median of user plus system CPU time is not, since children are measured from outside.
 */
export async function bench() {
  const forecast = [
    'bin/run.js',
    'forecast',
    '-c',
    'fixtures/bright-friday/ecom-plan.yaml',
    '--offline',
    '--json',
    '-q',
  ]
  const commands = {bare: ['-e', '0'], help: ['bin/run.js', '--help'], forecast}
  const times: Record<string, number[]> = {bare: [], help: [], forecast: []}
  // The first round warms the file cache and the compile cache.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const startMs = performance.now()
      const {status} = spawnSync(process.execPath, args, {cwd: root, stdio: 'ignore'})
      if (status !== 0) throw new Error(`${name} ended with ${status}`)
      if (round > 0) times[name]?.push(performance.now() - startMs)
    }
  }
  const figures = Object.fromEntries(
    Object.entries(times).map(([name, all]) => {
      const sorted = [...all].sort((a, b) => a - b)
      return [
        name,
        {minMs: Math.round(sorted[0] ?? 0), medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)},
      ]
    }),
  )
  const ratio = (figures['help']?.medianMs ?? 0) / (figures['bare']?.medianMs ?? 1)
  for (const [name, {minMs, medianMs}] of Object.entries(figures))
    console.log(`${name.padEnd(10)}min ${minMs} ms, median ${medianMs} ms`)
  console.log(`--help takes ${ratio.toFixed(2)} times a bare node (target: under 5)`)
  return {rounds, ...figures, helpToBareRatio: Number(ratio.toFixed(2)), node: process.version}
}
