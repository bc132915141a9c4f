import type {Message} from '../../documents/message.js'
import {utf8Bytes} from '../markdown/fit-bytes.js'
import {cutText} from './cut-text.js'
import {messageWords} from './message-words.js'

/** The message itself, for whoever reads JSON: its schema is `ecom-plan.message/v1`. */
export function renderWebhookJson(message: Message): string {
  return JSON.stringify(message)
}

/** Teams refuses a post above 28 KB. */
const teamsBytes = 28_000
const cardTextCount = 600

/**
 * An Adaptive Card in the envelope that a Teams workflow ("when a webhook request is received") takes. Names stand in
 * text runs, which know no Markdown, so that nothing is linked or mentioned.
 *
 * @source https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function renderTeams(message: Message): string {
  const words = messageWords(message)
  const color = {ready: 'good', 'at-risk': 'warning', 'not-ready': 'attention'}[message.verdict]
  const lines = [
    ...words.notices.map((notice) => run(`Note: ${notice}`)),
    ...words.checks.map(({mark, title, message: text, next}) =>
      run(`${mark} · ${title}: ${text}${next === null ? '' : ` → ${next}`}`),
    ),
    ...words.changes.map((change) => run(change)),
    ...words.lessons.map((lesson) => run(lesson)),
  ]
  const card = (shown: readonly object[]) => {
    const lost = lines.length - shown.length
    const body = [
      run(words.title, {weight: 'bolder', size: 'large', color: message.isTest ? 'default' : color}),
      run(words.sentence),
      ...(words.facts.length === 0 ? [] : [facts(words.facts)]),
      ...shown,
      ...(lost === 0 ? [] : [run(`${lost} more did not fit here: read the report.`)]),
      run(words.origin, {isSubtle: true, size: 'small'}),
    ]
    const content = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      body,
    }
    const contentType = 'application/vnd.microsoft.card.adaptive'
    return JSON.stringify({type: 'message', attachments: [{contentType, contentUrl: null, content}]})
  }
  let count = lines.length
  while (count > 0 && utf8Bytes(card(lines.slice(0, count))) > teamsBytes) count -= 1
  return card(lines.slice(0, count))
}

function run(text: string, style: object = {}): object {
  return {type: 'RichTextBlock', inlines: [{type: 'TextRun', text: cutText(text, cardTextCount), ...style}]}
}

/** The values of a fact set know Markdown, but these are words and figures of our own. */
function facts(words: readonly {label: string; value: string}[]): object {
  return {type: 'FactSet', facts: words.map(({label, value}) => ({title: label, value: cutText(value, cardTextCount)}))}
}

/** @source https://developer.pagerduty.com/docs/events-api-v2-overview */
export const pagerDutyUrl = 'https://events.pagerduty.com/v2/enqueue'
const summaryCount = 1024

/**
 * An event of PagerDuty's Events API v2. One event of the shop is one incident, by its dedup key: triggered while it is
 * not ready, or at risk where `tellsAtRisk`, and resolved when it is ready or over. A test is an incident of its own.
 * The routing key is put in where it is sent.
 */
export function renderPagerDuty(message: Message, {tellsAtRisk}: {tellsAtRisk: boolean}): string {
  const words = messageWords(message)
  const isBad = message.verdict === 'not-ready' || (message.verdict === 'at-risk' && tellsAtRisk)
  const isOpen = message.isTest || (isBad && !message.isAfterEvent)
  const head = {event_action: isOpen ? 'trigger' : 'resolve', dedup_key: dedupKey(message)}
  if (!isOpen) return JSON.stringify(head)
  const severity = message.isTest ? 'info' : message.verdict === 'not-ready' ? 'critical' : 'warning'
  return JSON.stringify({
    ...head,
    client: 'ecom-plan',
    payload: {
      summary: cutText(`${words.title}: ${words.sentence}`, summaryCount),
      source: `${message.service} ${message.account} ${message.region}`,
      severity,
      timestamp: message.at,
      component: message.eventId,
      class: 'peak readiness',
      custom_details: {
        ...Object.fromEntries(words.facts.map(({label, value}) => [label, value])),
        checks: words.checks
          .slice(0, 20)
          .map(({mark, title, message: text}) => cutText(`${mark}: ${title}: ${text}`, 300)),
        report: words.origin,
      },
    },
  })
}

/** At most 255 characters; one of service, account, Region and event. */
function dedupKey({service, account, region, eventId}: Message): string {
  return cutText(`ecom-plan/${account}/${region}/${eventId}/${service}`, 255)
}
