import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {parquetWriteBuffer} from 'hyparquet-writer'
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import {type Snapshot, snapshotSchema} from '../../src/documents/snapshot.js'
import {deepTest} from '../deep.js'

import {exampleFolder} from '../example-run.js'
import {firstDay, nextDay, openShop, type Shop} from './fault-matrix-shop.js'
import {runCli} from './run-cli.js'

/** What a user sees when the estate or the archive is not as the config has it: what is wrong, where, what to type. */
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-bad-estate-'))
let shop: Shop
let whole: Snapshot
let pulled = ''
let count = 0

beforeAll(async () => {
  shop = await openShop()
  whole = shop.estate.snapshot
  pulled = folderWith({})
  expect((await run(['pull', '--as-of', firstDay], pulled)).code).toBe(0)
}, 120_000)
afterEach(() => {
  Object.assign(shop.estate, {snapshot: whole, elsewhere: {}, clockOffsetMs: 0, now: firstDay})
})
afterAll(async () => {
  await shop.close()
  rmSync(home, {recursive: true, force: true})
})

/** A folder with the shop's config, some keys of it others. */
function folderWith(change: Record<string, unknown>): string {
  const folder = join(home, `shop-${count++}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'ecom-plan.yaml'), stringify({...parse(shop.configText), ...change}))
  return folder
}

function run(args: readonly string[], folder: string) {
  const env = {
    AWS_ENDPOINT_URL: shop.aws.url,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  return runCli(args, {cwd: folder, env})
}

/** What a failure says on stderr; nothing on stdout, no stack, no half-made word. */
async function saidOf(args: readonly string[], folder: string, exit: number): Promise<string> {
  const {code, stdout, stderr} = await run(args, folder)
  expect({code, stdout}).toEqual({code: exit, stdout: ''})
  expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n|NaN|undefined|\[object/)
  expect(stderr).toMatch(/ {2}Try: {2}\S/)
  return stderr
}

/** The same, and under --json the same code and sentence. */
async function failureOf(args: readonly string[], folder: string, exit: number): Promise<string> {
  const said = await saidOf(args, folder, exit)
  const json = await run([...args, '--json'], folder)
  expect(json.code).toBe(exit)
  const {error} = JSON.parse(json.stdout)
  expect(said).toContain(`${error.message}  [${error.code}]`)
  return said
}

const pull = ['pull', '--as-of', firstDay]
const without = (list: 'autoScalingGroups' | 'services' | 'dbInstances', field: string, name: string) => ({
  ...whole,
  [list]: whole[list].filter((one) => one[field] !== name),
})

describe('a resource of the config', () => {
  test('is gone: its tier, its name, and what there is', async () => {
    shop.estate.snapshot = without('autoScalingGroups', 'AutoScalingGroupName', 'shop-web')
    const said = await failureOf(pull, folderWith({}), 4)
    expect(said).toContain(
      'tier web names Auto Scaling group shop-web, which account 123456789012 does not have in us-east-1',
    )
    expect(said).toContain('there is shop-hosts')
  })

  deepTest('has another name than the config says: the one that was meant', async () => {
    const tiers = {...parse(shop.configText).tiers, 'orders-db': {kind: 'rds', resource: 'shop-bd'}}
    const said = await failureOf(pull, folderWith({tiers}), 4)
    expect(said).toContain('tier orders-db names RDS instance shop-bd')
    expect(said).toContain('did you mean shop-db?')
  })

  deepTest('is gone with its whole cluster', async () => {
    shop.estate.snapshot = {...whole, services: []}
    const said = await failureOf(pull, folderWith({}), 4)
    expect(said).toContain('tier catalog names ECS service shop/catalog, which account 123456789012 does not have')
  })

  test('is in another Region: says in which, and what to write', async () => {
    const there = snapshotSchema.parse({...whole, region: 'eu-west-1'})
    const none = snapshotSchema.parse({...whole, region: 'ap-south-1', dbInstances: []})
    shop.estate.elsewhere = {'eu-west-1': there, 'ap-south-1': none}
    shop.estate.snapshot = without('dbInstances', 'DBInstanceIdentifier', 'shop-db')
    const said = await failureOf(pull, folderWith({}), 4)
    expect(said).toContain('does not have in us-east-1; there is one in eu-west-1  [')
    expect(said).toContain('add aws: {region: eu-west-1} to tier orders-db in ecom-plan.yaml')
  })

  deepTest('may be in another Region that does not answer: said all the same', async () => {
    shop.estate.elsewhere = {'eu-west-1': whole}
    shop.estate.snapshot = without('dbInstances', 'DBInstanceIdentifier', 'shop-db')
    shop.aws.faults.push({kind: 'denied', operation: 'DescribeRegions'})
    expect(await failureOf(pull, folderWith({}), 4)).toMatch(/which account \d+ does not have in us-east-1 {2}\[/)
    shop.aws.faults.length = 0
  })

  deepTest('is there twice', async () => {
    const folder = join(home, `twice-${count++}`)
    cpSync(exampleFolder('quiet-tuesday'), folder, {recursive: true})
    const path = join(folder, 'estate.json')
    const estate = snapshotSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    writeFileSync(
      path,
      JSON.stringify({...estate, autoScalingGroups: estate.autoScalingGroups.flatMap((one) => [one, one])}),
    )
    const said = await failureOf(['forecast', '--offline'], folder, 3)
    expect(said).toMatch(
      /tier \S+ names Auto Scaling group \S+, and the estate of account \d+ in \S+ has two of that name/,
    )
    expect(said).toContain('leave one of them in the estate file')
  })
})

test('what is not measured is said with the command that has it measured', async () => {
  const groups = whole.autoScalingGroups.map((group) => ({...group, EnabledMetrics: []}))
  shop.estate.snapshot = {...whole, autoScalingGroups: groups}
  const {series} = shop.estate
  shop.estate.series = series.filter(({namespace}) => namespace !== 'AWS/EC2')
  const {code, stderr} = await run(pull, folderWith({}))
  shop.estate.series = series
  expect(code).toBe(0)
  const warnings = stderr.split('\n').filter((line) => line.startsWith('Warning: '))
  expect(warnings.join('\n')).toMatch(
    /tier web: group metrics of Auto Scaling group shop-web are not enabled.*aws autoscaling enable-metrics-collection --auto-scaling-group-name shop-web --granularity 1Minute/,
  )
  expect(warnings.join('\n')).toMatch(
    /tier orders-db: RDS instance shop-db has no enhanced monitoring.*aws rds modify-db-instance --db-instance-identifier shop-db --monitoring-interval 60/,
  )
  expect(warnings.join('\n')).toMatch(
    /CloudWatch has no value of AWS\/EC2 CPUUtilization of AutoScalingGroupName shop-web; aws cloudwatch list-metrics --namespace AWS\/EC2/,
  )
})

test.each([
  [2 * 3_600_000, "this machine's clock is 2 h behind AWS's"],
  [-7 * 60_000, "this machine's clock is 7 min ahead of AWS's"],
])('clocks that are %i ms apart: nothing is kept', async (clockOffsetMs, says) => {
  shop.estate.clockOffsetMs = clockOffsetMs
  const folder = folderWith({})
  const said = await failureOf(pull, folder, 4)
  expect(said).toContain(says)
  expect(said).toContain('[CLOCK_SKEWED]')
  expect(readdirSync(folder)).toEqual(['ecom-plan.yaml'])
})

deepTest('clocks that are four minutes apart are none of our business', async () => {
  shop.estate.clockOffsetMs = 240_000
  expect((await run(['pull', '--estimate', '--as-of', firstDay], folderWith({}))).code).toBe(0)
})

describe('the archive', () => {
  /** A copy of the pulled one, with some file of the demand spoiled. */
  function spoiled(spoil: (archive: string, part: string) => void): string {
    const folder = join(home, `archive-${count++}`)
    cpSync(pulled, folder, {recursive: true})
    const archive = join(folder, '.ecom-plan/archive')
    const files = readdirSync(archive, {recursive: true, encoding: 'utf8'}).sort()
    const part = files.find((file) => file.includes('metric=Requests/month=2026-11/') && file.endsWith('.parquet'))
    if (part === undefined) throw new Error(`no part among ${files.length} files`)
    spoil(archive, part)
    return folder
  }
  const offline = ['forecast', '--offline', '--as-of', firstDay]

  async function verifyOf(folder: string) {
    const {code, stdout, stderr} = await run(['archive', 'verify'], folder)
    expect(stderr).not.toMatch(/\n\s+at /)
    return {code, said: stdout + stderr}
  }

  test('has a damaged part', async () => {
    let part = ''
    const folder = spoiled((archive, name) => {
      part = name
      const bytes = readFileSync(join(archive, name))
      bytes[Math.floor(bytes.length / 3)] = (bytes[Math.floor(bytes.length / 3)] ?? 0) ^ 0xff
      writeFileSync(join(archive, name), bytes)
    })
    const said = await saidOf(offline, folder, 3)
    expect(said).toContain(`${part} is not the file that was written: its checksum differs  [ARCHIVE_DAMAGED]`)
    expect(said).toContain('ecom-plan archive verify')
    expect(await verifyOf(folder)).toMatchObject({
      code: 3,
      said: expect.stringContaining(`${part} is not the file that was written`),
    })
  })

  deepTest('has a part that is cut short', async () => {
    const folder = spoiled((archive, name) => {
      const bytes = readFileSync(join(archive, name))
      writeFileSync(join(archive, name), bytes.subarray(0, bytes.length / 2))
    })
    expect(await saidOf(offline, folder, 3)).toContain('[ARCHIVE_DAMAGED]')
    // A pull reads what was asked for from the manifests, and goes on beside it.
    expect((await run(['pull', '--estimate', '--as-of', nextDay], folder)).code).toBe(0)
  })

  deepTest('has lost a part', async () => {
    const folder = spoiled((archive, name) => rmSync(join(archive, name)))
    expect(await saidOf(offline, folder, 3)).toContain('is named by its manifest and is not there')
    expect(await verifyOf(folder)).toMatchObject({
      code: 3,
      said: expect.stringContaining('is gone; its manifest is there'),
    })
  })

  deepTest('has a Parquet file in it that something else wrote: told, and not counted', async () => {
    const listed = ['archive', 'ls', '--json']
    const foreign = parquetWriteBuffer({columnData: [{name: 'requests', data: [1, 2, 3], type: 'INT32'}]})
    let strange = ''
    const folder = spoiled((archive, name) => {
      strange = `${dirname(name)}/from-spark.parquet`
      writeFileSync(join(archive, strange), Buffer.from(foreign))
    })
    expect(await verifyOf(folder)).toMatchObject({
      code: 3,
      said: expect.stringMatching(
        new RegExp(`${strange} is in the archive and is not one of its files[^]*move it out of the archive`),
      ),
    })
    expect((await run(listed, folder)).stdout).toBe((await run(listed, pulled)).stdout)
  })

  test.each([pull, offline, ['archive', 'verify']])('is of a newer version: %s %s', async (...args) => {
    const folder = spoiled((archive) =>
      writeFileSync(join(archive, 'archive.json'), '{"schema":"ecom-plan.archive/v2"}\n'),
    )
    const said = await saidOf(args, folder, 3)
    expect(said).toContain('.ecom-plan/archive is ecom-plan.archive/v2; this version reads ecom-plan.archive/v1')
    expect(said).toContain('npm install --global ecom-plan@latest')
  })

  deepTest('has a part of a newer version', async () => {
    const folder = spoiled((archive, name) => {
      const manifest = join(archive, 'parts', `${name.split('/').at(-1)?.replace('.parquet', '')}.json`)
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('archive-part/v1', 'archive-part/v2'))
    })
    const said = await saidOf(offline, folder, 3)
    expect(said).toMatch(/parts\/\S+\.json.*ecom-plan\.archive-part\/v2/)
    expect(said).toContain('[DOCUMENT_VERSION]')
  })
})
