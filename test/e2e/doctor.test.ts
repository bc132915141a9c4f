import {createHash} from 'node:crypto'
import {mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import type {Check, Doctor} from '../../src/documents/doctor.js'
import {doctorSchema} from '../../src/documents/doctor.js'
import {startFakeS3} from '../aws-fake/s3.js'
import {deepTest, isDeep} from '../deep.js'
import {type LiveShop, startLiveShop} from './live-shop.js'

/** Each state of an account and a machine that doctor has to name, through the built command: as screen and as JSON. */
const now = '2026-11-02T06:10:00Z'
let shop: LiveShop
/** A folder with a fresh archive, pulled once for all tests; those that need another make their own. */
let pulled = ''

beforeAll(async () => {
  shop = await startLiveShop(now)
  pulled = shop.folder()
  const {code, stderr} = await shop.run(pulled, ['pull', '--as-of', now, '--json'])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
}, 60_000)
afterAll(() => shop.close())
beforeEach(() => {
  shop.estate.snapshot = structuredClone(shop.fresh.snapshot)
  shop.estate.series = shop.fresh.series
  shop.estate.now = now
  shop.estate.allowed = null
  shop.estate.clockOffsetMs = 0
  shop.aws.faults.length = 0
})

type Told = {code: number | null; screen: string; doctor: Doctor; of: (id: string) => Check}

/** Both forms of the same question; they must end alike, and JSON must be one document. */
async function doctor(
  folder: string,
  {args = [], env = {}}: {args?: string[]; env?: Record<string, string>} = {},
): Promise<Told> {
  const asked = ['doctor', ...(args.includes('--as-of') ? args : ['--as-of', now, ...args])]
  const [json, screen] = await Promise.all([
    shop.run(folder, [...asked, '--json'], env),
    shop.run(folder, asked, {...env, COLUMNS: '100'}),
  ])
  expect(json.stderr).toBe('')
  expect(screen.stderr).toBe('')
  expect(screen.code).toBe(json.code)
  const document = JSON.parse(json.stdout)
  expect(document).toMatchObject({schema: 'ecom-plan.doctor/v1', ok: true, exitCode: json.code})
  const told = doctorSchema.parse(document.data)
  const of = (id: string): Check => {
    const found = told.checks.find((check) => check.id === id)
    if (found === undefined) throw new Error(`there is no check ${id}`)
    return found
  }
  // Every failure and warning says what to type next, on the screen too.
  const bad = told.checks.filter(({status}) => status === 'warn' || status === 'fail')
  expect(bad.filter(({next}) => next.length === 0)).toEqual([])
  expect(screen.stdout.match(/Try: {2}/g)?.length ?? 0).toBe(bad.length)
  expect(screen.stdout).not.toContain('\u001b')
  expect(told.checks.filter(({message}) => message.trim() === '')).toEqual([])
  return {code: json.code, screen: screen.stdout, doctor: told, of}
}

const statuses = (told: Told, ...ids: string[]) => ids.map((id) => told.of(id).status)
const monitored = () => {
  for (const database of shop.estate.snapshot.dbInstances) database['MonitoringInterval'] = 60
}

test('all is well but what the shop itself leaves open', async () => {
  monitored()
  const told = await doctor(pulled)
  expect(told.code).toBe(0)
  const unwell = told.doctor.checks.filter(({status}) => status !== 'ok').map(({id, status}) => [id, status])
  // The example's traffic has a gap of 23 minutes, and S3 is not used, so pull writes nothing in AWS.
  expect(unwell).toEqual([
    ['writes', 'skipped'],
    ['demand-gaps', 'warn'],
  ])
  expect(told.of('demand-history').message).toContain(
    'from 2025-08-04: 392 d in steps of 60 min, 48 d in steps of 5 min',
  )
  expect(shop.aws.calls.filter(({isMutating}) => isMutating)).toEqual([])
})

describe('credentials', () => {
  const none = {AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: ''}
  const dependent = ['account', 'permissions', 'resources', 'group-metrics', 'quotas', 'enhanced-monitoring']

  test('none: named, and all that needs them is skipped for that reason', async () => {
    const told = await doctor(pulled, {env: none})
    expect(told.code).toBe(4)
    expect(told.of('credentials')).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('no AWS credentials'),
    })
    expect(statuses(told, ...dependent)).toEqual(dependent.map(() => 'skipped'))
    expect(told.screen).toContain('skipped: no credentials')
    // What is on this machine is looked at all the same.
    expect(statuses(told, 'load-test-1', 'config')).toEqual(['ok', 'ok'])
  })

  deepTest('an SSO session that has ended: named, with the command to run', async () => {
    const folder = shop.folder({aws: {account: '123456789012', region: 'us-east-1', profile: 'shop-ro'}})
    const startUrl = 'https://shop.awsapps.com/start'
    const cache = join(folder, '.aws/sso/cache')
    mkdirSync(cache, {recursive: true})
    const config = join(folder, 'aws-config')
    writeFileSync(
      config,
      `[profile shop-ro]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = read\nregion = us-east-1\n`,
    )
    writeFileSync(
      join(cache, `${createHash('sha1').update(startUrl).digest('hex')}.json`),
      JSON.stringify({accessToken: 'x', expiresAt: '2026-01-01T00:00:00Z', region: 'us-east-1', startUrl}),
    )
    const told = await doctor(folder, {env: {...none, HOME: folder, AWS_CONFIG_FILE: config}})
    expect(told.code).toBe(4)
    expect(told.of('credentials')).toMatchObject({
      status: 'fail',
      message: 'the SSO session of profile shop-ro has expired or is missing',
      next: ['aws sso login --profile shop-ro'],
    })
    expect(told.screen).toContain('Try:  aws sso login --profile shop-ro')
    expect(told.of('resources').message).toContain('SSO session has expired')
  })

  deepTest('a token that AWS calls expired', async () => {
    shop.aws.faults.push({service: 'sts', kind: 'error', code: 'ExpiredToken', message: 'The token is expired'})
    const told = await doctor(pulled)
    expect(told.code).toBe(4)
    expect(told.of('credentials')).toMatchObject({status: 'fail', next: expect.arrayContaining(['aws sso login'])})
    expect(told.of('permissions')).toMatchObject({status: 'skipped', message: 'the credentials have expired'})
  })
})

