import {
  DescribeCapacityReservationCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {ask, readInGroups} from './read-pages.js'

/** What each load balancer keeps reserved in LCUs; the API takes one a call. */
export async function readCapacityReservations(clients: AwsClients, arns: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(arns, 1, async ([LoadBalancerArn]) => {
    const doing = {service: 'elasticloadbalancing', operation: 'DescribeCapacityReservation', resource: LoadBalancerArn}
    const reply = await ask(clients, doing, () =>
      clients.of(ElasticLoadBalancingV2Client).send(new DescribeCapacityReservationCommand({LoadBalancerArn})),
    )
    const {MinimumLoadBalancerCapacity, CapacityReservationState, LastModifiedTime} = reply
    const kept = {MinimumLoadBalancerCapacity, CapacityReservationState, LastModifiedTime}
    return [plain({LoadBalancerArn, ...kept})]
  })
}
