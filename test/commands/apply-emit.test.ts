import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {parse} from 'yaml'
import type {Patch} from '../../src/documents/patch.js'
import type {Plan} from '../../src/documents/plan.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-emit-'))
afterAll(() => rmSync(home, {recursive: true}))

const plan = JSON.parse(readFileSync(join(exampleFolder('bright-friday'), 'plan.json'), 'utf8')) as Plan
const planFile = (name: string, change: (patch: Patch) => Patch) => {
  const path = join(home, name)
  writeFileSync(path, JSON.stringify({...plan, patches: plan.patches.map(change)}))
  return path
}
/** Nothing that could reach AWS: no credentials, and no host that answers. */
const emit = (path: string, ...args: string[]) =>
  runCli(['apply', path, '--emit', ...args], {cwd: home, env: {AWS_ENDPOINT_URL: 'http://127.0.0.1:1', HOME: home}})
const same = planFile('plan.json', (patch) => patch)

test('each format comes alone on stdout, and asks neither AWS nor a person', async () => {
  const [json, yaml, hcl, sh] = await Promise.all(
    ['json', 'cloudformation', 'terraform', 'aws-cli'].map((format) => emit(same, format)),
  )
  for (const one of [json, yaml, hcl, sh]) expect([one?.code, one?.stderr]).toEqual([0, ''])
  expect(JSON.parse(json?.stdout ?? '')).toHaveLength(plan.patches.length)
  expect(Object.keys(parse(yaml?.stdout ?? '').Resources).length).toBeGreaterThan(0)
  expect(hcl?.stdout).toMatch(/^variable "ecom_plan_active" \{$/m)
  expect(sh?.stdout).toMatch(/^#!\/bin\/sh\n/)
})

test('--json has the code as text in the one document', async () => {
  const {code, stdout} = await emit(same, 'terraform', '--json')
  const {data} = JSON.parse(stdout)
  expect([code, data.planId, data.format]).toEqual([0, plan.planId, 'terraform'])
  expect(data.text).toContain('resource "aws_autoscaling_schedule"')
})

test('--only emits those tiers', async () => {
  const {code, stdout} = await emit(same, 'json', '--only', 'web')
  expect(code).toBe(0)
  expect(new Set(JSON.parse(stdout).map(({resource}: Patch) => resource))).toEqual(new Set(['shop-web']))
})

test('a format that is none is a mistake of usage', async () => {
  expect(await emit(same, 'pulumi')).toMatchObject({code: 64, stdout: ''})
})

test('one template for two places is refused, with what to type for each', async () => {
  const path = planFile('places.json', (patch) =>
    patch.tier === 'web' ? {...patch, place: {account: '222222222222', region: 'eu-west-1'}} : patch,
  )
  const {code, stdout, stderr} = await emit(path, 'cloudformation')
  expect([code, stdout]).toEqual([64, ''])
  expect(stderr).toContain('EMIT_SEVERAL_PLACES')
  expect(stderr).toContain('--emit cloudformation --only web')
  expect(await emit(path, 'cloudformation', '--only', 'web')).toMatchObject({code: 0})
})

test.each([
  ['a desired capacity', (patch: Patch) => ({...patch.request.input, DesiredCapacity: 48})],
  ['a maximum in a schedule', (patch: Patch) => ({...patch.request.input, MaxSize: 12})],
])('a plan that was edited to set %s is refused', async (name, inputOf) => {
  const path = planFile(`${name}.json`, (patch) =>
    patch.id === 'web-min-1' ? {...patch, request: {...patch.request, input: inputOf(patch)}} : patch,
  )
  const {code, stdout, stderr} = await emit(path, 'aws-cli')
  expect([code, stdout]).toEqual([6, ''])
  expect(stderr).toContain('PATCH_INVALID')
})
