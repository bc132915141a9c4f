import type {AwsClients} from '../aws/clients.js'
import type {Config} from '../documents/config.js'
import type {ReadinessMetric} from '../documents/readiness-metric.js'
import {readSecret} from '../notify/read-secret.js'
import type {Way} from '../notify/send-http.js'
import {type HttpCall, type Patience, sendHttp, usualPatience} from '../notify/send-http.js'
import {updateIssue} from '../notify/update-issue.js'
import type {AwsFlagValues} from './aws-flags.js'
import type {Warning} from './base-command.js'

/** The doors through which others are told. */
export type NotifyEdges = {
  secret: (reference: string) => Promise<string>
  send: (call: HttpCall) => Promise<unknown>
  issue: (
    target: Parameters<typeof updateIssue>[0],
    text: Parameters<typeof updateIssue>[1],
  ) => Promise<{number: number; isNew: boolean}>
  publish: (message: {
    topic: string
    subject: string
    text: string
    attributes: Record<string, string>
  }) => Promise<void>
  putMetrics: (metrics: readonly ReadinessMetric[]) => Promise<void>
}
export type OpenEdges = (opening: {
  config: Config
  folder: string
  flags: AwsFlagValues
  onWarning: (warning: Warning) => void
}) => Promise<NotifyEdges>

/** The usual doors: AWS with the credentials of the config, and the rest by the way that leads to AWS. */
export const openNotifyEdges: OpenEdges = (opening) => openWith(opening, usualPatience)

/** The same with another patience, for tests that must not wait. */
export async function openWith(
  {config, folder, flags, onWarning}: Parameters<OpenEdges>[0],
  patience: Patience,
): Promise<NotifyEdges> {
  const {profile} = config.aws
  let made: Promise<AwsClients> | null = null
  const clients = () => {
    made ??= clientsOf(config.aws, flags['endpoint-url'])
    return made
  }
  let found: Promise<Way> | null = null
  const way = () => {
    found ??= wayOf(profile)
    return found
  }
  return {
    secret: (reference) =>
      readSecret(reference, {
        env: process.env,
        folder,
        onWarning,
        readParameter: async (name) => (await import('../aws/read-secrets.js')).readParameter(await clients(), name),
        readSecretValue: async (name) =>
          (await import('../aws/read-secrets.js')).readSecretValue(await clients(), name),
      }),
    send: async (call) => sendHttp(call, await way(), patience),
    issue: async (target, text) => updateIssue(target, text, await way(), patience),
    publish: async (message) =>
      (await import('../aws/publish-topic.js')).publishTopic(await clients(), message, patience.pause),
    putMetrics: async (metrics) =>
      (await import('../aws/put-readiness-metrics.js')).putReadinessMetrics(await clients(), metrics, patience.pause),
  }
}

async function clientsOf(place: Config['aws'], endpointUrl: string | undefined): Promise<AwsClients> {
  const {makeClients} = await import('../aws/clients.js')
  return makeClients({...place, endpointUrl})
}

async function wayOf(profile: string | undefined): Promise<Way> {
  const {wayOutside} = await import('../aws/connection.js')
  return wayOutside({profile})
}
