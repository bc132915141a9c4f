import '../../seed.js'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {messageOf, testMessage} from '../../../src/core/notify/message-of.js'
import type {Message} from '../../../src/documents/message.js'
import {
  gitHubLimits,
  renderIssue,
  renderStepOutputs,
  renderStepSummary,
} from '../../../src/report/notify/render-issue.js'
import {escapeSlack, renderSlack, slackLimits} from '../../../src/report/notify/render-slack.js'
import {renderSns, snsLimits} from '../../../src/report/notify/render-text.js'
import {renderPagerDuty, renderTeams} from '../../../src/report/notify/render-webhook.js'
import {toldCheck, toldReport} from './told-report.js'

type Block = {
  type: string
  text?: {text: string; type: string; verbatim?: boolean}
  fields?: {text: string}[]
  elements?: {text: string}[]
}
type Post = {text: string; blocks: Block[]}

const message = messageOf({report: toldReport(), previous: {readiness: {verdict: 'at-risk', scorePoints: 71}}})
const slackOf = (one: Message) => JSON.parse(renderSlack(one)) as Post
const textsOf = ({blocks}: Post) =>
  blocks
    .flatMap(({text, fields = [], elements = []}) => [...(text ? [text] : []), ...fields, ...elements])
    .map(({text}) => text)

/** A message whose every name and sentence is this text, with so many checks. */
function messageWith(text: string, checkCount = 3): Message {
  const checks = Array.from({length: checkCount}, (_, i) =>
    toldCheck({id: `c${i}`, title: text, message: text, next: text}),
  )
  const changes = [{label: text, before: text, after: text, direction: 'worse' as const, because: text}]
  return {
    ...message,
    service: text,
    eventName: text,
    sentence: text,
    checks,
    changes,
    lessons: [text],
    notices: [{severity: 'bad', code: 'X', message: text, next: text}],
  }
}

describe('Slack', () => {
  test('the message reads so', () => {
    const post = slackOf(message)
    expect(post.text).toBe(
      'NOT READY · score 58 (was 71) · Black Friday 2026 · shop-prod: The web tier is short for 12 h 35 min on Fri 27 Nov.',
    )
    expect(textsOf(post)).toMatchInlineSnapshot(`
      [
        "NOT READY · score 58 (was 71) · Black Friday 2026 · shop-prod",
        "The web tier is short for 12 h 35 min on Fri 27 Nov.",
        "*Window*
      Thu 26 Nov 18:00 → Sat 28 Nov 02:00 EST",
        "*Opens in*
      3 d 12 h",
        "*Peak, requests/s*
      P50 10,210, P90 12,694, P99 14,965 at Fri 27 Nov 20:00",
        "*Short with today's limits*
      12 h 35 min of the window",
        "*Verdict before*
      AT RISK",
        "*FAILED* · Web capacity covers P90 (must)
      short 12 h 35 min on Fri 27 Nov
      → raise MaxSize of shop-web-asg to 66",
        "*warning* · Load test
      19 days old",
        "ecom-plan report r-20261123-1100 · shop-prod · 123456789012 · us-east-1 · Mon 23 Nov 2026 06:00 EST",
      ]
    `)
  })

  test('whatever the texts and however many checks, it keeps to what Slack takes', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 3500}), fc.integer({min: 0, max: 60}), (text, count) => {
        const post = slackOf(messageWith(text, count))
        expect(post.blocks.length).toBeLessThanOrEqual(slackLimits.blockCount)
        expect(JSON.stringify(post.blocks).length).toBeLessThanOrEqual(slackLimits.allCount)
        for (const {type, text: one} of post.blocks) {
          if (type === 'header') expect(one?.text.length).toBeLessThanOrEqual(slackLimits.headerCount)
          if (type === 'section' && one) expect(one.text.length).toBeLessThanOrEqual(slackLimits.sectionCount)
        }
      }),
      {numRuns: 25},
    )
  })

  test('200 checks: as many as fit, and how many did not', () => {
    const post = slackOf(messageWith('a check of the usual length, as they mostly are', 200))
    expect(JSON.stringify(post).length).toBeLessThanOrEqual(slackLimits.allCount)
    expect(textsOf(post).at(-2)).toMatch(/^\d+ more did not fit here: read the report\.$/)
  })

  test('no name links, mentions or calls anybody', () => {
    const nasty = '<!channel> <@U1> <https://evil.example|click> @here & @Channel'
    const text = textsOf(slackOf(messageWith(nasty)))
      .slice(1)
      .join('\n')
    expect(text).not.toMatch(/<[!@h]/)
    expect(text).not.toMatch(/@(here|channel)/i)
    expect(escapeSlack('a & b')).toBe('a &amp; b')
    const blocks = slackOf(message).blocks.filter(({text: one}) => one?.type === 'mrkdwn')
    expect(blocks.every(({text: one}) => one?.verbatim === true)).toBe(true)
  })
})

