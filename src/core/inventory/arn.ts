import {type AwsElement, invalid} from './aws-field.js'

/** CloudWatch's name of a target group, `targetgroup/shop-web/6d0ecf831eec9f09`: the tail of its ARN. */
export function targetGroupDimension(element: AwsElement, field: string, arn: string): string {
  return tail(element, field, arn, /:(targetgroup\/[^/]+\/[^/]+)$/)
}

/** The name in a target group's ARN. */
export function targetGroupName(element: AwsElement, field: string, arn: string): string {
  return tail(element, field, arn, /:targetgroup\/([^/]+)\/[^/]+$/)
}

/** CloudWatch's name of a load balancer, `app/shop/50dc6c495c0c9188`: the tail of its ARN. */
export function loadBalancerDimension(element: AwsElement, field: string, arn: string): string {
  return tail(element, field, arn, /:loadbalancer\/([^/]+\/[^/]+\/[^/]+)$/)
}

/** The name in a load balancer's ARN. */
export function loadBalancerName(element: AwsElement, field: string, arn: string): string {
  return tail(element, field, arn, /:loadbalancer\/[^/]+\/([^/]+)\/[^/]+$/)
}

/** The name in an Auto Scaling group's ARN. */
export function autoScalingGroupName(element: AwsElement, field: string, arn: string): string {
  return tail(element, field, arn, /:autoScalingGroupName\/(.+)$/)
}

/** The cluster's name in its ARN; ECS also takes the plain name. */
export function clusterName(element: AwsElement, field: string, arn: string): string {
  return tail(element, field, arn, /(?:^|:cluster\/)([^/:]+)$/)
}

function tail(element: AwsElement, field: string, arn: string, shape: RegExp): string {
  const found = shape.exec(arn)?.[1]
  if (found !== undefined) return found
  throw invalid(element, field, `expected an ARN, found ${JSON.stringify(arn)}`)
}
