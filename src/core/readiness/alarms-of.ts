import type {Alarm, NatGateway, QuotaRequest} from '../../documents/readiness-facts.js'
import type {AwsObject, Watch} from '../../documents/snapshot.js'
import {
  type AwsElement,
  elementsOf,
  flagAt,
  numberAt,
  objectsAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from '../inventory/aws-field.js'

/**
 * The metric alarms of a place with every metric that they are made from; null where they were not read. An alarm tells
 * somebody where it has an action that is switched on, or where a composite alarm that has one names it.
 *
 * Throws SNAPSHOT_INVALID, like all in this file.
 */
export function alarmsOf({alarms}: Watch): Alarm[] | null {
  if (alarms === undefined) return null
  const elements = elementsOf('alarms', alarms)
  const composite = elements.filter((one) => optionalTextAt(one, 'AlarmRule') !== null && hasAction(one))
  const rules = composite.map((one) => textAt(one, 'AlarmRule'))
  return elements
    .filter((one) => optionalTextAt(one, 'AlarmRule') === null)
    .map((one) => {
      const name = textAt(one, 'AlarmName')
      return {
        name,
        metrics: metricsOf(one),
        state: stateOf(one),
        tellsSomebody: hasAction(one) || rules.some((rule) => rule.includes(`"${name}"`) || rule.includes(`(${name})`)),
      }
    })
}

/** Actions of Auto Scaling scale, and tell nobody. */
function hasAction(alarm: AwsElement): boolean {
  const actions = textsAt(alarm, 'AlarmActions').filter((arn) => !/:(autoscaling|swf):|:automate:/.test(arn))
  // AWS writes the flag always; one that is missing is no sign that actions are off.
  return actions.length > 0 && (alarm.value['ActionsEnabled'] === undefined || flagAt(alarm, 'ActionsEnabled'))
}

function stateOf(alarm: AwsElement): Alarm['state'] {
  const state = optionalTextAt(alarm, 'StateValue')
  return state === 'OK' || state === 'ALARM' ? state : 'INSUFFICIENT_DATA'
}

function metricsOf(alarm: AwsElement): Alarm['metrics'] {
  const single = optionalTextAt(alarm, 'MetricName') === null ? [] : [metricOf(alarm)]
  const several = objectsAt(alarm, 'Metrics').flatMap((query) => {
    const stat = optionalObjectAt(query, 'MetricStat')
    const metric = stat === null ? null : optionalObjectAt(stat, 'Metric')
    return metric === null ? [] : [metricOf(metric)]
  })
  return [...single, ...several]
}

function metricOf(element: AwsElement): Alarm['metrics'][number] {
  const dimensions = objectsAt(element, 'Dimensions').map((one): [string, string] => [
    textAt(one, 'Name'),
    textAt(one, 'Value'),
  ])
  return {
    namespace: optionalTextAt(element, 'Namespace') ?? '',
    name: textAt(element, 'MetricName'),
    dimensions: Object.fromEntries(dimensions),
  }
}

/** NAT gateways with the zone of their subnet; null where they were not read. */
export function natGatewaysOf({natGateways, natSubnets = []}: Watch): NatGateway[] | null {
  if (natGateways === undefined) return null
  const zones = new Map(
    elementsOf('natSubnets', natSubnets).map((subnet) => [
      textAt(subnet, 'SubnetId'),
      optionalTextAt(subnet, 'AvailabilityZone'),
    ]),
  )
  return elementsOf('natGateways', natGateways).map((one) => ({
    id: textAt(one, 'NatGatewayId'),
    vpc: textAt(one, 'VpcId'),
    zone: zones.get(optionalTextAt(one, 'SubnetId') ?? '') ?? null,
    isRegional: optionalTextAt(one, 'AvailabilityMode') === 'regional',
  }))
}

/** The latest request for more of each quota; null where they were not read. */
export function quotaRequestsOf({quotaRequests}: Watch): QuotaRequest[] | null {
  if (quotaRequests === undefined) return null
  const all = elementsOf('quotaRequests', quotaRequests).map((one) => ({
    serviceCode: textAt(one, 'ServiceCode'),
    quotaCode: textAt(one, 'QuotaCode'),
    status: textAt(one, 'Status'),
    wantedCount: numberAt(one, 'DesiredValue'),
    at: timeOf(one.value, 'Created'),
  }))
  const sorted = [...all].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
  return [...new Map(sorted.map((one) => [`${one.serviceCode}/${one.quotaCode}`, one])).values()]
}

/** A time of AWS in UTC; null where there is none that can be read. */
export function timeOf(element: AwsObject, field: string): string | null {
  const value = element[field]
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString()
}
