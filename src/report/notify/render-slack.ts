import type {Message} from '../../documents/message.js'
import {cutText} from './cut-text.js'
import {type MessageWords, messageWords} from './message-words.js'

/**
 * What Slack takes of one message: blocks, characters of a section, of a header, and of all together, whatever the docs
 * say of the last.
 *
 * @source https://docs.slack.dev/reference/block-kit/blocks and https://github.com/slackapi/bolt-js/issues/2509
 */
export const slackLimits = {blockCount: 50, sectionCount: 3000, headerCount: 150, allCount: 13_000} as const

type Block = {type: 'header' | 'section' | 'divider' | 'context'; [member: string]: unknown}

/** Characters of blocks that are kept for the line that says what was left out. */
const reserveCount = 300
/** Characters of each block that is always there, so that all of them together leave room. */
const headCount = 600

/**
 * The body of a post to an incoming webhook of Slack: Block Kit, with a plain line for the notification on a phone.
 *
 * Names are shown as they are: `&`, `<` and `>` are entities, so that no link and no mention is made of them, nothing is
 * linked by itself, and `@here` calls nobody. Checks that do not fit are counted, never dropped in silence.
 */
export function renderSlack(message: Message): string {
  const words = messageWords(message)
  const head: Block[] = [
    {type: 'header', text: {type: 'plain_text', text: cutText(words.title, slackLimits.headerCount), emoji: false}},
    section(words.sentence, headCount),
    ...words.notices.slice(0, 4).map((notice) => section(`Note: ${notice}`, headCount)),
    ...factBlocks(words),
  ]
  const tail: Block[] = [{type: 'context', elements: [mrkdwn(escapeSlack(words.origin), headCount)]}]
  const body = [
    ...words.checks.map(checkBlock),
    ...listBlocks('What changed since the last report', words.changes),
    ...listBlocks('Lessons', words.lessons),
  ]
  const blocks = [...head, ...fitting(head, body, tail), ...tail]
  return JSON.stringify({
    text: escapeSlack(cutText(`${words.title}: ${words.sentence}`, 300)),
    blocks,
    unfurl_links: false,
    unfurl_media: false,
  })
}

/** The first blocks of a body that fit beside head and tail, and a line with how many do not. */
function fitting(head: readonly Block[], body: readonly Block[], tail: readonly Block[]): Block[] {
  const size = (blocks: readonly Block[]) => JSON.stringify(blocks).length
  let room = slackLimits.allCount - reserveCount - size([...head, ...tail])
  let places = slackLimits.blockCount - head.length - tail.length - 1
  const kept: Block[] = []
  for (const block of body) {
    room -= size([block])
    places -= 1
    if (room < 0 || places < 0) break
    kept.push(block)
  }
  const lost = body.length - kept.length
  return lost === 0 ? kept : [...kept, section(`${lost} more did not fit here: read the report.`)]
}

function factBlocks({facts}: MessageWords): Block[] {
  if (facts.length === 0) return []
  const fields = facts
    .slice(0, 10)
    .map(({label, value}) => mrkdwn(`*${escapeSlack(label)}*\n${escapeSlack(value)}`, 2000))
  return [{type: 'section', fields}]
}

function checkBlock({mark, title, message, next}: MessageWords['checks'][number]): Block {
  const todo = next === null ? '' : `\n→ ${escapeSlack(next)}`
  const text = `*${mark}* · ${escapeSlack(title)}\n${escapeSlack(message)}${todo}`
  return {type: 'section', text: mrkdwn(text, slackLimits.sectionCount)}
}

function listBlocks(title: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return []
  const text = lines.map((line) => `• ${escapeSlack(line)}`).join('\n')
  return [{type: 'section', text: mrkdwn(`*${title}*\n${text}`, slackLimits.sectionCount)}]
}

function section(text: string, count: number = slackLimits.sectionCount): Block {
  return {type: 'section', text: mrkdwn(escapeSlack(text), count)}
}

function mrkdwn(text: string, count: number): object {
  // A cut in the middle of an entity would show half of it.
  const cut = text.length <= count ? text : cutText(text, count).replace(/&[a-z]{0,4}…$/, '…')
  return {type: 'mrkdwn', text: cut === '' ? ' ' : cut, verbatim: true}
}

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}

/** Text that Slack shows as it is, but for `*`, `_` and `~`, which only change how it looks. */
export function escapeSlack(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(/@(?=here|channel|everyone|group)/gi, '@\u200b')
}