deepTest('another account: both are named, and nothing is read from it', async () => {
  const folder = shop.folder({aws: {account: '999999999999', region: 'us-east-1'}})
  const from = shop.aws.calls.length
  const told = await doctor(folder)
  expect(told.code).toBe(4)
  expect(told.of('account').message).toMatch(/123456789012 .* names 999999999999/)
  expect(statuses(told, 'permissions', 'resources')).toEqual(['skipped', 'skipped'])
  expect(shop.aws.calls.slice(from).every(({service}) => service === 'sts')).toBe(true)
})

deepTest('another Region: what the config names is not there, and the environment hints where it is', async () => {
  const folder = shop.folder({aws: {account: '123456789012', region: 'eu-west-1'}})
  const told = await doctor(folder, {env: {AWS_REGION: 'us-east-1'}})
  expect(told.code).toBe(4)
  expect(told.of('region')).toMatchObject({
    status: 'warn',
    next: ['set aws.region in ecom-plan.yaml to us-east-1 if the shop is there'],
  })
  const {status, message} = told.of('resources')
  expect(status).toBe('fail')
  // All that are missing, not the first alone.
  for (const name of ['shop-web', 'shop/catalog', 'shop-db', 'load balancer shop']) expect(message).toContain(name)
})

describe('permissions', () => {
  const everything = async () => {
    const {stdout} = await shop.run(pulled, ['iam', 'print', '--for', 'pull', '--json'])
    return JSON.parse(stdout).data.policies.flatMap(({Statement}: {Statement: {Action: string[]}[]}) =>
      Statement.flatMap(({Action}) => Action),
    ) as string[]
  }

  test('the printed policy is enough for doctor', async () => {
    monitored()
    shop.estate.allowed = await everything()
    const told = await doctor(pulled)
    expect({code: told.code, permissions: told.of('permissions').status}).toEqual({code: 0, permissions: 'ok'})
  })

  const denied = [
    ['cloudwatch:GetMetricData', 'demand-age'],
    ['rds:DescribeDBInstances', 'resources'],
    ['servicequotas:GetServiceQuota', 'quotas'],
    ['ecs:DescribeTaskDefinition', 'resources'],
    ['ec2:DescribeInstanceTypes', 'resources'],
  ] as const
  test.each(isDeep ? denied : denied.slice(0, 2))(
    '%s denied: named, with the statement to add, and what needs it is skipped',
    async (action, dependent) => {
      shop.estate.allowed = (await everything()).filter((one) => one !== action)
      const told = await doctor(pulled)
      expect(told.code).toBe(4)
      const {status, message, next} = told.of('permissions')
      expect({status, message}).toMatchObject({status: 'fail', message: expect.stringContaining(`${action} denied`)})
      expect(message).toMatch(/^1 of /)
      expect(next[0]).toContain(`"Action": [ "${action}" ]`)
      expect(told.of(dependent)).toMatchObject({status: 'skipped', message: expect.stringContaining(action)})
    },
  )

  test('apply: reads are tried, writes are asked of IAM and never sent', async () => {
    const {stdout} = await shop.run(pulled, ['iam', 'print', '--for', 'apply', '--json'])
    const printed: string[] = JSON.parse(stdout).data.policies[0].Statement.flatMap(
      ({Action}: {Action: string[]}) => Action,
    )
    const from = shop.aws.calls.length
    shop.estate.allowed = [...printed, 'iam:SimulatePrincipalPolicy', ...(await everything())]
    expect(statuses(await doctor(pulled, {args: ['--for', 'apply']}), 'permissions', 'writes')).toEqual(['ok', 'ok'])
    shop.estate.allowed = shop.estate.allowed.filter((one) => one !== 'autoscaling:UpdateAutoScalingGroup')
    const denied = await doctor(pulled, {args: ['--for', 'apply']})
    expect(denied.code).toBe(4)
    expect(denied.of('writes').message).toContain('autoscaling:UpdateAutoScalingGroup denied (for apply)')
    shop.estate.allowed = printed.filter((one) => one !== 'iam:SimulatePrincipalPolicy')
    const unasked = await doctor(pulled, {args: ['--for', 'apply']})
    expect(unasked.of('writes')).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('iam:SimulatePrincipalPolicy'),
    })
    expect(shop.aws.calls.slice(from).filter(({isMutating}) => isMutating)).toEqual([])
  })
})

