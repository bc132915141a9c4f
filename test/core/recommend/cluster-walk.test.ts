import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import type {Run} from '../../../src/documents/run.js'
import {renderForecastText} from '../../../src/report/terminal/render-forecast.js'
import {walk} from '../../../src/shell/walk.js'
import {exampleFolder} from '../../example-run.js'
import {type ShopTruth, writeClusterShop} from './cluster-shop.js'

const flat = (intercept: number) => ({intercept, slope: 0})

/** Loads that are known functions of the requests at the load balancer. */
const truth: ShopTruth = {
  carts: {
    writer: {cpuPercent: {intercept: 5, slope: 0.06}, connections: {intercept: 20, slope: 0.1}, freeGib: flat(6)},
    reader: {cpuPercent: {intercept: 5, slope: 0.06}, connections: {intercept: 10, slope: 0.1}, freeGib: flat(6)},
    ioPerS: {intercept: 100, slope: 2},
    storageGib: 200,
  },
  search: {
    writer: {
      cpuPercent: {intercept: 5, slope: 0.06},
      connections: {intercept: 20, slope: 0.05},
      freeGib: flat(4),
      acu: {intercept: 1.2, slope: 0.008},
    },
    reader: {
      cpuPercent: {intercept: 5, slope: 0.03},
      connections: {intercept: 10, slope: 0.05},
      freeGib: flat(4),
      acu: {intercept: 1.1, slope: 0.004},
    },
    ioPerS: {intercept: 10, slope: 0.1},
    storageGib: 500,
  },
  ledger: {
    writer: {
      cpuPercent: {intercept: 5, slope: 0.03},
      connections: {intercept: 20, slope: 0.05},
      freeGib: flat(4),
      iops: {intercept: 100, slope: 1},
    },
    reader: {
      cpuPercent: {intercept: 5, slope: 0.02},
      connections: {intercept: 10, slope: 0.05},
      freeGib: flat(4),
      iops: {intercept: 100, slope: 1},
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-clusters-'))
beforeAll(() => writeClusterShop(folder, truth))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

async function runWith(more: string): Promise<Run> {
  const path = join(folder, 'ecom-plan.yaml')
  const text = readFileSync(join(exampleFolder('quiet-tuesday'), 'ecom-plan.yaml'), 'utf8')
  writeFileSync(path, `${text}${more}`)
  const {run} = await walk({
    configPath: path,
    event: undefined,
    uplift: undefined,
    target: undefined,
    azLoss: undefined,
    asOf: undefined,
    isOffline: true,
    onProgress: () => {},
  })
  return run
}

const both = '  carts: {kind: aurora, resource: seeds-carts}\n  search: {kind: aurora, resource: seeds-search}\n'
/** A waived rest, so that nothing but the clusters decides. */
const quiet = 'waive: [{resource: seeds-ledger, by: Kim, why: a ledger}]\n'

test('the shares at the peak are those of the lines that the metrics were drawn from', async () => {
  const run = await runWith(both + quiet)
  const rps = run.originPeak.p90Rps
  const share = (tier: string, measure: string) =>
    run.plan.limits.find((limit) => limit.tier === tier && limit.measure === measure)?.now.p90Ratio
  expect(share('carts', 'CPU')).toBeCloseTo((0.05 + 0.0006 * rps) / 0.75, 3)
  expect(share('search', 'ACU')).toBeCloseTo((1.2 + 0.008 * rps) / (8 * 0.9), 3)
  // The proxy opens 60 % of the 1,669 connections that Aurora PostgreSQL allows with 16 GiB.
  expect(share('carts', 'connections')).toBeCloseTo((20 + 0.1 * rps) / (1669 * 0.6 * 0.8), 3)
  expect(run.plan.notModelled).toEqual([
    {
      tier: 'seeds-ledger',
      why: 'database cluster that was seen and is in no tier',
      waived: {by: 'Kim', why: 'a ledger'},
    },
  ])
  expect(
    run.plan.limits.every(({drivers, kind}) => kind !== 'aurora' || drivers.filter(({id}) => id !== 'cdn').length <= 1),
  ).toBe(true)
})

test('changed are the minimum of ACU, which the median peak has at most to double, and how I/O is billed', async () => {
  const run = await runWith(both + quiet)
  expect(run.plan.changes.map(({id, from, to}) => [id, from, to])).toEqual([
    ['carts-storage', 'Aurora Standard', 'Aurora I/O-Optimized'],
    ['search-acu', '1 to 8', '2 to 8'],
  ])
  const needed = 1.2 + 0.008 * run.originPeak.p50Rps
  expect(2).toBeGreaterThanOrEqual(needed * 0.5 - 0.5)
  expect(run.plan.patches.find(({id}) => id === 'search-acu')).toMatchObject({
    route: 'automatic',
    wave: 'database',
    request: {
      operation: 'ModifyDBCluster',
      input: {ServerlessV2ScalingConfiguration: {MinCapacity: 2, MaxCapacity: 8}},
    },
    before: {ServerlessV2ScalingConfiguration: {MinCapacity: 1, MaxCapacity: 8}},
  })
})

test('I/O-Optimized is proposed by what a month costs on each, in words', async () => {
  const run = await runWith(both + quiet)
  const change = run.plan.changes.find(({id}) => id === 'carts-storage')
  // Two db.r6g.large for 730 h and 200 GiB: 2 × 0.26 × 730 + 20 on Standard, 2 × 0.338 × 730 + 45 with I/O included.
  expect(change?.evidence[0]).toMatch(/^Standard: instances \$380 \+ storage \$20\.00 \+ I\/O \$/)
  expect(change?.evidence[1]).toBe('I/O-Optimized: instances $493 + storage $45.00 + I/O $0 = $538 a month')
  expect(change?.cost.monthUsd).toBeLessThan(0)
  expect(run.plan.patches.find(({id}) => id === 'carts-storage')?.request.input).toEqual({
    DBClusterIdentifier: 'seeds-carts',
    StorageType: 'aurora-iopt1',
    ApplyImmediately: true,
  })
})

test('a name of the wrong kind is told what to write', async () => {
  const wrong = (entry: string) => runWith(`  carts: ${entry}\n`)
  await expect(wrong('{kind: rds, resource: seeds-carts}')).rejects.toMatchObject({
    code: 'KIND_WRONG',
    suggestions: ['write {kind: aurora, resource: seeds-carts}'],
  })
  await expect(wrong('{kind: aurora, resource: seeds-ledger}')).rejects.toMatchObject({
    code: 'KIND_WRONG',
    suggestions: ['write {kind: rds-cluster, resource: seeds-ledger}'],
  })
  await expect(wrong('{kind: aurora, resource: seeds-carts-1}')).rejects.toMatchObject({
    code: 'KIND_WRONG',
    suggestions: ['write {kind: aurora, resource: seeds-carts}'],
  })
})

test('the screen has a row for what can run out of each cluster', async () => {
  const run = await runWith(both + quiet)
  const text = renderForecastText(run, {
    width: null,
    color: false,
    ascii: true,
    chart: false,
    planFile: null,
    wide: false,
  })
  for (const row of ['carts reader CPU', 'search reader ACU', 'carts memory']) expect(text).toContain(row)
  expect(text).toContain('search ACU: The peak comes faster than capacity grows from so low a minimum.')
})

test('proxies that nobody could look for are told beside the connections that they would change', async () => {
  const estatePath = join(folder, 'estate.json')
  const estate = readFileSync(estatePath, 'utf8')
  const codesOf = ({plan}: Run) => plan.blockers.filter(({code}) => code === 'PROXIES_UNREAD')
  expect(codesOf(await runWith(both + quiet))).toEqual([])
  writeFileSync(estatePath, JSON.stringify({...JSON.parse(estate), dbProxies: [], unread: ['dbProxies']}))
  const run = await runWith(both + quiet)
  writeFileSync(estatePath, estate)
  expect(codesOf(run).map(({message}) => message.split(':')[0])).toEqual(expect.arrayContaining(['carts', 'search']))
  const connections = run.plan.limits.find(({tier, measure}) => tier === 'carts' && measure === 'connections')
  expect(connections?.now.p90Ratio).toBeCloseTo((20 + 0.1 * run.originPeak.p90Rps) / (1669 * 0.8), 3)
})
