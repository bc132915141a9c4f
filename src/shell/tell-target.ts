import type {NotifyTarget} from '../documents/config-notify.js'
import type {Message} from '../documents/message.js'
import {renderIssue} from '../report/notify/render-issue.js'
import {renderSlack} from '../report/notify/render-slack.js'
import {renderSns} from '../report/notify/render-text.js'
import {pagerDutyUrl, renderPagerDuty, renderTeams, renderWebhookJson} from '../report/notify/render-webhook.js'
import type {NotifyEdges} from './notify-edges.js'

type Asked<T extends NotifyTarget = NotifyTarget> = {
  target: T
  /** As messages call it. */
  name: string
  message: Message
  /** The whole report as Markdown, for an issue. */
  markdown: string | undefined
  edges: NotifyEdges
}

/** Words and sends a message for one target; what was done, in a word or two. Throws what its edge throws. */
export async function tellTarget(asked: Asked): Promise<string> {
  const {target} = asked
  switch (target.kind) {
    case 'slack':
      return tellSlack({...asked, target})
    case 'sns':
      return tellTopic({...asked, target})
    case 'webhook':
      return tellWebhook({...asked, target})
    case 'github-issue':
      return tellIssue({...asked, target})
  }
}

const json = {'content-type': 'application/json; charset=utf-8'}
type Of<K extends NotifyTarget['kind']> = Asked<Extract<NotifyTarget, {kind: K}>>

async function tellSlack({target, name, message, edges}: Of<'slack'>): Promise<string> {
  const url = await edges.secret(target.url)
  await edges.send({name, url, method: 'POST', headers: json, body: renderSlack(message)})
  return 'sent'
}

async function tellTopic({target, message, edges}: Of<'sns'>): Promise<string> {
  const {verdict, eventId, isTest} = message
  const attributes = {verdict, eventId, isTest: String(isTest)}
  await edges.publish({topic: target.topic, ...renderSns(message), attributes})
  return 'published'
}

async function tellWebhook({target, name, message, edges}: Of<'webhook'>): Promise<string> {
  const url = target.url === undefined ? pagerDutyUrl : await edges.secret(target.url)
  const token = target.token === undefined ? null : await edges.secret(target.token)
  if (target.template === 'pagerduty') {
    const tellsAtRisk = target.when !== 'not-ready'
    const send = (event: object) =>
      edges.send({name, url, method: 'POST', headers: json, body: JSON.stringify({...event, routing_key: token})})
    const event = JSON.parse(renderPagerDuty(message, {tellsAtRisk}))
    await send(event)
    // A test must not stay open.
    if (message.isTest) await send({event_action: 'resolve', dedup_key: event.dedup_key})
    return event.event_action === 'trigger' ? 'sent' : 'resolved'
  }
  const body = target.template === 'teams' ? renderTeams(message) : renderWebhookJson(message)
  const authorization = token === null ? {} : {authorization: `Bearer ${token}`}
  await edges.send({name, url, method: 'POST', headers: {...json, ...authorization}, body})
  return 'sent'
}

async function tellIssue({target, name, message, markdown, edges}: Of<'github-issue'>): Promise<string> {
  const {apiUrl, repository} = target
  const token = await edges.secret(target.token)
  const {number, isNew} = await edges.issue({name, apiUrl, repository, token}, renderIssue(message, markdown))
  return `${isNew ? 'made' : 'updated'} ${repository}#${number}`
}
