import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {catalogOverlaySchema} from '../../src/documents/catalog-overlay.js'
import type {Change, Citation, Plan} from '../../src/documents/plan.js'
import {type AwsObject, snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {ec2Rows, rdsRows, usageRow} from '../aws-fake/price-row.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {deepTest} from '../deep.js'
import {exampleFolder} from '../example-run.js'
import {runCli} from './run-cli.js'

/** The shop of bright-friday, in Ireland: of its prices the shipped catalogue knows nothing. */
const example = exampleFolder('bright-friday')
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-catalog-'))
const readAt = '2026-11-02T06:10:00Z'
let aws: FakeAws
let estate: FakeEstate
let folder = ''
let count = 0

const instanceType = (name: string, vcpus: number, gib: number): AwsObject => ({
  InstanceType: name,
  CurrentGeneration: true,
  BurstablePerformanceSupported: false,
  ProcessorInfo: {SupportedArchitectures: ['arm64']},
  VCpuInfo: {DefaultVCpus: vcpus, DefaultThreadsPerCore: 1},
  MemoryInfo: {SizeInMiB: gib * 1024},
  EbsInfo: {
    EbsOptimizedInfo: {
      BaselineIops: 20_000,
      MaximumIops: 40_000,
      BaselineThroughputInMBps: 630,
      MaximumThroughputInMBps: 1250,
    },
  },
  NetworkInfo: {
    MaximumNetworkInterfaces: 4,
    Ipv4AddressesPerInterface: 15,
    NetworkCards: [{NetworkCardIndex: 0, BaselineBandwidthInGbps: 1.875, PeakBandwidthInGbps: 12.5}],
  },
})

const option = (name: string, storageType = 'gp3') => ({
  Engine: 'mysql',
  EngineVersion: '8.0.40',
  DBInstanceClass: name,
  StorageType: storageType,
  MultiAZCapable: true,
})

// Made-up amounts, none of them that of us-east-1.
const priceList = [
  ...ec2Rows('c7g.xlarge', '0.1560000000'),
  ...ec2Rows('m7g.2xlarge', '0.3630000000'),
  ...rdsRows('db.r6g.2xlarge', 'MySQL', ['0.9500000000', '1.9000000000']),
  ...rdsRows('db.m6g.4xlarge', 'MySQL', ['1.3500000000', '2.7100000000']),
  ...rdsRows('db.m6g.4xlarge', 'PostgreSQL', ['7.0000000000', '7.0000000000']),
  usageRow('AmazonRDS', 'Database Storage', 'EU-RDS:GP3-Storage', ['0.1270000000', 'GB-Mo']),
  usageRow('AmazonRDS', 'Database Storage', 'EU-RDS:Multi-AZ-GP3-Storage', ['0.2540000000', 'GB-Mo']),
  usageRow('AmazonRDS', 'Provisioned IOPS', 'EU-RDS:GP3-PIOPS', ['0.0230000000', 'IOPS-Mo']),
  usageRow('AmazonRDS', 'Provisioned Throughput', 'EU-RDS:GP3-Throughput', ['0.0920000000', 'MBPS-Mo']),
  usageRow('AmazonECS', 'Compute', 'EU-Fargate-vCPU-Hours:perCPU', ['0.0404800000', 'hours']),
  usageRow('AmazonECS', 'Compute', 'EU-Fargate-GB-Hours', ['0.0044450000', 'hours']),
  usageRow('AmazonECS', 'Compute', 'EU-Fargate-ARM-vCPU-Hours:perCPU', ['0.0323800000', 'hours']),
  usageRow('AmazonECS', 'Compute', 'EU-Fargate-ARM-GB-Hours', ['0.0035600000', 'hours']),
  usageRow('AWSELB', 'Load Balancer-Application', 'EU-LoadBalancerUsage', ['0.0252000000', 'Hrs']),
  usageRow('AWSELB', 'Load Balancer-Application', 'EU-TS-LoadBalancerUsage', ['0.0056000000', 'Hrs']),
  usageRow('AWSELB', 'Load Balancer-Application', 'EU-LCUUsage', ['0.0080000000', 'LCU-Hrs']),
  // What a reader must bear: no JSON, and one usage at two prices.
  '<html>',
  usageRow('AWSELB', 'Load Balancer-Application', 'EU-ReservedLCUUsage', ['0.0080000000', 'ReservedLCU-Hr']),
  usageRow('AWSELB', 'Load Balancer-Application', 'EU-ReservedLCUUsage', ['0.0090000000', 'ReservedLCU-Hr']),
]

beforeAll(async () => {
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  const types = [instanceType('c8g.xlarge', 4, 8), instanceType('m9g.4xlarge', 16, 64)]
  estate = makeEstate({
    snapshot: {...snapshot, region: 'eu-west-1', instanceTypes: [...snapshot.instanceTypes, ...types]},
    now: readAt,
    pageSize: 7,
    orderableOptions: ['db.r6g.2xlarge', 'db.r6g.4xlarge', 'db.m6g.4xlarge', 'db.m9g.4xlarge'].flatMap((name) => [
      option(name),
      option(name, 'io1'),
    ]),
    validModifications: {
      'shop-db': {
        Storage: [
          {
            StorageType: 'gp3',
            StorageSize: [{From: 400, To: 65_536, Step: 1}],
            ProvisionedIops: [{From: 12_000, To: 14_000, Step: 1}],
            ProvisionedStorageThroughput: [{From: 500, To: 4000, Step: 1}],
          },
        ],
      },
    },
    priceList,
  })
  aws = await startFakeAws({estate})
})
afterAll(async () => {
  await aws.close()
  rmSync(home, {recursive: true, force: true})
})
beforeEach(() => {
  folder = join(home, `shop-${count++}`)
  cpSync(example, folder, {recursive: true})
  const config = readFileSync(join(example, 'ecom-plan.yaml'), 'utf8').replace('us-east-1', 'eu-west-1')
  writeFileSync(join(folder, 'ecom-plan.yaml'), config)
  aws.faults.length = 0
  aws.calls.length = 0
})

async function run(args: string[]) {
  const env = {AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret'}
  const {code, stdout, stderr} = await runCli([...args, '--json'], {cwd: folder, env})
  expect({code, stderr, error: JSON.parse(stdout).error}).toEqual({code: 0, stderr: '', error: undefined})
  return JSON.parse(stdout)
}

/** A pull with the catalogue; of its warnings those about it. The fake measures nothing, which the pull warns of too. */
async function refresh() {
  const pulled = await run(['pull', '--refresh-catalog', '--as-of', readAt])
  const warnings = pulled.warnings.filter(({code}: {code: string}) => /^(CATALOG|PRICE)_/.test(code))
  return {...pulled, warnings}
}
const planned = async (): Promise<Plan> => (await run(['forecast', '--offline'])).data.plan
const costOf = (plan: Plan, id: string): Change['cost'] | undefined =>
  plan.changes.find((change) => `${change.tier} ${change.setting}`.startsWith(id))?.cost
const cited = (plan: Plan, key: string): Citation | undefined => plan.citations.find((one) => one.key === key)

test('what is not known is said to be unknown; after a refresh it is what the price list of the Region says', async () => {
  const before = await planned()
  expect(before.windowCostUsd).toBeNull()
  expect(costOf(before, 'web scheduled')).toMatchObject({windowUsd: null})
  expect(costOf(before, 'web scheduled')?.because).toContain('the price of c7g.xlarge in eu-west-1 is not known')
  expect(before.blockers).toContainEqual(expect.objectContaining({severity: 'warn', code: 'PRICE_UNKNOWN'}))
  // What only puts candidates in order is that of us-east-1, and says so.
  expect(JSON.stringify(before.citations)).not.toMatch(/Usd\w*"/)

  const pulled = await refresh()
  expect(pulled.data.catalog).toMatchObject({classCount: 4, priceCount: 15})
  const codes = pulled.warnings.map(({code}: {code: string}) => code).sort()
  expect(codes).toEqual(['PRICE_UNCLEAR', 'PRICE_UNREADABLE'])
  expect(JSON.stringify(pulled.warnings)).toContain('prices.albReservedLcuUsdPerHour')

  const after = await planned()
  expect(after.planId).not.toBe(before.planId)
  // 633 instance-hours of c7g.xlarge at the made-up price.
  const web = costOf(after, 'web scheduled')
  expect(web?.because).toContain('× $0.156')
  expect((web?.windowUsd ?? 0) / 0.156).toBeCloseTo(633.35, 0)
  // The list's own price for two zones, not twice that for one.
  expect(costOf(after, 'orders-db instance')?.because).toContain('($2.71 − $1.9)')
  expect(costOf(after, 'orders-db IOPS')?.because).toContain('6,100 IOPS × $0.023')
  expect(after.blockers.map(({code}) => code)).not.toContain('PRICE_UNKNOWN')
  expect(cited(after, 'ec2.c7g.xlarge.usdPerHour')).toMatchObject({
    value: '0.156 USD/hour',
    source: 'AWS Price List, read 2026-11-02',
    checkedOn: '2026-11-02',
  })
  // Asked and answered: 16,000 IOPS are more than RDS said this database may have.
  expect(after.blockers).toContainEqual(
    expect.objectContaining({code: 'STORAGE_NOT_OFFERED', message: expect.stringContaining('12,000 to 14,000')}),
  )
  const change = after.changes.find(({setting}) => setting === 'instance class')
  expect(change?.to).toBe('db.m6g.4xlarge')
  const lost = change?.rejected.map(({candidate}) => candidate)
  expect(lost).not.toContain('db.m7i.12xlarge')
  // A class that is newer than the shipped catalogue: known from its EC2 type, its price from no list.
  expect(change?.rejected).toContainEqual({
    candidate: 'db.m9g.4xlarge',
    because: 'would carry it; its price is not known here',
  })
  // The same again is the same plan; nothing was changed in AWS.
  expect((await planned()).planId).toBe(after.planId)
  expect(aws.calls.filter((call) => call.isMutating)).toEqual([])
})

deepTest(
  'what is asked: families in use and their neighbours, the engine versions, every page, the near endpoint',
  async () => {
    await refresh()
    const types = aws.calls.filter((call) => call.operation === 'DescribeInstanceTypes' && call.input['Filters'])
    const asked = ((types[0]?.input['Filters'] ?? []) as AwsObject[])[0]?.['Values']
    expect(asked).toEqual(expect.arrayContaining(['c7g.*', 'c6g.*', 'c8g.*', 'm7g.*', 'r7g.*', 'm9g.4xlarge']))
    expect(types.length).toBeGreaterThanOrEqual(1)
    const options = aws.calls.filter((call) => call.operation === 'DescribeOrderableDBInstanceOptions')
    expect(options.map((call) => call.input['EngineVersion'])).toEqual(['8.0.40', '8.0.40'])
    const prices = aws.calls.filter((call) => call.service === 'pricing')
    expect(new Set(prices.map((call) => call.region))).toEqual(new Set(['eu-central-1']))
    expect(new Set(prices.map((call) => call.input['ServiceCode']))).toEqual(
      new Set(['AmazonEC2', 'AmazonRDS', 'AmazonECS', 'AWSELB']),
    )
    for (const call of prices) expect(JSON.stringify(call.input['Filters'])).toContain('"eu-west-1"')
    const [name = ''] = readdirSync(join(folder, '.ecom-plan/archive/catalog'))
    const text = readFileSync(join(folder, '.ecom-plan/archive/catalog', name), 'utf8')
    const overlay = catalogOverlaySchema.parse(JSON.parse(text))
    expect(overlay.instanceTypes.map((type) => type.name)).toContain('c8g.xlarge')
    expect(overlay.quotas).toContainEqual(
      expect.objectContaining({quotaCode: 'L-1216C47A', source: 'Service Quotas, read 2026-11-02'}),
    )
  },
)

deepTest('prices that may not be read are a warning with the action; the rest goes on', async () => {
  aws.faults.push({service: 'pricing', kind: 'error', code: 'AccessDeniedException', message: 'no', status: 400})
  const {warnings, data} = await refresh()
  const text = JSON.stringify(warnings)
  for (const service of ['AmazonEC2', 'AmazonRDS', 'AmazonECS', 'AWSELB']) {
    expect(text).toContain(`pricing:GetProducts on ${service}: prices of ${service} stay as shipped`)
  }
  expect(warnings).toHaveLength(4)
  expect(data.catalog).toMatchObject({priceCount: 0, classCount: 4})
  expect(costOf(await planned(), 'web scheduled')?.windowUsd).toBeNull()
})

deepTest('one service denied: its prices stay unknown, the others are read', async () => {
  // The first question is about EC2.
  aws.faults.push({service: 'pricing', kind: 'error', code: 'AccessDeniedException', message: 'no', times: 1})
  const {warnings} = await refresh()
  expect(warnings.map(({code}: {code: string}) => code)).toContain('CATALOG_DENIED')
  const plan = await planned()
  expect(costOf(plan, 'web scheduled')?.windowUsd).toBeNull()
  expect(costOf(plan, 'orders-db IOPS')?.windowUsd).toBeGreaterThan(0)
})

deepTest('another failure ends the refresh, and nothing of it is kept', async () => {
  aws.faults.push({operation: 'DescribeOrderableDBInstanceOptions', kind: '5xx'})
  const env = {AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret'}
  const {code, stdout} = await runCli(['pull', '--refresh-catalog', '--as-of', readAt, '--json'], {cwd: folder, env})
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 4, error: 'AWS_UNAVAILABLE'})
  expect(readdirSync(join(folder, '.ecom-plan/archive'))).not.toContain('catalog')
})
