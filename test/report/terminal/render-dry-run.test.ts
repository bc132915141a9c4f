import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {DryRunView} from '../../../src/report/dry-run-view.ts'
import {renderDryRunText} from '../../../src/report/terminal/render-dry-run.ts'
import type {ScreenOptions} from '../../../src/report/terminal/screen.ts'
import {textWidth} from '../../../src/report/terminal/text-width.ts'
import {sampleRun} from '../sample-run.ts'

const view: DryRunView = {
  plan: sampleRun.plan,
  live: Object.fromEntries(sampleRun.plan.patches.map((patch) => [patch.id, patch.before])),
  differences: [],
  caller: {arn: 'arn:aws:sts::123456789012:assumed-role/ecom-plan-apply/alice', account: '123456789012'},
  at: '2026-11-23T13:14:00Z',
}
const show = (change: Partial<DryRunView> = {}, options: Partial<ScreenOptions> = {}) =>
  renderDryRunText({...view, ...change, options: {width: 100, color: false, ascii: false, ...options}})

test('the screen at 100 columns, to be read by a person', async () => {
  await expect(show()).toMatchFileSnapshot('./dry-run-100-columns.txt')
})

test('changes, additions, manual steps and their count', () => {
  const text = show()
  expect(text).toMatch(/~ MaxSize +36 → 60/)
  expect(text).toMatch(/\+ scheduled action ecom-plan-p-91d4-1 +Thu 26 Nov 23:15 EST {3}min 44/)
  expect(text).toMatch(
    /ECS service shop\/checkout-api\n.*\n {2}\+ scheduled action \S+ +Thu 26 Nov 23:15 EST {3}min 36/,
  )
  expect(text).toMatch(/\? DBInstanceClass +db\.r7g\.4xlarge → db\.r7g\.8xlarge {3}manual/)
  expect(text).toContain('(never set by ecom-plan)')
  expect(text).toContain('6 changes: 2 to modify, 4 to add. 1 manual step.')
  expect(text.trimEnd().endsWith('Dry run only. Nothing was sent to AWS.')).toBe(true)
})

test('drift names the field, the plan and AWS; the change starts from what is live', () => {
  const text = show({
    live: {...view.live, 'web-max-size': {MaxSize: 40}},
    differences: [{patchId: 'web-max-size', field: 'MaxSize', planned: 36, live: 40}],
  })
  expect(text).toMatch(/~ MaxSize +40 → 60/)
  expect(text).toMatch(/✗ drift +1 field changed/)
  expect(text).toContain('shop-web-asg MaxSize: the plan has 36, AWS has 40')
  expect(show()).toMatch(/✓ drift +none of 7 fields/)
})

test('a field that is there already is unchanged', () => {
  expect(show({live: {...view.live, 'web-max-size': {MaxSize: 60}}})).toMatch(/MaxSize +60 {3}\(unchanged\)/)
})

test('a wrong account and an expired plan are failures', () => {
  const text = show({caller: {arn: 'arn:x', account: '999999999999'}, at: '2026-12-01T00:00:00Z'})
  expect(text).toMatch(/✗ account +the plan is for 123456789012, the caller is in 999999999999/)
  expect(text).toMatch(/✗ plan age +7 d 13 h; it expired Mon 30 Nov 06:00 EST/)
})

test('a change by hand without a call is listed', () => {
  const changes = sampleRun.plan.changes.map((change, i) =>
    i === 0 ? {...change, route: 'manual' as const, patchIds: []} : change,
  )
  const text = show({plan: {...sampleRun.plan, changes}})
  expect(text).toMatch(/By hand\n {2}\? web max-size +36 → 60 {3}manual/)
  expect(text).toContain('2 manual steps')
})

test('no line is wider than the screen, and ASCII holds', () => {
  fc.assert(
    fc.property(fc.integer({min: 40, max: 160}), fc.boolean(), (width, ascii) => {
      const text = show({}, {width, ascii})
      expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width)
      expect(/^\p{ASCII}+$/u.test(text)).toBe(ascii)
    }),
  )
})