describe('data', () => {
  deepTest('metrics that stopped three days ago', async () => {
    shop.estate.now = '2026-11-05T06:10:00Z'
    const told = await doctor(pulled, {args: ['--as-of', shop.estate.now]})
    expect(told.code).toBe(0)
    expect(told.of('demand-age')).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/ends 3 d ago \(2026-11-02 06:00 UTC\).*older than 2 h/),
    })
    expect(statuses(told, 'group-metrics', 'container-insights', 'database-metrics')).toEqual(['warn', 'warn', 'warn'])
    expect(told.screen).toContain('enable-metrics-collection')
  })

  deepTest('no demand at all: it cannot work', async () => {
    shop.estate.series = shop.fresh.series.filter(({metricName}) => metricName !== 'Requests')
    const told = await doctor(pulled)
    expect({code: told.code, demand: told.of('demand-age').status}).toEqual({code: 4, demand: 'fail'})
  })

  test('no archive: what is lost already, and the command', async () => {
    const told = await doctor(shop.folder())
    expect(told.code).toBe(0)
    expect(told.of('archive')).toMatchObject({status: 'warn', next: ['ecom-plan pull --estimate', 'ecom-plan pull']})
    expect(told.of('retention').message).toContain('those before 2026-10-18 are lost already')
  })

  deepTest('an archive that was last pulled twelve days ago', async () => {
    shop.estate.now = '2026-11-14T06:10:00Z'
    const told = await doctor(pulled, {args: ['--as-of', shop.estate.now]})
    expect(told.of('retention')).toMatchObject({
      status: 'warn',
      message: 'minutes are kept up to 2026-11-02; those after it are lost from 2026-11-17 on unless pulled',
      next: ['ecom-plan pull'],
    })
  })

  deepTest('an archive with files gone fails without reading any of it', async () => {
    const folder = shop.folder()
    await shop.run(folder, ['pull', '--as-of', now, '--json'])
    rmSync(join(folder, '.ecom-plan/archive/metrics'), {recursive: true})
    const told = await doctor(folder)
    expect({code: told.code, status: told.of('archive').status}).toEqual({code: 4, status: 'fail'})
    expect(told.screen).toContain('ecom-plan archive verify')
  })
})

