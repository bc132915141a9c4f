import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler} from './estate.js'

/** A quota without a QuotaArn was never set for the account: only the default knows it. */
export const handleServiceQuotas: Record<string, Handler> = {
  GetServiceQuota: (input, estate) => {
    const quota = quotaOf(input, estate)
    if (quota?.['QuotaArn'] !== undefined) return {Quota: quota}
    throw new FakeFailure('NoSuchResourceException', 'The request failed because the specified quota does not exist.')
  },
  GetAWSDefaultServiceQuota: (input, estate) => {
    const quota = quotaOf(input, estate)
    if (quota) return {Quota: quota}
    throw new FakeFailure('NoSuchResourceException', 'The request failed because the specified quota does not exist.')
  },
}

function quotaOf(input: AwsObject, {snapshot}: FakeEstate): AwsObject | undefined {
  return snapshot.quotas.find(
    (quota) => quota['ServiceCode'] === input['ServiceCode'] && quota['QuotaCode'] === input['QuotaCode'],
  )
}
