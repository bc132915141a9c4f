import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {exampleFolder} from '../example-run.js'
import {runCli} from './run-cli.js'

/** What a user sees of AWS's failures through the built command: the cause, the next command, exit 4, one document. */
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-failures-'))
const example = exampleFolder('quiet-tuesday')
const config = join(folder, 'ecom-plan.yaml')
let aws: FakeAws

beforeAll(async () => {
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  aws = await startFakeAws({estate: makeEstate({snapshot})})
  const own = parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8'))
  writeFileSync(
    config,
    stringify({
      ...own,
      inventory: {source: 'aws'},
      metrics: {source: 'aws'},
      demand: {...own.demand, sources: [{kind: 'cloudwatch'}]},
    }),
  )
})
afterEach(() => {
  aws.faults.length = 0
})
afterAll(async () => {
  await aws.close()
  rmSync(folder, {recursive: true, force: true})
})

const credentials = {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret'}
const run = (env: Record<string, string>) =>
  runCli(['forecast', '-c', config, '--as-of', '2026-11-02T06:00:00Z', '--json'], {
    env: {
      AWS_ENDPOINT_URL: aws.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      ...env,
    },
  })

async function errorOf(env: Record<string, string>) {
  const {code, stdout, stderr} = await run(env)
  expect(stderr).toBe('')
  expect(code).toBe(4)
  const document = JSON.parse(stdout)
  expect(document).toMatchObject({ok: false, exitCode: 4})
  expect(stdout).not.toMatch(/\\n\s+at /)
  return document.error
}

test('no credentials', async () => {
  expect(await errorOf({})).toMatchObject({code: 'CREDENTIALS_MISSING'})
})

test('an expired token', async () => {
  aws.faults.push({
    kind: 'error',
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  })
  const error = await errorOf(credentials)
  expect(error.code).toMatch(/EXPIRED/)
  expect(error.suggestions.join(' ')).toContain('aws sso login')
})

test('a denied action is named', async () => {
  aws.faults.push({
    operation: 'DescribeAutoScalingGroups',
    kind: 'error',
    code: 'AccessDenied',
    message: 'not authorized',
  })
  const error = await errorOf(credentials)
  expect(error).toMatchObject({code: 'ACCESS_DENIED'})
  expect(error.message).toContain('autoscaling:DescribeAutoScalingGroups')
})

test('throttled once: tried again, and done', async () => {
  aws.faults.push({operation: 'DescribeDBInstances', kind: 'throttle', times: 1})
  // The fake holds no traffic, so the walk ends later, with data and not with AWS.
  const {code, stdout} = await run(credentials)
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 3, error: 'DATA_EMPTY'})
})

test('an account that is not the one in the config', async () => {
  const own = parse(readFileSync(config, 'utf8'))
  const other = join(folder, 'other.yaml')
  writeFileSync(other, stringify({...own, aws: {...own.aws, account: '999999999999'}}))
  const {code, stdout} = await runCli(['forecast', '-c', other, '--json'], {
    env: {AWS_ENDPOINT_URL: aws.url, ...credentials},
  })
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 4, error: 'WRONG_ACCOUNT'})
})
