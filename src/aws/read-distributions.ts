import {CloudFrontClient, paginateListDistributions} from '@aws-sdk/client-cloudfront'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readPages} from './read-pages.js'

/** CloudFront is one for all Regions, and is asked in this one. */
const cloudFrontRegion = 'us-east-1'

/** Every CloudFront distribution of the account, 100 in a call. */
export async function readAllDistributions(clients: AwsClients): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service: 'cloudfront', operation: 'ListDistributions'},
    paginateListDistributions({client: clients.of(CloudFrontClient, cloudFrontRegion), pageSize: 100}, {}),
    (page) => page.DistributionList?.Items,
  )
}
