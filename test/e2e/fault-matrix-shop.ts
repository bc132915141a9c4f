import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {vi} from 'vitest'
import {parse, stringify} from 'yaml'
import {readArchive} from '../../src/archive/read-archive.js'
import {readNewestSnapshot} from '../../src/archive/snapshots.js'
import {verifyArchive} from '../../src/archive/verify.js'
import {cdnMetrics} from '../../src/core/inventory/metric-ids.js'
import type {BlobStore} from '../../src/documents/blob-store.js'
import {type Config, configSchema} from '../../src/documents/config.js'
import {metricsSchema} from '../../src/documents/metrics.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {stubCredentials} from '../aws/connect.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {exampleFolder} from '../example-run.js'

/** The day of the first pull, which the matrix starts from, and that of the pulls which it strikes. */
export const firstDay = '2026-11-02T06:10:00.000Z'
export const nextDay = '2026-11-03T06:10:00.000Z'

/** A shop that reads AWS alone: a CDN, a load balancer, a group, a service on capacity providers, a database. */
export type Shop = {
  aws: FakeAws
  estate: FakeEstate
  config: Config
  /** Its `ecom-plan.yaml`, for the built command. */
  configText: string
  close: () => Promise<void>
}

const example = exampleFolder('bright-friday')

export async function openShop(): Promise<Shop> {
  stubCredentials()
  const estate = await brightEstate()
  const aws = await startFakeAws({estate})
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url)
  const own = liveConfig()
  return {aws, estate, config: configSchema.parse(own), configText: stringify(own), close: () => aws.close()}
}

/** bright-friday's estate, measured up to the next day: the file ends on the first, so a day of it is lived twice. */
async function brightEstate(): Promise<FakeEstate> {
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  const metrics = await readDocument({path: join(example, 'metrics.json.gz'), schema: metricsSchema})
  const ids = [...metrics.series, cdnMetrics('E2BRIGHTFRIDAY').requests].map((one) => ({...one, windows: []}))
  const series = ids.map((id, i) => ({
    ...id,
    windows: [{periodS: 60, startAt: '2026-11-01T06:00:00.000Z', values: minutesOf(i)}],
  }))
  return makeEstate({snapshot, series, now: firstDay, pagePoints: 100_800, pageSize: 50})
}

/** Two days of minutes, no two series alike, a gap in each, and true zeros. */
function minutesOf(seed: number): (number | null)[] {
  return Array.from({length: 2 * 1440}, (_, i) => {
    if ((i + 37 * seed) % 997 < 9) return null
    return (i + seed) % 13 === 0 ? 0 : Math.round(1e6 * Math.abs(Math.sin(i / 200 + seed))) / 1e4
  })
}

function liveConfig(): Record<string, unknown> {
  const own = parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8'))
  const {web, catalog, 'orders-db': database} = own.tiers
  return {
    ...own,
    inventory: {source: 'aws'},
    metrics: {source: 'aws'},
    demand: {...own.demand, sources: [{kind: 'cloudwatch'}]},
    tiers: {web, catalog, 'orders-db': database},
    loadTests: [],
  }
}

/** What an archive holds, and what `archive verify` finds wrong with it. */
export async function contentsOf(store: BlobStore) {
  const {findings} = await verifyArchive({store})
  return {
    series: await readArchive({store}),
    snapshot: await readNewestSnapshot({store}),
    bad: findings.filter(({severity}) => severity === 'bad'),
  }
}
