import {writeFileSync} from 'node:fs'

/** Preloaded into a benched command: leaves its CPU seconds and its greatest memory in the file that the bench names. */
process.on('exit', () => {
  const {user, system} = process.cpuUsage()
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  writeFileSync(
    process.env.ECOM_PLAN_BENCH_USAGE,
    JSON.stringify({cpuS: Number(((user + system) / 1e6).toFixed(2)), peakMb}),
  )
})
