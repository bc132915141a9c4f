import {describe, expect, test} from 'vitest'
import {diagnose} from '../../../src/core/doctor/diagnose.js'
import type {DoctorFacts} from '../../../src/core/doctor/facts.js'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {doctorSchema} from '../../../src/documents/doctor.js'
import {cornerConfig, cornerShop} from '../../aws/corner-shop.js'
import {archiveUpTo, at, makeFacts, windowOf} from './make-facts.js'

const checkOf = (id: string, change: Partial<DoctorFacts>) => {
  const found = diagnose(makeFacts(change)).checks.find((check) => check.id === id)
  if (found === undefined) throw new Error(`there is no check ${id}`)
  return found
}

test('where all is well every check passes', () => {
  const doctor = diagnose(makeFacts())
  expect(doctorSchema.parse(doctor)).toEqual(doctor)
  expect(doctor.checks.filter(({status}) => status !== 'ok')).toEqual([])
})

test('each warning and failure says what to type; what was skipped says why', () => {
  const failure = {code: 'X', message: 'it broke', suggestions: ['mend it']}
  const doctor = diagnose(
    makeFacts({caller: {failure}, clock: {skipped: 'no time'}, demand: {failure}, permissions: {skipped: 'no keys'}}),
  )
  const bad = doctor.checks.filter(({status}) => status === 'warn' || status === 'fail')
  expect(bad.filter(({next}) => next.length === 0)).toEqual([])
  expect(doctor.checks.filter(({status, message}) => status === 'skipped' && message === '')).toEqual([])
  const sum = Object.values(doctor.counts).reduce((total, count) => total + (count ?? 0), 0)
  expect(sum).toBe(doctor.checks.length)
})

describe('access', () => {
  const caller = (endsInS: number | null, account = '123456789012') => ({
    caller: {value: {account, arn: 'arn:aws:iam::123456789012:user/ops', endsInS}},
  })

  test.each([
    [null, 'ok'],
    [1800, 'ok'],
    [1799, 'warn'],
    [-5, 'warn'],
  ])('credentials that end in %s s: %s', (endsInS, status) => {
    expect(checkOf('credentials', caller(endsInS)).status).toBe(status)
  })

  test('the profile of the config is in what to type', () => {
    const config = {...cornerConfig, aws: {...cornerConfig.aws, profile: 'shop-ro'}}
    const found = checkOf('credentials', {
      ...caller(60),
      config: {value: {config, path: 'ecom-plan.yaml', warnings: []}},
    })
    expect(found.next).toEqual(['aws sso login --profile shop-ro'])
  })

  test('another account fails, and names both', () => {
    expect(checkOf('account', caller(null, '999999999999'))).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/999999999999 .* 123456789012/),
    })
  })

  test.each([
    [299, 'ok', ''],
    [300, 'fail', 'behind'],
    [-7200, 'fail', 'ahead of'],
  ])('a clock %i s from AWS: %s', (offsetS, status, side) => {
    const found = checkOf('clock', {clock: {value: {offsetS}}})
    expect(found.status).toBe(status)
    expect(found.message).toContain(side)
  })

  test('a Region of the environment that is not the one asked is said, and no failure', () => {
    expect(checkOf('region', {environmentRegion: 'eu-west-1'})).toMatchObject({status: 'warn'})
    expect(checkOf('region', {environmentRegion: null}).status).toBe('ok')
  })

  test('what is no Region fails', () => {
    const config = {...cornerConfig, aws: {...cornerConfig.aws, region: 'us-east'}}
    const found = checkOf('region', {config: {value: {config, path: 'ecom-plan.yaml', warnings: []}}})
    expect(found).toMatchObject({status: 'fail', message: expect.stringContaining('us-east')})
  })

  test('a denied action is named with who needs it and the statement to add', () => {
    const denied = {
      action: 'rds:DescribeDBInstances',
      isAllowed: false,
      isExplicitlyDenied: false,
      isOptional: false,
      where: null,
      neededBy: ['forecast', 'pull'] as const,
    }
    const found = checkOf('permissions', {permissions: {value: [denied]}})
    expect(found.status).toBe('fail')
    expect(found.message).toContain('rds:DescribeDBInstances denied (for forecast and pull)')
    const statement = JSON.parse(found.next[0]?.replace(/^[^{]*/, '') ?? '')
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Action: ['rds:DescribeDBInstances'],
      Resource: ['arn:aws:rds:us-east-1:123456789012:db:*'],
    })
    expect(found.next).toContain('ecom-plan iam print --for forecast')
  })

  test('what a command goes on without is a warning, in the place where it is denied', () => {
    const denied = {
      action: 'ec2:DescribeSubnets',
      isAllowed: false,
      isExplicitlyDenied: false,
      isOptional: true,
      where: '222222222222/eu-west-1',
      neededBy: ['pull'] as const,
    }
    expect(checkOf('permissions', {permissions: {value: [denied]}})).toMatchObject({
      status: 'warn',
      message:
        '1 of 1 action: ec2:DescribeSubnets denied in 222222222222/eu-west-1 (for pull, which goes on without it)',
    })
  })

  test('an explicit deny is not mended by allowing more', () => {
    const denied = {
      action: 'rds:DescribeDBInstances',
      isAllowed: false,
      isExplicitlyDenied: true,
      isOptional: false,
      where: null,
      neededBy: ['forecast'] as const,
    }
    const {next} = checkOf('permissions', {permissions: {value: [denied]}})
    expect(next.join()).not.toContain('"Effect"')
    expect(next.join()).toContain('explicit deny')
  })
})

