import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {catalog} from '../../../src/catalog/catalog.js'
import {cutWindow} from '../../../src/core/diagnose/cut-window.js'
import {diagnoseDatabase} from '../../../src/core/diagnose/diagnose-database.js'
import {diagnosisMetrics} from '../../../src/core/diagnose/diagnosis-queries.js'
import {findDatabase} from '../../../src/core/inventory/find-resource.js'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {configSchema} from '../../../src/documents/config.js'
import {metricsSchema} from '../../../src/documents/metrics.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'

const hourS = 3600
const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const strideHours = isDeep ? 1 : 5

/** Their last week has deploys, jobs and quiet nights, and not one hour in which a database held anybody up. */
test.each(['bright-friday', 'quiet-tuesday', 'database-bound'])('%s: no false alarm in a week of hours', (name) => {
  const file = (path: string) => readFileSync(new URL(`../../../fixtures/${name}/${path}`, import.meta.url))
  const config = configSchema.parse(parse(file('ecom-plan.yaml').toString()))
  const metrics = metricsSchema.parse(JSON.parse(gunzipSync(file('metrics.json.gz')).toString()))
  const inventory = mapInventory(snapshotSchema.parse(JSON.parse(file('estate.json').toString())))
  const endS = Date.parse(metrics.capturedAt) / 1000
  const alarms: string[] = []
  for (const [tierName, tier] of Object.entries(config.tiers)) {
    if (tier.kind !== 'rds') continue
    const asked = {config, tierName, tier, inventory}
    const database = findDatabase(asked)
    for (let hour = 0; hour < 7 * 24; hour += strideHours) {
      const span = {fromS: endS - (hour + 1) * hourS, toS: endS - hour * hourS}
      const cut = cutWindow({metrics, ids: diagnosisMetrics(asked), resource: database.id, span})
      const found = diagnoseDatabase({tier: tierName, database, ...cut, status: null, catalog, reserveRatio: 0.08})
      if (found.answer !== 'none') alarms.push(`${found.fromAt}: ${found.sentence}`)
    }
  }
  expect(alarms).toEqual([])
})
