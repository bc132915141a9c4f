import {catalog} from '../../src/catalog/catalog.ts'
import {labelledEvents} from '../../src/core/events/labelled-events.ts'
import {planEvent} from '../../src/core/events/plan-event.ts'
import {forecastEvent} from '../../src/core/forecast/forecast-event.ts'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.ts'
import {readCheckedConfig} from '../../src/shell/read-checked-config.ts'

/**
 * Bundled by bench-event and run alone: reads the two files of traffic that are named, an hourly and a minutely one, and
 * forecasts the next event of the config. Prints the CPU of each round; the first has all compiling in it.
 */
const [configPath = '', asOf = '', ...paths] = process.argv.slice(2)
const {config} = await readCheckedConfig(configPath)
const rounds = Array.from({length: 25}, (_, round) => round)
const cpuS: number[] = []
let peakRps = 0
for (const _ of rounds) {
  const start = process.cpuUsage()
  const windows = []
  for (const path of paths) {
    const columns = {timeColumn: 'timestamp', valueColumn: 'requests', unit: 'count', timezone: 'UTC'} as const
    windows.push((await readTrafficCsv({path, ...columns})).window)
  }
  const forecast = forecastEvent({
    traffic: {schema: 'ecom-plan.traffic/v1', capturedAt: asOf, level: 'edge', sources: paths, windows},
    event: planEvent({config, wanted: undefined, asOf, upliftText: undefined}),
    labels: {
      labelled: labelledEvents({config, asOf, fromYear: 2024, toYear: 2026}),
      excluded: config.demand.exclude,
    },
    asOf,
    judgement: (name) => catalog.judgements[name].value,
  })
  const used = process.cpuUsage(start)
  cpuS.push((used.user + used.system) / 1e6)
  peakRps = forecast.peak.p99Rps
}
console.log(JSON.stringify({cpuS, peakRps}))
