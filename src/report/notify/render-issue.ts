import type {Message} from '../../documents/message.js'
import {escapeMarkdown as md} from '../markdown/escape-markdown.js'
import {fitBytes, type Section, utf8Bytes} from '../markdown/fit-bytes.js'
import {cutText} from './cut-text.js'
import {messageWords} from './message-words.js'

/** Characters of an issue's body, and bytes of a step summary, above which GitHub takes nothing. */
export const gitHubLimits = {issueBytes: 65_536, summaryBytes: 1_048_576, titleCount: 200} as const

/** An issue as it is made or updated. `marker` is its body's first line, by which it is found again. */
export type IssueText = {title: string; body: string; marker: string; isOpen: boolean}

/**
 * The issue of an event. `markdown` is the whole report, where it is at hand and within the budget; else the message
 * alone. The title's names cannot mention anybody: GitHub does not look for mentions there.
 */
export function renderIssue(message: Message, markdown?: string): IssueText {
  const marker = markerOf(message)
  const room = gitHubLimits.issueBytes - utf8Bytes(marker) - 1
  const isFitting = markdown !== undefined && !message.isTest && utf8Bytes(markdown) <= room
  const body = isFitting ? markdown : renderMessageMarkdown(message, room)
  const title = message.isTest ? 'TEST of notifications by ecom-plan' : `Peak readiness: ${messageWords(message).title}`
  const isOpen = !message.isTest && !message.isAfterEvent && message.verdict === 'not-ready'
  return {title: cutText(title, gitHubLimits.titleCount), body: `${marker}\n${body}`, marker, isOpen}
}

/** A comment of HTML that shows nowhere; names are encoded, so that none can end it. */
function markerOf({service, account, region, eventId}: Message): string {
  const key = [account, region, service, eventId]
    .map((part) => encodeURIComponent(part).replaceAll('-', '%2D'))
    .join('/')
  return `<!-- ecom-plan-issue ${key} -->`
}

/** What is added to the summary of a step; at most 1 MiB, above which GitHub drops it whole. */
export function renderStepSummary(message: Message, markdown?: string): string {
  const isFitting = markdown !== undefined && utf8Bytes(markdown) < gitHubLimits.summaryBytes
  const text = isFitting ? markdown : renderMessageMarkdown(message, gitHubLimits.summaryBytes - 1)
  return text.endsWith('\n') ? text : `${text}\n`
}

/** What a workflow can branch on: lines for GITHUB_OUTPUT. No value has a line break. */
export function renderStepOutputs({verdict, scorePoints, eventId, reportId}: Message): string {
  const oneLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ')
  return [
    `verdict=${verdict}`,
    `score=${scorePoints}`,
    `event=${oneLine(eventId)}`,
    `report-id=${oneLine(reportId)}`,
    '',
  ].join('\n')
}

/** A message as GitHub-flavoured Markdown of at most `maxBytes` in UTF-8. Every name is escaped and mentions nobody. */
function renderMessageMarkdown(message: Message, maxBytes: number): string {
  const words = messageWords(message)
  const checks = words.checks.map(
    ({mark, title, message: text, next}) =>
      `- **${mark}** ${safe(title)}: ${safe(text)}${next === null ? '' : ` → ${safe(next)}`}`,
  )
  const sections: Section[] = [
    {
      name: 'head',
      lead: [`## ${safe(words.title)}`, '', safe(words.sentence), ...words.notices.map((one) => `\n> ${safe(one)}`)],
      items: [],
      dropOrder: null,
    },
    {
      name: 'facts',
      lead: words.facts.map(({label, value}) => `- ${safe(label)}: ${safe(value)}`),
      items: [],
      dropOrder: null,
    },
    {name: 'checks', lead: ['### Checks that did not pass', ''], items: checks, dropOrder: 3},
    {name: 'changes', lead: ['### Since the last report', ''], items: words.changes.map(item), dropOrder: 2},
    {name: 'lessons', lead: ['### Lessons', ''], items: words.lessons.map(item), dropOrder: 1},
    {name: 'origin', lead: [safe(words.origin)], items: [], dropOrder: null},
  ]
  return fitBytes(
    sections.filter(({lead, items, dropOrder}) => (dropOrder === null ? lead.length > 0 : items.length > 0)),
    maxBytes,
  )
}

const item = (line: string) => `- ${safe(line)}`
/** `#12` and `GH-12` would link to other issues, and leave a trace there. */
const safe = (text: string) =>
  md(text)
    .replaceAll(/#(?=\d)/g, '#<!-- -->')
    .replaceAll(/\bGH-(?=\d)/gi, 'GH<!-- -->-')
