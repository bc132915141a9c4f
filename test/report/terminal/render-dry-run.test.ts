import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ApplyFacts} from '../../../src/core/apply/checks/apply-facts.ts'
import {runChecks} from '../../../src/core/apply/checks/run-checks.ts'
import {choosePatches} from '../../../src/core/apply/choose-patches.ts'
import {reviewOf} from '../../../src/core/apply/review-of.ts'
import type {DryRunView} from '../../../src/report/dry-run-view.ts'
import {renderDryRunText} from '../../../src/report/terminal/render-dry-run.ts'
import type {ScreenOptions} from '../../../src/report/terminal/screen.ts'
import {textWidth} from '../../../src/report/terminal/text-width.ts'
import {now, sampleFacts, samplePlan} from '../../core/apply/sample-facts.ts'

const choice = choosePatches({
  patches: samplePlan.patches,
  timezone: samplePlan.timezone,
  at: now,
  only: [],
  used: new Map(),
  downtime: null,
  hasAccepted: false,
})
function viewOf(change: Partial<ApplyFacts> = {}, more: Partial<DryRunView> = {}): DryRunView {
  const facts = sampleFacts({...choice, ...change})
  const sha = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
  const review = reviewOf({facts, checks: runChecks(facts), planSha256: sha, alias: 'shop-prod', isVerified: true})
  return {plan: facts.plan, review, isDryRun: true, ...more}
}
const show = (view: DryRunView = viewOf(), options: Partial<ScreenOptions> = {}) =>
  renderDryRunText({...view, options: {width: 100, color: false, ascii: false, ...options}})

/** A quota too small, a stack that owns the group, a change that is not due and one that came too late. */
const busy = viewOf({
  left: [
    ...choice.left,
    {patchId: 'web-min-1', reason: 'missed', because: 'its last moment was Thu 26 Nov 23:15'},
    {patchId: 'checkout-api-min-1', reason: 'later', because: 'due from Thu 26 Nov 20:00 on'},
  ],
  chosen: choice.chosen.filter(({id}) => id !== 'web-min-1' && id !== 'checkout-api-min-1'),
  quotas: {value: [{serviceCode: 'ec2', quotaCode: 'L-1216C47A', neededCount: 240, limitCount: 192}]},
  tags: {value: {'shop-web-asg': [{key: 'aws:cloudformation:stack-name', value: 'shop-prod-web'}]}},
  permissions: {skipped: 'no config here says on which resources the caller must be allowed to write'},
})

test.each([100, 80, 60])('the screen at %i columns, to be read by a person', async (width) => {
  await expect(show(busy, {width})).toMatchFileSnapshot(`./dry-run-${width}-columns.txt`)
})

test('changes, additions, what is not sent, and their count', () => {
  const text = show()
  expect(text).toMatch(/~ MaxSize +36 → 60/)
  expect(text).toMatch(/\+ scheduled action ecom-plan-p-91d4-1 +Thu 26 Nov 23:15 EST {3}min 44/)
  expect(text).toMatch(
    /ECS service shop\/checkout-api\n.*\n {2}\+ scheduled action \S+ +Thu 26 Nov 23:15 EST {3}min 36/,
  )
  expect(text).toMatch(/\? DBInstanceClass +db\.r7g\.4xlarge → db\.r7g\.8xlarge {3}not sent/)
  expect(text).toContain('(never set by ecom-plan)')
  expect(text).toContain('6 changes: 2 to modify, 4 to add. 1 change not sent.')
  expect(text.trimEnd()).toContain('Dry run only. Nothing was sent to AWS. A rollback would put back 2 settings and')
})

test('before an apply asks, the same is shown without the word that nothing was sent', () => {
  expect(show(viewOf({}, {isDryRun: false}))).not.toContain('Dry run')
})

test('the checksum stands whole on a line of its own, however narrow the screen', () => {
  for (const width of [40, 60, 100, null]) expect(show(viewOf(), {width})).toMatch(/^ {2}[0-9a-f]{64}$/m)
})

test('drift names the field, the plan and AWS; the change starts from what is live', () => {
  const text = show(viewOf({live: {...sampleFacts().live, 'web-max-size': {MaxSize: 40}}}))
  expect(text).toMatch(/~ MaxSize +40 → 60/)
  expect(text).toMatch(/✗ drift +1 field changed/)
  expect(text).toContain('shop-web-asg MaxSize: the plan has 36, AWS has 40')
  expect(text).toContain('Refused by 1 check.')
  expect(show()).toMatch(/✓ drift +none of 6 fields/)
})

test('a field that is there already is unchanged, and counted apart', () => {
  const text = show(viewOf({live: {...sampleFacts().live, 'web-max-size': {MaxSize: 60}}}))
  expect(text).toMatch(/MaxSize +60 {3}\(unchanged\)/)
  expect(text).toContain('5 changes: 1 to modify, 4 to add. 1 there already.')
})

test('a change by hand without a call is listed', () => {
  const changes = samplePlan.changes.map((change, i) =>
    i === 0 ? {...change, route: 'manual' as const, patchIds: []} : change,
  )
  const text = show(viewOf({plan: {...samplePlan, changes}}))
  expect(text).toMatch(/By hand\n {2}\? web max-size +36 → 60 {3}manual/)
  expect(text).toContain('1 manual step')
})

test('no line but the checksum is wider than the screen, and ASCII holds', () => {
  fc.assert(
    fc.property(fc.integer({min: 40, max: 160}), fc.boolean(), (width, ascii) => {
      const text = show(busy, {width, ascii})
      const lines = text.split('\n').filter((line) => !/^ {2}[0-9a-f]{64}$/.test(line))
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(width)
      expect(/^\p{ASCII}+$/u.test(text)).toBe(ascii)
    }),
  )
})
