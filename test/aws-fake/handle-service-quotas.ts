import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler, pageOf} from './estate.js'

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
  ListRequestedServiceQuotaChangeHistoryByQuota: (input, {quotaRequests, pageSize}) =>
    pageOf({
      list: 'RequestedQuotas',
      elements: quotaRequests.filter((one) => isOf(one, input)),
      token: input['NextToken'],
      size: pageSize,
    }),
}

/**
 * A request must be for more than there is, and one is open at a time.
 *
 * @source https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
 */
export const writeServiceQuotas: Record<string, Handler> = {
  RequestServiceQuotaIncrease: (input, estate) => {
    const quota = quotaOf(input, estate)
    if (!quota) throw new FakeFailure('NoSuchResourceException', 'The specified quota does not exist.')
    if (quota['Adjustable'] !== true) throw new FakeFailure('IllegalArgumentException', 'The quota is not adjustable.')
    if (Number(input['DesiredValue']) <= Number(quota['Value'])) {
      throw new FakeFailure('IllegalArgumentException', 'You must provide a quota value greater than the current one.')
    }
    if (estate.quotaRequests.some((one) => isOf(one, input) && isOpen(one))) {
      throw new FakeFailure(
        'ResourceAlreadyExistsException',
        'Only one open service quota increase request is allowed.',
      )
    }
    const Id = `request-${estate.quotaRequests.length + 1}`
    const RequestedQuota = {...input, Id, Status: 'PENDING', Created: new Date(estate.now)}
    estate.quotaRequests.push(RequestedQuota)
    return {RequestedQuota}
  },
}

const isOpen = ({Status}: AwsObject) => Status === 'PENDING' || Status === 'CASE_OPENED'
const isOf = (one: AwsObject, {ServiceCode, QuotaCode}: AwsObject) =>
  one['ServiceCode'] === ServiceCode && one['QuotaCode'] === QuotaCode

function quotaOf(input: AwsObject, {snapshot}: FakeEstate): AwsObject | undefined {
  return snapshot.quotas.find(
    (quota) => quota['ServiceCode'] === input['ServiceCode'] && quota['QuotaCode'] === input['QuotaCode'],
  )
}
