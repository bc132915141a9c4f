import {Prophet} from '@bsull/augurs/prophet'
import {optimizer} from '@bsull/augurs-prophet-wasmstan'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.ts'

const horizonHours = 28 * 24

/**
 * CPU of Prophet on a file of hours: yearly, weekly and daily seasonality on the log scale, and 28 days ahead, once for P90
 * and once for P99, for an interval has one level a model. Gaps are left out, as Prophet takes them.
 */
export async function prophetOnHours(path: string): Promise<{cpuS: number; hourCount: number}> {
  const {window} = await readTrafficCsv({
    path,
    timeColumn: 'timestamp',
    valueColumn: 'requests',
    unit: 'count',
    timezone: 'UTC',
  })
  const startS = Date.parse(window.startAt) / 1000
  const hours = window.values.flatMap((value, i) =>
    value === null || value <= 0 ? [] : [{atS: startS + i * window.periodS, log: Math.log(value)}],
  )
  const ds = hours.map(({atS}) => atS)
  const y = hours.map(({log}) => log)
  const lastS = ds.at(-1) ?? startS
  const ahead = Array.from({length: horizonHours}, (_, i) => lastS + (i + 1) * 3600)
  const start = process.cpuUsage()
  for (const intervalWidth of [0.8, 0.98]) {
    const seasonal = {type: 'manual', enabled: true} as const
    const model = new Prophet({
      optimizer,
      intervalWidth,
      uncertaintySamples: 1000,
      yearlySeasonality: seasonal,
      weeklySeasonality: seasonal,
      dailySeasonality: seasonal,
    })
    model.fit({ds, y}, {seed: 1})
    model.predict({ds: ahead})
    model.free()
  }
  const used = process.cpuUsage(start)
  return {cpuS: Number(((used.user + used.system) / 1e6).toFixed(1)), hourCount: ds.length}
}
