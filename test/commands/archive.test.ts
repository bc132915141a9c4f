import {cp, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {writePart} from '../../src/archive/write-part.ts'
import {folderStore} from '../../src/store/folder-store.ts'
import {coverageOf, requests, seriesOf, shop} from '../archive/sample-series.ts'
import {runCli} from '../e2e/run-cli.ts'

let folder = ''
let config = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecom-plan-archive-'))
  await cp('fixtures/bright-friday', folder, {recursive: true})
  config = join(folder, 'ecom-plan.yaml')
  const store = folderStore(join(folder, '.ecom-plan/archive'))
  const cpu = {
    ...requests,
    namespace: 'AWS/RDS',
    metricName: 'CPUUtilization',
    dimensions: {DBInstanceIdentifier: 'shop'},
  }
  const series = [
    seriesOf(requests, '2026-10-31T23:00:00.000Z', [10, null, 30]),
    seriesOf({...cpu, stat: 'Maximum'}, '2026-11-01T00:00:00.000Z', [71.5]),
  ]
  const pulledAt = '2026-11-02T06:00:00Z'
  await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
})
afterAll(async () => {
  await rm(folder, {recursive: true})
})

const run = (...args: string[]) => runCli(['archive', ...args, '-c', config])

test('ls shows the series and their gaps; --json the same', async () => {
  const {code, stdout, stderr} = await run('ls')
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout).toMatch(/ApplicationELB +app\/shop /)
  expect((await run('ls', '--all')).stdout).toContain('AWS/RDS CPUUtilization')
  const {data} = JSON.parse((await run('ls', '--metric', 'RequestCount', '--json')).stdout)
  expect(data.series).toMatchObject([{metricName: 'RequestCount', rowCount: 2, gapCount: 1}])
})

test('export picks series, writes CSV to stdout and windows with --json', async () => {
  const {code, stdout} = await run('export', '--metric', 'RequestCount', '--from', '2026-11-01')
  expect(code).toBe(0)
  expect(stdout.split('\n')).toEqual([
    'metric_namespace,metric_name,stat,dimensions,period_s,measured_at,value',
    'AWS/ApplicationELB,RequestCount,Sum,LoadBalancer=app/shop/50dc6c495c0c9188,3600,2026-11-01T01:00:00.000Z,30',
    '',
  ])
  const json = await run('export', '--dimension', 'DBInstanceIdentifier=shop', '--json')
  expect(JSON.parse(json.stdout).data.series).toMatchObject([{windows: [{values: [71.5]}]}])
})

test('export of what is not there names the nearest and the list', async () => {
  const {code, stderr} = await run('export', '--metric', 'RequestsCount')
  expect(code).toBe(3)
  expect(stderr).toContain('[SERIES_NOT_FOUND]')
  expect(stderr).toContain('--metric RequestCount')
  expect((await run('export', '--dimension', 'shop')).code).toBe(64)
  expect((await run('export', '--from', 'yesterday')).code).toBe(64)
})

test('verify: 0 when all is well, 3 with the file when it is not, in both forms', async () => {
  const good = await run('verify')
  expect(good.code).toBe(0)
  expect(good.stdout).toContain('3 values')
  const metrics = join(folder, '.ecom-plan/archive/metrics')
  const files = await readdir(metrics, {recursive: true})
  const file = join(metrics, files.find((name) => name.endsWith('.parquet')) ?? '')
  const bytes = await readFile(file)
  await writeFile(file, bytes.subarray(0, 100))
  const bad = await run('verify')
  expect(bad.code).toBe(3)
  expect(bad.stdout).toContain('is no readable Parquet file')
  const json = await run('verify', '--json')
  expect(json.code).toBe(3)
  expect(JSON.parse(json.stdout)).toMatchObject({
    exitCode: 3,
    data: {findings: [{severity: 'bad', code: 'ARCHIVE_DAMAGED'}]},
  })
  await writeFile(file, bytes)
})

test('an archive from a newer version: said by each command, exit code 3, with what to type', async () => {
  const marker = join(folder, '.ecom-plan/archive/archive.json')
  const own = await readFile(marker)
  await writeFile(marker, '{"schema":"ecom-plan.archive/v2"}')
  for (const command of ['ls', 'export', 'verify']) {
    const {code, stderr} = await run(command)
    expect(code, command).toBe(3)
    expect(stderr).toContain('[ARCHIVE_VERSION]')
    expect(stderr).toContain('npm install --global ecom-plan@latest')
  }
  await writeFile(marker, own)
})
