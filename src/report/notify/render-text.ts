import type {Message} from '../../documents/message.js'
import {fitBytes, type Section} from '../markdown/fit-bytes.js'
import {cutText} from './cut-text.js'
import {messageWords} from './message-words.js'

/** @source https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const snsLimits = {subjectCount: 100, messageBytes: 262_144} as const

/** Subject and text of a mail, as SNS takes them: ASCII in one line; UTF-8 in at most 256 KB. */
export function renderSns(message: Message): {subject: string; text: string} {
  return {subject: subjectOf(message), text: renderMessageText(message, snsLimits.messageBytes)}
}

/** SNS refuses a subject that is longer than 99 characters, is not ASCII, or does not begin with a letter, digit or mark. */
function subjectOf(message: Message): string {
  const {title} = messageWords(message)
  const ascii = title
    .replaceAll(' · ', ', ')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '?')
  return ascii.length < snsLimits.subjectCount ? ascii : `${cutText(ascii, snsLimits.subjectCount - 3).slice(0, -1)}...`
}

/** A message as plain text of at most `maxBytes` in UTF-8: the last details go first. */
function renderMessageText(message: Message, maxBytes: number): string {
  const words = messageWords(message)
  const checks = words.checks.map(({mark, title, message: text, next}) =>
    [`  ${mark}  ${title}`, `      ${text}`, ...(next === null ? [] : [`      -> ${next}`])].join('\n'),
  )
  const sections: Section[] = [
    {
      name: 'head',
      lead: [words.title, words.sentence, ...words.notices.map((one) => `Note: ${one}`)],
      items: [],
      dropOrder: null,
    },
    {name: 'facts', lead: words.facts.map(({label, value}) => `${label}: ${value}`), items: [], dropOrder: null},
    {name: 'checks', lead: ['Checks that did not pass'], items: checks, dropOrder: 3},
    {name: 'changes', lead: ['Since the last report'], items: words.changes.map((one) => `  ${one}`), dropOrder: 2},
    {name: 'lessons', lead: ['Lessons'], items: words.lessons.map((one) => `  ${one}`), dropOrder: 1},
    {name: 'origin', lead: [words.origin], items: [], dropOrder: null},
  ]
  return fitBytes(sections.filter(hasText), maxBytes)
}

function hasText({lead, items, dropOrder}: Section): boolean {
  return dropOrder === null ? lead.length > 0 : items.length > 0
}
