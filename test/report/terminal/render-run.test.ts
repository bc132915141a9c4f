import {expect, test} from 'vitest'
import {renderRunEnd, renderRunLine} from '../../../src/report/terminal/render-run.ts'
import {textWidth} from '../../../src/report/terminal/text-width.ts'
import {eventClock} from '../../../src/report/time.ts'
import {patchOf, samplePlan, sampleReceipt} from '../../core/apply/sample-facts.ts'

const clock = eventClock(samplePlan.timezone)
const receipt = sampleReceipt({
  'web-max-size': 'verified',
  'web-min-1': 'verified',
  'web-min-2': 'failed',
  'web-min-end': 'untried',
})
const failure = {
  message:
    'AWS refused web-min-2: AccessDenied: not authorized to perform autoscaling:PutScheduledUpdateGroupAction; 2 of 4 changes of a-20261123-1200-x7k2 are live',
  suggestions: [
    'ecom-plan iam print --for apply',
    'ecom-plan apply --resume a-20261123-1200-x7k2',
    'ecom-plan rollback a-20261123-1200-x7k2',
  ],
}

function screen(width: number, ascii = false): string {
  const options = {width, color: false, ascii}
  const line = (id: string, index: number, state: string, mark: 'good' | 'bad', message: string | null = null) =>
    renderRunLine({
      line: {patch: patchOf(id), index, count: 4, mark, state, tookS: state === 'there already' ? null : 0.9, message},
      clock,
      options,
    })
  return [
    line('web-max-size', 1, 'verified', 'good'),
    line('web-min-1', 2, 'there already', 'good'),
    line(
      'web-min-2',
      3,
      'refused',
      'bad',
      'AccessDenied: not authorized to perform autoscaling:PutScheduledUpdateGroupAction',
    ),
    renderRunEnd({receipt, failure, options}),
  ].join('\n')
}

test.each([100, 80, 60])('a run that stops, at %i columns', async (width) => {
  const text = screen(width)
  expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width)
  await expect(text).toMatchFileSnapshot(`./run-${width}-columns.txt`)
})

test('ASCII has words for the signs', () => {
  expect(/^\p{ASCII}+$/u.test(screen(100, true))).toBe(true)
  expect(screen(100, true)).toMatch(/FAIL {2}3\/4/)
})

test('the end of a run says what is live, what is not, and the commands for both ways on', () => {
  const text = screen(100)
  expect(text).toContain('Stopped. 2 changes are live, 2 not made.')
  expect(text).toContain('ecom-plan apply --resume a-20261123-1200-x7k2')
  expect(text).toContain('ecom-plan rollback a-20261123-1200-x7k2')
})

test('a run that is done says so, with how to undo it', () => {
  const options = {width: 100, color: false, ascii: false}
  const all = sampleReceipt({'web-max-size': 'verified', 'web-min-1': 'verified'})
  const text = renderRunEnd({receipt: all, failure: null, options})
  expect(text).toContain('Done. 2 changes live, all verified.')
  expect(text).toContain('ecom-plan rollback a-20261123-1200-x7k2')
  const none = {...all, patches: all.patches.map((one) => ({...one, isSent: false}))}
  expect(renderRunEnd({receipt: none, failure: null, options})).not.toContain('rollback')
})