describe('demand', () => {
  const demand = (windows: ReturnType<typeof windowOf>[], isLive = true) => ({
    demand: {value: {names: ['CloudWatch'], windows, isLive}},
  })
  const hours = windowOf({periodS: 3600, days: 400})

  test.each([
    ['2026-11-20T10:00:00Z', 'ok', '2 h'],
    ['2026-11-20T09:59:00Z', 'warn', '2 h'],
    ['2026-11-17T12:00:00Z', 'warn', '3 d'],
  ])('minutes up to %s: %s', (endAt, status, age) => {
    const found = checkOf('demand-age', demand([windowOf({periodS: 60, days: 2, endAt})]))
    expect(found.status).toBe(status)
    expect(found.message).toContain(age)
  })

  test('files alone may be a week old', () => {
    const endAt = '2026-11-14T12:00:00Z'
    expect(checkOf('demand-age', demand([windowOf({periodS: 60, days: 2, endAt})], false)).status).toBe('ok')
  })

  test('nothing measured at all fails, and what needs it is skipped', () => {
    const empty = {...hours, values: hours.values.map(() => null)}
    expect(checkOf('demand-age', demand([empty])).status).toBe('fail')
    expect(checkOf('demand-gaps', demand([empty]))).toMatchObject({status: 'skipped', message: 'no demand'})
  })

  test('a short history says that last year is not in it', () => {
    expect(checkOf('demand-history', demand([windowOf({periodS: 3600, days: 364})])).status).toBe('warn')
    expect(checkOf('demand-history', demand([windowOf({periodS: 3600, days: 365})])).status).toBe('ok')
  })

  test.each([
    [14, 'ok'],
    [15, 'warn'],
  ])('%i minutes without a value: %s', (minutes, status) => {
    const window = windowOf({periodS: 60, days: 2})
    window.values.fill(null, 600, 600 + minutes)
    const found = checkOf('demand-gaps', demand([hours, window]))
    expect(found.status).toBe(status)
    if (status === 'warn') expect(found.message).toContain('15 min from 2026-11-18 22:00 UTC')
  })

  test('minutes before the first and after the last are no gaps', () => {
    const window = windowOf({periodS: 60, days: 2})
    window.values.fill(null, 0, 600)
    window.values.fill(null, 2000)
    expect(checkOf('demand-gaps', demand([window])).status).toBe('ok')
  })
})

describe('tiers', () => {
  const without = (metricName: string) => {
    const facts = makeFacts()
    const all = 'value' in facts.tierMetrics ? facts.tierMetrics.value : []
    return {
      tierMetrics: {
        value: all.map((one) =>
          one.metricName === metricName
            ? {...one, windows: one.windows.map((window) => ({...window, values: window.values.map(() => null)}))}
            : one,
        ),
      },
    }
  }

  test.each([
    ['group-metrics', 'GroupInServiceInstances', 'enable-metrics-collection --auto-scaling-group-name corner-web'],
    ['container-insights', 'RunningTaskCount', 'update-cluster-settings --cluster corner'],
    ['database-metrics', 'CPUUtilization', 'corner-db'],
  ])('%s warns when %s is empty, with the switch', (id, metricName, command) => {
    expect(checkOf(id, {}).status).toBe('ok')
    const found = checkOf(id, without(metricName))
    expect(found.status).toBe('warn')
    expect(found.next.join('\n')).toContain(command)
  })

  test('Enhanced Monitoring is judged where AWS says it is off, of the tiers alone', () => {
    const dbInstances = cornerShop.dbInstances.map((database) => ({...database, MonitoringInterval: 0}))
    const resources = {
      value: {snapshot: {...cornerShop, dbInstances}, inventory: mapInventory(cornerShop), isLive: true},
    }
    const found = checkOf('enhanced-monitoring', {resources})
    expect(found.status).toBe('warn')
    expect(found.next.length).toBe(1)
  })
})

