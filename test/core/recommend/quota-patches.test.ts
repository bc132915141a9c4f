import {expect, test} from 'vitest'
import type {QuotaNeed} from '../../../src/core/recommend/quota-needs.js'
import {quotaPatches} from '../../../src/core/recommend/quota-patches.js'
import type {Inventory} from '../../../src/documents/inventory.js'
import {cornerConfig} from '../../aws/corner-shop.js'

const quota = {serviceCode: 'ec2', quotaCode: 'L-1216C47A', name: 'vCPU'} as QuotaNeed['quota']
const need = (over: Partial<QuotaNeed>): QuotaNeed => ({
  label: 'EC2 vCPU',
  quota,
  neededCount: 300,
  limitCount: 256,
  because: '',
  account: '123456789012',
  region: 'us-east-1',
  where: '',
  ...over,
})
const other = {account: '210987654321', region: 'eu-west-1', role: 'arn:aws:iam::210987654321:role/ecom-plan'}
const config = {...cornerConfig, tiers: {web: {kind: 'asg' as const, resource: 'w', aws: other}}}
const inventory = {
  account: '123456789012',
  region: 'us-east-1',
  elsewhere: [{account: other.account, region: other.region}],
} as Inventory

test('one request a quota of each place, of the largest need there, by who asks for its tiers', () => {
  const needs = [need({}), need({neededCount: 500}), need({...other, where: 'In …: ', neededCount: 400})]
  const [here, there, ...more] = quotaPatches(needs, {config, inventory})
  expect(more).toEqual([])
  expect(here).toMatchObject({id: 'quota-L-1216C47A', request: {operation: 'RequestServiceQuotaIncrease'}})
  expect(here?.place).toBeUndefined()
  expect(there).toMatchObject({id: 'quota-L-1216C47A-210987654321-eu-west-1', place: other})
  expect(Number(here?.after['DesiredValue'])).toBeGreaterThanOrEqual(500)
  expect(Number(there?.after['DesiredValue'])).toBeLessThan(500)
})

test('what is enough, and what was not read, is asked for nowhere', () => {
  expect(quotaPatches([need({limitCount: 400}), need({limitCount: null})], {config, inventory})).toEqual([])
})
