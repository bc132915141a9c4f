import {spawn} from 'node:child_process'
import {cp, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {runCli} from '../e2e/run-cli.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const wrk = join(fixtures, 'loadtests/wrk')
let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ecom-plan-loadtest-'))
})
afterAll(async () => {
  await rm(root, {recursive: true})
})
const emptyFolder = () => mkdtemp(join(root, 'case-'))

test('without a config: import, import again, list, show, export, in a folder of its own', async () => {
  const cwd = await emptyFolder()
  const run = (...args: string[]) => runCli(['loadtest', ...args], {cwd, env: {COLUMNS: '100'}})
  const first = await run(
    'import',
    wrk,
    '--tier',
    'checkout',
    '--units',
    '6',
    '--tag',
    'env=staging',
    '--commit',
    '3f2a9c1',
  )
  expect({code: first.code, stderr: first.stderr}).toEqual({code: 0, stderr: ''})
  expect(first.stdout).toMatch(/Kept as [0-9a-f]{16} in .*\.ecom-plan\/loadtests\./)
  const again = await run(
    'import',
    wrk,
    '--tier',
    'checkout',
    '--units',
    '6',
    '--tag',
    'env=staging',
    '--commit',
    '3f2a9c1',
  )
  expect(again.stdout).toMatch(/Already kept as/)
  const names = await readdir(join(cwd, '.ecom-plan/loadtests'))
  expect(names).toHaveLength(1)
  const list = await run('list')
  expect(list.stdout).toMatch(/wrk +checkout +6 +7/)
  const shown = await run('show')
  expect(shown.stdout).toContain('Throughput, req/s, by load')
  expect(shown.stdout).toContain('p95 response time')
  expect(shown.stdout).toMatch(/tier checkout, 6 units, commit 3f2a9c1, env=staging/)
  const {data} = JSON.parse((await run('show', names[0]?.slice(0, 6) ?? '', '--json')).stdout)
  expect(data.test.steps).toHaveLength(7)
  expect(data.limit.scalability.highestRps).toBeGreaterThan(450)
  const exported = JSON.parse((await run('export', 'latest')).stdout)
  expect(exported).toEqual(data.test)
  const csv = (await run('export', 'latest', '--format', 'csv')).stdout.split('\r\n')
  expect(csv[0]).toMatch(/^test_id,endpoint,concurrency,/)
  expect(csv.filter((line) => line !== '' && line !== '\n')).toHaveLength(8)
})

test('other facts about the same results are refused, and replace them where asked', async () => {
  const cwd = await emptyFolder()
  const run = (...args: string[]) => runCli(['loadtest', 'import', wrk, ...args], {cwd})
  await run('--tier', 'checkout')
  const refused = await run('--tier', 'web')
  expect(refused.code).toBe(6)
  expect(refused.stderr).toMatch(/holds the same results as [0-9a-f]{16} \(tier checkout, no units\).*LOAD_TEST_STORED/)
  expect((await run('--tier', 'web', '--units', '4', '--replace')).code).toBe(0)
  const {data} = JSON.parse((await runCli(['loadtest', 'list', '--json'], {cwd})).stdout)
  expect(data.tests).toMatchObject([{tier: 'web', stepCount: 7}])
  // A second test of the tier, against other units, tells how it scales over them.
  const ab = join(fixtures, 'loadtests/ab')
  await runCli(['loadtest', 'import', ab, '--tier', 'web', '--units', '2'], {cwd})
  const shown = JSON.parse((await runCli(['loadtest', 'show', data.tests[0].id, '--json'], {cwd})).stdout)
  expect(shown.data.limit.unitScaling).toMatchObject({fewestCount: 2, mostCount: 4})
})

test('a dry run keeps nothing, a broken file keeps nothing, and both say so', async () => {
  const cwd = await emptyFolder()
  const dry = await runCli(['loadtest', 'import', wrk, '--dry-run'], {cwd})
  expect(dry.stdout).toContain('Not kept: this was a dry run.')
  expect(dry.stderr).toContain('no --tier is given')
  await writeFile(join(cwd, 'page.html'), '<html></html>')
  const broken = await runCli(['loadtest', 'import', 'page.html'], {cwd})
  expect(broken.code).toBe(3)
  expect(broken.stderr).toContain('page.html is no load-test result but an HTML page')
  expect(await readdir(cwd)).toEqual(['page.html'])
  const none = await runCli(['loadtest', 'show'], {cwd})
  expect({code: none.code, stderr: none.stderr}).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('LOAD_TEST_UNKNOWN'),
  })
  expect((await runCli(['loadtest', 'import', wrk, '--tag', 'staging'], {cwd})).code).toBe(64)
})

test('the load test in README.md is the one that its command prints', async () => {
  const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
  const [, command = '', quoted] =
    /<!-- loadtest: npx ecom-plan ([^>]*) -->\n```text\n([\s\S]*?)\n```/.exec(readme) ?? []
  const {code, stdout} = await runCli(command.split(' '), {env: {COLUMNS: '100'}})
  expect(code).toBe(0)
  expect(stdout.trimEnd()).toBe(quoted)
})

test('results come in through a pipe', async () => {
  const cwd = await emptyFolder()
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
  const child = spawn(process.execPath, [bin, 'loadtest', 'import', '-', '--json', '--dry-run'], {cwd})
  child.stdin.end(await readFile(join(fixtures, 'loadtests/vegeta/checkout-r100.report.json')))
  let stdout = ''
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString()
  })
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  expect(JSON.parse(stdout).data.test).toMatchObject({tool: 'vegeta', loop: 'open', sources: [{name: 'stdin'}]})
})

test('forecast uses the newest stored test of a tier beside those of the config, and says which', async () => {
  const folder = await emptyFolder()
  await cp(join(fixtures, 'bright-friday'), folder, {recursive: true})
  const config = ['-c', join(folder, 'ecom-plan.yaml')]
  const forecast = async () =>
    JSON.parse((await runCli(['forecast', '--offline', '--json', ...config])).stdout) as {
      warnings: {code: string; message: string}[]
      data: {capacityModels: {tier: string; unitRps: number; estimates: {evidence: string}[]}[]}
    }
  const before = await forecast()
  const vegeta = join(fixtures, 'loadtests/vegeta/checkout-r450.report.json')
  const stored = await runCli([
    'loadtest',
    'import',
    vegeta,
    '--tier',
    'checkout',
    '--units',
    '16',
    '--json',
    ...config,
  ])
  const {id} = JSON.parse(stored.stdout).data.test
  const after = await forecast()
  const evidenceOf = (run: typeof before) => JSON.stringify(run.data).includes(`stored as ${id}`)
  expect([evidenceOf(before), evidenceOf(after)]).toEqual([false, true])
  expect(after.warnings.some(({message}) => message.startsWith('checkout: 1 step: six or more'))).toBe(true)
  // A tier that the config does not know, and a test without units, are not used.
  const other = await runCli(['loadtest', 'import', vegeta, '--tier', 'chekout', '--dry-run', ...config])
  expect(other.stderr).toContain('has no tier chekout, so forecast does not use the test; did you mean checkout?')
})