describe('archive', () => {
  test('one that cannot be read is one failure, and no reason is empty', () => {
    const failure = {code: 'X', message: 'it broke', suggestions: ['mend it']}
    expect(checkOf('archive', {archive: {failure}}).status).toBe('fail')
    expect(checkOf('retention', {archive: {failure}})).toMatchObject({status: 'skipped', message: 'no archive'})
  })

  test.each([
    [1, 'ok', 'from 2026-12-04 on unless pulled'],
    [9, 'ok', 'from 2026-11-26 on unless pulled'],
    [11, 'warn', 'from 2026-11-24 on unless pulled'],
    [20, 'warn', 'minutes from 2026-10-31 to 2026-11-05 are lost'],
  ])('pulled %i days ago: %s', (daysAgo, status, words) => {
    const found = checkOf('retention', {archive: {value: archiveUpTo(daysAgo)}})
    expect(found.status).toBe(status)
    expect(found.message).toContain(words)
  })

  test('an empty archive, and one with a file gone', () => {
    const whole = archiveUpTo(1)
    expect(checkOf('archive', {archive: {value: {...whole, parts: [], coverage: []}}}).status).toBe('warn')
    const found = checkOf('archive', {archive: {value: {...whole, missingFiles: ['metrics/a.parquet']}}})
    expect(found).toMatchObject({status: 'fail', message: expect.stringContaining('metrics/a.parquet')})
  })
})

describe('capacity model', () => {
  const loadTest = (testedAt: string | null) => ({
    loadTests: [{tier: 'checkout', path: 'x', tested: {value: {testedAt, stepCount: 7}}}],
  })

  test.each([
    ['2026-10-21T12:00:00Z', 'ok'],
    ['2026-10-21T11:59:00Z', 'warn'],
    [null, 'warn'],
  ])('a load test of %s: %s', (testedAt, status) => {
    expect(checkOf('load-test-1', loadTest(testedAt)).status).toBe(status)
  })

  test('the config decides what counts as fresh', () => {
    const config = {...cornerConfig, judgements: {loadTestFreshS: 100 * 86_400}}
    const change = {...loadTest('2026-09-01T00:00:00Z'), config: {value: {config, path: 'e', warnings: []}}}
    expect(checkOf('load-test-1', change).status).toBe('ok')
  })

  test('none at all is a warning', () => {
    expect(checkOf('load-test', {loadTests: []}).status).toBe('warn')
  })

  test('vCPUs by hand: 3 c7g.xlarge and 2 m7g.large of EC2, 4 half vCPUs of Fargate', () => {
    // 3 × 4 + 2 × 2 = 16, at most 12 × 4 + 8 × 2 = 64; 4 × 0.5 = 2, at most 10 × 0.5 = 5.
    const {message} = checkOf('quotas', {})
    expect(message).toContain('EC2 runs 16 of 640 vCPU')
    expect(message).toContain('64 with the tiers at their maxima')
    expect(message).toContain('Fargate runs 2 of 6 vCPU')
  })

  test.each([
    [16 / 0.8, 'warn', 'the maxima are beyond it'],
    [64, 'ok', 'the maxima just fit'],
    [63, 'warn', 'the maxima do not fit'],
  ])('an EC2 quota of %d: %s, %s', (Value, status) => {
    const quotas = cornerShop.quotas.map((quota) => (quota['ServiceCode'] === 'ec2' ? {...quota, Value} : quota))
    const snapshot = {...cornerShop, quotas}
    const found = checkOf('quotas', {resources: {value: {snapshot, inventory: mapInventory(snapshot), isLive: true}}})
    expect(found.status).toBe(status)
  })
})

test('the time of the document is the time that was judged for', () => {
  expect(diagnose(makeFacts()).at).toBe(at)
})
