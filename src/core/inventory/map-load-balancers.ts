import type {Inventory} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {loadBalancerDimension, loadBalancerName, targetGroupDimension} from './arn.js'
import {elementsOf, objectsAt, textAt, textsAt} from './aws-field.js'
import {byName} from './by-name.js'

/** The load balancers of a snapshot, with CloudWatch's name of each. Throws SNAPSHOT_INVALID. */
export function mapLoadBalancers(snapshot: Snapshot): Inventory['loadBalancers'] {
  return elementsOf('loadBalancers', snapshot.loadBalancers)
    .map((balancer) => ({
      name: textAt(balancer, 'LoadBalancerName'),
      dimension: loadBalancerDimension(balancer, 'LoadBalancerArn', textAt(balancer, 'LoadBalancerArn')),
      zones: objectsAt(balancer, 'AvailabilityZones')
        .map((zone) => textAt(zone, 'ZoneName'))
        .sort(),
    }))
    .sort(byName)
}

/** The target groups of a snapshot, with CloudWatch's name of each and the load balancers that send to it by name. */
export function mapTargetGroups(snapshot: Snapshot): Inventory['targetGroups'] {
  return elementsOf('targetGroups', snapshot.targetGroups)
    .map((group) => ({
      name: textAt(group, 'TargetGroupName'),
      arn: textAt(group, 'TargetGroupArn'),
      dimension: targetGroupDimension(group, 'TargetGroupArn', textAt(group, 'TargetGroupArn')),
      loadBalancers: textsAt(group, 'LoadBalancerArns')
        .map((arn) => loadBalancerName(group, 'LoadBalancerArns', arn))
        .sort(),
    }))
    .sort(byName)
}
