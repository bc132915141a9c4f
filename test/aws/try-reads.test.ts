import {afterEach, expect, test, vi} from 'vitest'
import {principalArn} from '../../src/aws/simulate-writes.js'
import {tryRead} from '../../src/aws/try-reads.js'
import {iamActionOf} from '../../src/catalog/iam-actions.js'
import {configUses} from '../../src/core/iam/config-uses.js'
import {neededOperations} from '../../src/core/iam/needed-operations.js'
import {connect} from './connect.js'

let fake: Awaited<ReturnType<typeof connect>> | undefined
afterEach(async () => {
  await fake?.aws.close()
  fake = undefined
  vi.unstubAllEnvs()
})

const subject = {cluster: 'corner', service: 'checkout', at: new Date('2026-11-20T12:30:00Z')}

/** The reads of the commands that doctor can be asked about; those of S3 are tried through the store. */
const reads = [
  ...new Set(
    (['forecast', 'report', 'diagnose', 'pull', 'apply'] as const).flatMap((purpose) =>
      neededOperations({purpose, uses: {...configUses(null), readsParameters: true, readsSecrets: true}}).map(
        ({operation}) => operation,
      ),
    ),
  ),
].filter((operation) => {
  const action = iamActionOf(operation)
  return action?.access === 'read' && action.isFree !== true && !operation.startsWith('s3:')
})

test.each(reads)('%s can be tried: allowed, denied, and told apart from a service that is down', async (operation) => {
  fake = await connect()
  const {aws, estate, clients} = fake
  expect(await tryRead(clients, operation, subject)).toEqual({isAllowed: true, isExplicitlyDenied: false})
  // One call, and the one that was meant.
  expect(aws.calls.map((call) => call.operation)).toEqual([operation.split(':')[1]])
  estate.allowed = []
  expect(await tryRead(clients, operation, subject)).toEqual({isAllowed: false, isExplicitlyDenied: false})
  estate.allowed = null
  aws.faults.push({kind: '5xx'})
  await expect(tryRead(clients, operation, subject)).rejects.toMatchObject({code: 'AWS_UNAVAILABLE'})
})

test('an explicit deny is told from a missing allow', async () => {
  fake = await connect()
  const message =
    'User: x is not authorized to perform: rds:DescribeDBInstances with an explicit deny in a service control policy'
  fake.aws.faults.push({kind: 'error', code: 'AccessDenied', status: 403, message})
  expect(await tryRead(fake.clients, 'rds:DescribeDBInstances', subject)).toEqual({
    isAllowed: false,
    isExplicitlyDenied: true,
  })
})

test('an operation without a try is said to be untried, and nothing is called', async () => {
  fake = await connect()
  expect(await tryRead(fake.clients, 'rds:Unknown', subject)).toEqual({isAllowed: null, isExplicitlyDenied: false})
  expect(fake.aws.calls).toEqual([])
})

test.each([
  ['arn:aws:sts::123456789012:assumed-role/ecom-plan-read/ops', 'arn:aws:iam::123456789012:role/ecom-plan-read'],
  ['arn:aws-cn:sts::123456789012:assumed-role/r/s', 'arn:aws-cn:iam::123456789012:role/r'],
  ['arn:aws:iam::123456789012:user/team/ops', 'arn:aws:iam::123456789012:user/team/ops'],
  ['arn:aws:iam::123456789012:root', null],
  ['arn:aws:sts::123456789012:federated-user/bob', null],
])('the principal behind %s', (caller, principal) => {
  expect(principalArn(caller)).toBe(principal)
})
