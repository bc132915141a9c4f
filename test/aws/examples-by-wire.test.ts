import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'
import {afterEach, describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {readMetrics} from '../../src/aws/read-metrics.js'
import {readPlacing} from '../../src/aws/read-placing.js'
import {readSnapshot} from '../../src/aws/read-snapshot.js'
import {mapInventory} from '../../src/core/inventory/map-inventory.js'
import {metricQueries} from '../../src/core/inventory/metric-queries.js'
import {configSchema} from '../../src/documents/config.js'
import {metricsSchema} from '../../src/documents/metrics.js'
import type {MetricSeries} from '../../src/documents/series.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {connect} from './connect.js'

let fake: Awaited<ReturnType<typeof connect>>
afterEach(() => fake.aws.close())

/** The worked examples read files. Served over the wire instead, they have to come to the same. */
describe.each(['bright-friday', 'quiet-tuesday', 'database-bound'])('%s', (name) => {
  const file = (path: string) => readFileSync(new URL(`../../fixtures/${name}/${path}`, import.meta.url))
  const config = configSchema.parse(parse(file('ecom-plan.yaml').toString()))
  const snapshot = snapshotSchema.parse(JSON.parse(file('estate.json').toString()))
  const {series} = metricsSchema.parse(JSON.parse(gunzipSync(file('metrics.json.gz')).toString()))
  const inventory = mapInventory(snapshot)

  test('the estate read live is the estate in the file', async () => {
    fake = await connect({snapshot})
    const {capturedAt} = snapshot
    const read = await readSnapshot({clients: fake.clients, config, capturedAt})
    expect(mapInventory(await readPlacing(fake.clients, read))).toEqual(inventory)
  })

  test('the metrics read live are the metrics in the file', async () => {
    fake = await connect({snapshot, series, pagePoints: 50_000})
    const queries = metricQueries({config, inventory, asOf: snapshot.capturedAt})
    const live = pointsById(await readMetrics({clients: fake.clients, queries}))
    const filed = pointsById(series)
    // What an example never measured is asked for and comes back empty.
    const measured = [...live].filter(([, points]) => points !== '').map(([id]) => id)
    expect(measured.sort()).toEqual([...filed.keys()].sort())
    // Names alone: a difference printed point by point would be a megabyte.
    // Requests are asked for by the hour as well, of which a file holds the finer alone.
    const missing = [...filed].filter(([id, points]) => {
      const found = new Set(live.get(id)?.split(';'))
      return !points.split(';').every((point) => found.has(point))
    })
    expect(missing.map(([id]) => id)).toEqual([])
  })
})

/** What was measured of each metric and when; a file may start later than the window that is asked for. */
function pointsById(series: MetricSeries[]): Map<string, string> {
  return new Map(
    series.map(({windows, namespace, metricName, stat, dimensions}) => [
      JSON.stringify([namespace, metricName, stat, Object.entries(dimensions).sort()]),
      windows
        .flatMap(({periodS, startAt, values}) =>
          values.map((value, index) => [periodS, Date.parse(startAt) / 1000 + index * periodS, value]),
        )
        .filter(([, , value]) => value !== null)
        .join(';'),
    ]),
  )
}