describe('SNS', () => {
  test('the mail reads so', () => {
    const {subject, text} = renderSns(message)
    expect(subject).toBe('NOT READY, score 58 (was 71), Black Friday 2026, shop-prod')
    expect(text).toContain('  FAILED  Web capacity covers P90 (must)\n      short 12 h 35 min on Fri 27 Nov')
  })

  test('whatever the names: a subject in ASCII without a line break, a text within 256 KB', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 300}), (text) => {
        const made = renderSns(messageWith(text))
        expect(made.subject).toMatch(/^[!-~][ -~]{0,98}$/)
        expect(Buffer.byteLength(made.text)).toBeLessThanOrEqual(snsLimits.messageBytes)
      }),
      {numRuns: 40},
    )
    expect(Buffer.byteLength(renderSns(messageWith('é'.repeat(2000), 200)).text)).toBeLessThanOrEqual(
      snsLimits.messageBytes,
    )
  })
})

describe('GitHub', () => {
  test('an issue begins with its marker, which is the same for the next report and another for another event', () => {
    const issue = renderIssue(message)
    expect(issue.body.split('\n')[0]).toBe(
      '<!-- ecom-plan-issue 123456789012/us%2Deast%2D1/shop%2Dprod/black%2Dfriday%2D2026 -->',
    )
    expect(renderIssue({...message, reportId: 'r2', scorePoints: 90}).marker).toBe(issue.marker)
    expect(renderIssue({...message, eventId: 'other'}).marker).not.toBe(issue.marker)
    expect(renderIssue(messageWith('--> <img src=x>')).marker).toMatch(/^<!-- [^<>]* -->$/)
  })

  test('bodies keep to the budget, also with a report that does not fit', () => {
    for (const issue of [renderIssue(messageWith('ü'.repeat(3000), 200)), renderIssue(message, 'x'.repeat(70_000))]) {
      expect(Buffer.byteLength(issue.body)).toBeLessThanOrEqual(gitHubLimits.issueBytes)
      expect(issue.body.startsWith(issue.marker)).toBe(true)
    }
    expect(renderIssue(message, '# whole').body).toBe(`${renderIssue(message).marker}\n# whole`)
    expect(Buffer.byteLength(renderStepSummary(message, 'x'.repeat(1_048_576)))).toBeLessThanOrEqual(
      gitHubLimits.summaryBytes,
    )
  })

  test('no name mentions anybody, refers to an issue, or is markup', () => {
    const {body, marker} = renderIssue(messageWith('@octocat #12 GH-3 <script> [a](b) **c** | `d`'))
    expect(body.slice(marker.length)).not.toMatch(/@octocat|#12|GH-3|<script|\[a\]\(b\)|\*\*c\*\*/)
  })

  test('outputs of a step: no name can add one', () => {
    const outputs = renderStepOutputs({...message, eventId: 'a\nverdict=ready'})
    expect(outputs.split('\n')).toEqual([
      'verdict=not-ready',
      'score=58',
      'event=a verdict=ready',
      'report-id=r-20261123-1100',
      '',
    ])
  })
})

describe('Teams', () => {
  test('a card within 28 KB whose names stand in text runs', () => {
    const text = renderTeams(messageWith('[a](https://evil.example) <at>all</at>', 200))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(28_000)
    const {attachments} = JSON.parse(text)
    expect(attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive')
    const {body} = attachments[0].content
    expect(body.filter(({type}: Block) => type === 'TextBlock')).toEqual([])
    expect(body.at(-2).inlines[0].text).toMatch(/more did not fit/)
  })
})

describe('PagerDuty', () => {
  const eventOf = (given: Partial<Message>, tellsAtRisk = false) =>
    JSON.parse(renderPagerDuty({...message, ...given}, {tellsAtRisk}))

  test('one incident an event: triggered while not ready, resolved by the same key', () => {
    const trigger = eventOf({})
    expect(trigger).toMatchObject({event_action: 'trigger', payload: {severity: 'critical', timestamp: message.at}})
    const resolved = eventOf({verdict: 'ready', scorePoints: 92, reportId: 'r2'})
    expect(resolved).toEqual({event_action: 'resolve', dedup_key: trigger.dedup_key})
    expect(eventOf({eventId: 'other'}).dedup_key).not.toBe(trigger.dedup_key)
    expect(eventOf({isAfterEvent: true}).event_action).toBe('resolve')
  })

  test('at risk wakes nobody unless asked', () => {
    expect(eventOf({verdict: 'at-risk'}).event_action).toBe('resolve')
    expect(eventOf({verdict: 'at-risk'}, true)).toMatchObject({event_action: 'trigger', payload: {severity: 'warning'}})
  })

  test('within 512 KB and 1,024 characters of summary', () => {
    const text = renderPagerDuty(messageWith('x'.repeat(4000), 300), {tellsAtRisk: true})
    expect(JSON.parse(text).payload.summary.length).toBeLessThanOrEqual(1024)
    expect(text.length).toBeLessThan(512_000)
  })
})

test('a test says so in each form, and opens no issue of an event', () => {
  const test = testMessage({
    service: 'shop',
    account: '123456789012',
    region: 'us-east-1',
    timezone: 'UTC',
    at: message.at,
  })
  expect(slackOf(test).text).toMatch(/^TEST · /)
  expect(renderSns(test).subject).toMatch(/^TEST, /)
  expect(renderTeams(test)).toContain('TEST · ')
  expect(JSON.parse(renderPagerDuty(test, {tellsAtRisk: true}))).toMatchObject({payload: {severity: 'info'}})
  expect(renderIssue(test)).toMatchObject({title: 'TEST of notifications by ecom-plan', isOpen: false})
})
