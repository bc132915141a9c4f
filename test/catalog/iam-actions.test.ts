import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {iamActionOf, iamServices} from '../../src/catalog/iam-actions.js'

const src = new URL('../../src/', import.meta.url).pathname
const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.ts'))

/** `rds:DescribeDBInstances` for each operation whose command or paginator a file imports from an SDK client. */
function operationsIn(code: string): string[] {
  return [
    ...code.matchAll(
      /(?:import (?:type )?|const )\{([^}]*)\} (?:from |= await import\(\s*)'@aws-sdk\/client-([a-z0-9-]+)'/g,
    ),
  ].flatMap(([, names = '', client = '']) => {
    const prefix = Object.entries(iamServices).find(([, service]) => service.client === client)?.[0] ?? client
    return names
      .split(',')
      .map((name) => name.trim().split(' as ')[0] ?? '')
      .flatMap((name) => /^(?:paginate)?([A-Z]\w*?)(Command)?$/.exec(name) ?? [])
      .filter((_, i, all) => i % 3 === 1 && (all[i - 1]?.startsWith('paginate') || all[i + 1] === 'Command'))
      .map((operation) => `${prefix}:${operation}`)
  })
}

const called = new Set(files.flatMap((file) => operationsIn(readFileSync(join(src, file), 'utf8'))))

/** Requests that a plan carries: their operations stand as text, not as commands of the SDK. */
const patched = new Set(
  files
    .filter((file) => file.startsWith('core/patch/'))
    .flatMap((file) => [
      ...readFileSync(join(src, file), 'utf8').matchAll(/service: '([a-z-]+)'[^,]*,\s*operation: '(\w+)'/g),
    ])
    .map(([, service, operation]) => `${service}:${operation}`),
)

test('the search finds commands and paginators, also renamed ones', () => {
  const code = "import {A, DescribeXCommand as Y, paginateListZs,\n type Q} from '@aws-sdk/client-rds'"
  expect(operationsIn(code)).toEqual(['rds:DescribeX', 'rds:ListZs'])
  const lazy = "const {DescribeXCommand} = await import('@aws-sdk/client-rds')"
  expect(operationsIn(lazy)).toEqual(['rds:DescribeX'])
  expect(called.size).toBeGreaterThan(20)
  expect(patched.size).toBeGreaterThan(6)
})

test('every operation that the sources call or plan is in the table; add it to src/catalog/iam-actions.ts', () => {
  expect([...called, ...patched].filter((operation) => iamActionOf(operation) === undefined)).toEqual([])
})

/** In the table for another reason than a call of ours. */
const notCalled: Record<string, string> = {
  'cloudwatch:PutMetricAlarm': "Application Auto Scaling calls it with the rights of who sets a service's policy",
  'cloudwatch:DeleteAlarms': "Application Auto Scaling calls it with the rights of who sets a service's policy",
  'ec2:CreateTags': 'EC2 asks for it where a reservation is made with tags',
  'rds:FailoverDBCluster':
    "the failover after a class change of an Aurora cluster is a person's: iam print --with-manual allows it",
  'rds:AddTagsToResource': 'RDS asks for it where an instance is made with tags',
  'iam:CreateServiceLinkedRole': 'Application Auto Scaling calls it at the first service of an account',
}

test('every operation in the table is called, planned, or says why it is there', () => {
  const all = Object.entries(iamServices).flatMap(([prefix, {operations}]) =>
    Object.keys(operations).map((name) => `${prefix}:${name}`),
  )
  const unused = all.filter((name) => !called.has(name) && !patched.has(name) && !Object.hasOwn(notCalled, name))
  expect(unused).toEqual([])
})

describe('what AWS says of single operations', () => {
  // Typed from the Service Authorization Reference, not from the table under test.
  test.each([
    ['s3:ListObjectsV2', 's3:ListBucket', 'bucket'],
    ['s3:GetObject', 's3:GetObject', 'object'],
    ['servicequotas:GetServiceQuota', 'servicequotas:GetServiceQuota', null],
    ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricData', null],
    ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingGroups', null],
    ['autoscaling:UpdateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup', 'auto-scaling-group'],
    ['rds:ModifyDBInstance', 'rds:ModifyDBInstance', 'db-instance'],
    ['ecs:DescribeTaskDefinition', 'ecs:DescribeTaskDefinition', null],
  ])('%s needs %s on %s', (operation, name, resource) => {
    expect(iamActionOf(operation)).toMatchObject({name, resource})
  })

  test('the caller may always ask who it is', () => {
    expect(iamActionOf('sts:GetCallerIdentity')?.isFree).toBe(true)
  })

  test('an unknown operation is undefined, also one named as a member of every object', () => {
    expect(iamActionOf('rds:DeleteDBCluster')).toBeUndefined()
    expect(iamActionOf('rds:constructor')).toBeUndefined()
    expect(iamActionOf('toString:x')).toBeUndefined()
  })
})
