import {PublishCommand, SNSClient} from '@aws-sdk/client-sns'
import type {AwsClients} from './clients.js'
import {type Pause, repeatWrite} from './repeat-write.js'

/**
 * Publishes to an SNS topic, in the topic's own Region. `subject` is ASCII in one line of less than 100 characters,
 * `text` at most 256 KB; `attributes` are what subscriptions can filter by. A write: to AWS's own host, or to that of
 * --endpoint-url. Throws what `explainFailure` makes of a failure, and ENDPOINT_NOT_AWS.
 */
export async function publishTopic(
  clients: AwsClients,
  {
    topic,
    subject,
    text,
    attributes,
  }: {topic: string; subject: string; text: string; attributes: Readonly<Record<string, string>>},
  pause?: Pause,
): Promise<void> {
  const region = topic.split(':')[3]
  const client = clients.writer().of(SNSClient, region)
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, {DataType: 'String', StringValue}]),
  )
  const command = new PublishCommand({TopicArn: topic, Subject: subject, Message: text, MessageAttributes})
  const doing = {service: 'sns', operation: 'Publish', resource: topic}
  await repeatWrite(clients, doing, () => client.send(command), pause)
}
