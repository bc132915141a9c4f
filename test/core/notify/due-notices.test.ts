import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {dueNotices} from '../../../src/core/notify/due-notices.js'
import type {NotifyTarget} from '../../../src/documents/config-notify.js'

const verdicts = ['ready', 'at-risk', 'not-ready'] as const
type Verdict = (typeof verdicts)[number]

const slack = (when: NotifyTarget['when']): NotifyTarget => ({kind: 'slack', url: 'env:X', when})
const pager = (when: NotifyTarget['when']): NotifyTarget => ({
  kind: 'webhook',
  template: 'pagerduty',
  token: 'env:X',
  when,
})
const isDue = (target: NotifyTarget, verdict: Verdict, previousVerdict: Verdict | null) =>
  dueNotices({targets: [target], verdict, previousVerdict, kinds: null})[0]?.isDue

test.each([
  ['always', 'ready', 'ready', true],
  ['verdict-change', 'ready', 'ready', false],
  ['verdict-change', 'not-ready', 'ready', true],
  ['verdict-change', 'ready', null, true],
  ['not-ready', 'not-ready', 'not-ready', true],
  ['not-ready', 'at-risk', 'not-ready', false],
  ['not-ready', 'ready', null, false],
] as const)('when %s, a verdict of %s after %s: %s', (when, verdict, before, due) => {
  expect(isDue(slack(when), verdict, before)).toBe(due)
})

test('an incident and an issue that are open hear that the shop is no longer not-ready', () => {
  const issue: NotifyTarget = {
    kind: 'github-issue',
    repository: 'a/b',
    token: 'env:X',
    apiUrl: 'https://api.github.com',
    when: 'not-ready',
  }
  for (const target of [pager('not-ready'), issue]) {
    expect(isDue(target, 'ready', 'not-ready')).toBe(true)
    expect(isDue(target, 'ready', 'at-risk')).toBe(false)
  }
})

test('every target gets an answer with its reason, and what --notify leaves out is never due', () => {
  const anyVerdict = fc.constantFrom(...verdicts)
  const anyTarget = fc
    .tuple(fc.constantFrom(slack, pager), fc.constantFrom('always', 'verdict-change', 'not-ready'))
    .map(([make, when]) => make(when as NotifyTarget['when']))
  fc.assert(
    fc.property(fc.array(anyTarget), anyVerdict, fc.option(anyVerdict), (targets, verdict, previousVerdict) => {
      const all = dueNotices({targets, verdict, previousVerdict, kinds: null})
      expect(all.map(({index}) => index)).toEqual(targets.map((_, i) => i))
      expect(all.every(({because}) => because.length > 5)).toBe(true)
      const some = dueNotices({targets, verdict, previousVerdict, kinds: ['slack']})
      expect(some.filter(({target, isDue}) => isDue && target.kind !== 'slack')).toEqual([])
      // A shop that is not ready is told to everybody but those who hear of changes alone.
      if (verdict === 'not-ready') {
        expect(all.filter(({isDue, target}) => !isDue && target.when !== 'verdict-change')).toEqual([])
      }
    }),
  )
})
