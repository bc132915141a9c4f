import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parse, stringify} from 'yaml'
import {cdnMetrics} from '../../src/core/inventory/metric-ids.js'
import {metricsSchema} from '../../src/documents/metrics.js'
import type {MetricSeries} from '../../src/documents/series.js'
import {type Snapshot, snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {exampleFolder} from '../example-run.js'
import {exampleDemand} from './example-demand.js'
import {type CliResult, runCli} from './run-cli.js'

const example = exampleFolder('bright-friday')

export type LiveShop = {
  aws: FakeAws
  estate: FakeEstate
  /** The estate and series as they were, to put back what a test changed. */
  fresh: {snapshot: Snapshot; series: MetricSeries[]}
  /** A new folder with the shop's config, read from AWS alone, changed as told. */
  folder: (change?: Record<string, unknown>) => string
  run: (folder: string, args: string[], env?: Record<string, string>) => Promise<CliResult>
  close: () => Promise<void>
}

/** The shop of bright-friday as an account on the wire, with the built command beside it. */
export async function startLiveShop(now: string): Promise<LiveShop> {
  const home = mkdtempSync(join(tmpdir(), 'ecom-plan-live-'))
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  const metrics = await readDocument({path: join(example, 'metrics.json.gz'), schema: metricsSchema})
  const windows = await exampleDemand()
  // The CDN's requests are one series: the finer windows of the files stand for those of the metrics.
  const demand = {...cdnMetrics('E2BRIGHTFRIDAY').requests, windows}
  const isDemand = ({namespace, metricName}: MetricSeries) =>
    namespace === demand.namespace && metricName === demand.metricName
  const series = [...metrics.series.filter((one) => !isDemand(one)), demand]
  const estate = makeEstate({snapshot, series, now, pagePoints: 100_800, pageSize: 50})
  const aws = await startFakeAws({estate})
  let count = 0
  return {
    aws,
    estate,
    fresh: {snapshot: structuredClone(snapshot), series},
    folder: (change = {}) => {
      const folder = join(home, `shop-${count++}`)
      cpSync(join(example, 'loadtests'), join(folder, 'loadtests'), {recursive: true})
      const own = parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8'))
      const demand = {...own.demand, sources: [{kind: 'cloudwatch'}]}
      const live = {...own, inventory: {source: 'aws'}, metrics: {source: 'aws'}, demand, ...change}
      writeFileSync(join(folder, 'ecom-plan.yaml'), stringify(live))
      return folder
    },
    run: (folder, args, env = {}) =>
      runCli(args, {
        cwd: folder,
        env: {
          HOME: home,
          AWS_ENDPOINT_URL: aws.url,
          AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_EC2_METADATA_DISABLED: 'true',
          ...env,
        },
      }),
    close: async () => {
      await aws.close()
      rmSync(home, {recursive: true, force: true})
    },
  }
}