deepTest('an archive in a bucket: its reads are tried, its writes are asked of IAM', async () => {
  const s3 = await startFakeS3({buckets: ['shop-ops']})
  try {
    const folder = shop.folder({archive: 's3://shop-ops/ecom-plan/archive'})
    const env = {AWS_ENDPOINT_URL_S3: s3.url}
    const told = await doctor(folder, {env})
    expect(told.of('permissions').message).not.toContain('not tried')
    expect(statuses(told, 'permissions', 'writes')).toEqual(['ok', 'ok'])
    expect(told.of('archive').message).toBe('s3://shop-ops/ecom-plan/archive holds nothing yet')
    expect(s3.objects.size).toBe(0)
    s3.faults.push({operation: 'ListObjectsV2', kind: 'error', status: 403, code: 'AccessDenied', times: 1000})
    const denied = await doctor(folder, {env})
    expect(denied.code).toBe(4)
    expect(denied.of('permissions').message).toContain('s3:ListBucket denied (for forecast, report and pull)')
    expect(denied.of('permissions').next[0]).toContain('"Resource": [ "arn:aws:s3:::shop-ops" ]')
    expect(denied.of('archive')).toMatchObject({status: 'skipped', message: 'needs s3:ListBucket, which is denied'})
  } finally {
    await s3.close()
  }
})

deepTest('an old load test, and one that is not there', async () => {
  const folder = shop.folder({
    loadTests: [
      {path: 'loadtests/web', tier: 'web', units: 4, testedAt: '2026-08-01T00:00:00Z'},
      {path: 'loadtests/none', tier: 'checkout', units: 8},
    ],
  })
  const told = await doctor(folder)
  expect(told.of('load-test-1')).toMatchObject({status: 'warn', message: expect.stringContaining('93.3 d old')})
  expect({code: told.code, status: told.of('load-test-2').status}).toEqual({code: 4, status: 'fail'})
})

test.each([
  [2, 'behind'],
  [-2, 'ahead of'],
])('AWS two hours off (%i h): the clock is named, and nothing is asked by it', async (hours, side) => {
  shop.estate.clockOffsetMs = hours * 3_600_000
  const told = await doctor(pulled)
  expect(told.code).toBe(4)
  expect(told.of('clock')).toMatchObject({
    status: 'fail',
    message: expect.stringMatching(`(120 min|2 h) ${side} AWS's`),
  })
  expect(told.of('resources')).toMatchObject({status: 'skipped', message: "this machine's clock is wrong"})
})

deepTest('a quota near its limit', async () => {
  const [ec2] = shop.estate.snapshot.quotas
  if (ec2) ec2['Value'] = 70
  const told = await doctor(pulled)
  expect(told.of('quotas')).toMatchObject({
    status: 'warn',
    message: expect.stringContaining('EC2 runs 68 of 70 vCPU'),
    next: [expect.stringContaining('--quota-code L-1216C47A')],
  })
})

test('--offline asks AWS for nothing, and reads the archive', async () => {
  const from = shop.aws.calls.length
  const told = await doctor(pulled, {args: ['--offline']})
  expect(told.code).toBe(0)
  expect(shop.aws.calls.length).toBe(from)
  expect(told.of('credentials')).toMatchObject({status: 'skipped', message: '--offline asks AWS for nothing'})
  expect(statuses(told, 'archive', 'load-test-1')).toEqual(['ok', 'ok'])
})

describe('config', () => {
  test('none: init is what to type', async () => {
    const told = await doctor('/')
    expect(told.code).toBe(4)
    expect(told.of('config')).toMatchObject({status: 'fail', next: expect.arrayContaining(['ecom-plan init'])})
    expect(told.of('credentials').message).toBe('no valid config')
  })

  test('with a mistake: its place is named', async () => {
    const folder = shop.folder({tires: {}})
    const told = await doctor(folder)
    expect({code: told.code, status: told.of('config').status}).toEqual({code: 4, status: 'fail'})
    expect(told.of('config').message).toContain('tires')
    expect(told.screen).toContain('ecom-plan config validate')
  })
})
