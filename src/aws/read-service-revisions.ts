import {DescribeServiceRevisionsCommand, ECSClient} from '@aws-sdk/client-ecs'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {readServices} from './read-ecs.js'
import {ask} from './read-pages.js'
import {objectsOf, textOf} from './snapshot-fields.js'

/**
 * The revisions that a service runs, the oldest first; none where there is no such service. They say what a service
 * itself does not, such as how often it publishes its metrics. One without a revision gives itself.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html
 */
export async function readServiceRevisions(clients: AwsClients, cluster: string, name: string): Promise<AwsObject[]> {
  const [service] = await readServices(clients, cluster, [name])
  if (service === undefined) return []
  const serviceRevisionArns = objectsOf(service, 'currentServiceRevisions').map((one) => textOf(one, 'arn'))
  if (serviceRevisionArns.length === 0) return [service]
  const doing = {service: 'ecs', operation: 'DescribeServiceRevisions', resource: `${cluster}/${name}`}
  const reply = await ask(clients, doing, () =>
    clients.of(ECSClient).send(new DescribeServiceRevisionsCommand({serviceRevisionArns})),
  )
  const revisions = (reply.serviceRevisions ?? []).map(plain)
  return revisions.sort((a, b) => textOf(a, 'createdAt').localeCompare(textOf(b, 'createdAt')))
}
