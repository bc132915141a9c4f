import {
  paginateListRequestedServiceQuotaChangeHistoryByQuota,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readPages} from './read-pages.js'

/** What was asked for of a quota, whatever came of it. */
export async function readQuotaRequests(
  clients: AwsClients,
  quota: {ServiceCode: string; QuotaCode: string},
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {
      service: 'servicequotas',
      operation: 'ListRequestedServiceQuotaChangeHistoryByQuota',
      resource: `quota ${quota.ServiceCode}/${quota.QuotaCode}`,
    },
    paginateListRequestedServiceQuotaChangeHistoryByQuota({client: clients.of(ServiceQuotasClient)}, quota),
    (page) => page.RequestedQuotas,
  )
}
