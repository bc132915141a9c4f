import {CloudWatchClient, PutMetricDataCommand} from '@aws-sdk/client-cloudwatch'
import {metricNamespace, type ReadinessMetric} from '../documents/readiness-metric.js'
import type {AwsClients} from './clients.js'
import {type Pause, repeatWrite} from './repeat-write.js'

/**
 * Puts the metrics of a report into CloudWatch, each for its service and event, and the score for the service alone as
 * well: an alarm on that one outlives the event. A write: to AWS's own host, or to that of --endpoint-url. Throws what
 * `explainFailure` makes of a failure, and ENDPOINT_NOT_AWS.
 */
export async function putReadinessMetrics(
  clients: AwsClients,
  metrics: readonly ReadinessMetric[],
  pause?: Pause,
): Promise<void> {
  const client = clients.writer().of(CloudWatchClient)
  const MetricData = metrics.flatMap(({name, unit, value, at, service, eventId}) => {
    const of = [{Name: 'Service', Value: service}]
    const datum = {MetricName: name, Unit: unit, Value: value, Timestamp: new Date(at)}
    const ofEvent = {...datum, Dimensions: [...of, {Name: 'Event', Value: eventId}]}
    return name === 'ReadinessScore' ? [ofEvent, {...datum, Dimensions: of}] : [ofEvent]
  })
  const command = new PutMetricDataCommand({Namespace: metricNamespace, MetricData})
  await repeatWrite(clients, {service: 'cloudwatch', operation: 'PutMetricData'}, () => client.send(command), pause)
}
