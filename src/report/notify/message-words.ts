import type {Message, MessageCheck} from '../../documents/message.js'
import {duration, rate, whole} from '../number.js'
import {plainText} from '../plain-text.js'
import {eventClock} from '../time.js'

const verdicts: Record<Message['verdict'], string> = {ready: 'READY', 'at-risk': 'AT RISK', 'not-ready': 'NOT READY'}
const marks: Record<MessageCheck['status'], string> = {
  pass: 'ok',
  warn: 'warning',
  fail: 'FAILED',
  unknown: 'not known',
}

/** What a message says, in plain words on one line each and not yet escaped for any target. */
export type MessageWords = {
  title: string
  /** `NOT READY`, `TEST`, `AFTER THE EVENT`. */
  badge: string
  sentence: string
  facts: {label: string; value: string}[]
  notices: string[]
  checks: {mark: string; title: string; message: string; next: string | null}[]
  changes: string[]
  lessons: string[]
  /** Where it comes from. */
  origin: string
}

/**
 * A message in words: the same for every target, so that Slack and the issue do not tell two stories. Names are free
 * text in AWS and in the config: control characters and line breaks are taken out here, markup by each target.
 */
export function messageWords(message: Message): MessageWords {
  const {isTest, isAfterEvent, scorePoints, previousScorePoints, eventName} = message
  const clock = eventClock(message.timezone)
  const was = previousScorePoints === null ? '' : ` (was ${whole(previousScorePoints)})`
  const badge = isTest ? 'TEST' : isAfterEvent ? 'AFTER THE EVENT' : verdicts[message.verdict]
  const score = isTest || isAfterEvent ? '' : ` · score ${whole(scorePoints)}${was}`
  const words = {
    title: `${badge}${score} · ${eventName}${isTest ? '' : ` · ${message.service}`}`,
    badge,
    sentence: message.sentence,
    facts: isTest ? [] : factsOf(message),
    notices: message.notices.map(({message: text, next}) => (next === null ? text : `${text}. ${next}`)),
    checks: message.checks.map((check) => ({
      mark: marks[check.status],
      title: `${check.title}${check.isMust ? ' (must)' : ''}`,
      message: check.message,
      next: check.next,
    })),
    changes: message.changes.map(
      ({label, before, after, because}) => `${label}: ${before} → ${after}${because === null ? '' : ` (${because})`}`,
    ),
    lessons: message.lessons,
    origin: `ecom-plan report ${message.reportId} · ${message.service} · ${message.account} · ${message.region} · ${clock.dated(message.at)}`,
  }
  return plainWords(words)
}

function factsOf(message: Message): MessageWords['facts'] {
  const clock = eventClock(message.timezone)
  const leadS = (Date.parse(message.windowStartAt) - Date.parse(message.at)) / 1000
  const {p50Rps, p90Rps, p99Rps} = message.peak
  const previous = message.previousVerdict
  return [
    {label: 'Window', value: clock.range(message.windowStartAt, message.windowEndAt)},
    ...(leadS > 0 ? [{label: 'Opens in', value: duration(leadS)}] : []),
    {
      label: 'Peak, requests/s',
      value: `P50 ${rate(p50Rps)}, P90 ${rate(p90Rps)}, P99 ${rate(p99Rps)} at ${clock.short(message.peakAt)}`,
    },
    {
      label: "Short with today's limits",
      value: message.shortfallS === 0 ? 'never in the window' : `${duration(message.shortfallS)} of the window`,
    },
    ...(previous === null || previous === message.verdict
      ? []
      : [{label: 'Verdict before', value: verdicts[previous]}]),
  ]
}

/** Every text of a value without line breaks, control characters and invisible marks. */
function plainWords<T>(value: T): T {
  if (typeof value === 'string') return plainText(value).trim() as T
  if (Array.isArray(value)) return value.map(plainWords) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainWords(one)])) as T
}
