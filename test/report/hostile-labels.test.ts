import {describe, expect, test} from 'vitest'
import {runChecks} from '../../src/core/apply/checks/run-checks.js'
import {reviewOf} from '../../src/core/apply/review-of.js'
import {renderAwsCli} from '../../src/report/emit/render-aws-cli.js'
import {renderCloudFormation} from '../../src/report/emit/render-cloudformation.js'
import {renderPatchList} from '../../src/report/emit/render-patch-list.js'
import {renderTerraform} from '../../src/report/emit/render-terraform.js'
import {renderDriftText} from '../../src/report/terminal/render-drift.js'
import {renderDryRunText} from '../../src/report/terminal/render-dry-run.js'
import {renderReceiptList, renderReceiptText} from '../../src/report/terminal/render-receipt.js'
import {renderStatusText} from '../../src/report/terminal/render-status.js'
import {renderUndoText} from '../../src/report/terminal/render-undo.js'
import {sampleFacts} from '../core/apply/sample-facts.js'
import {sampleDrift, sampleReceipt, sampleStatus, sampleUndo} from './sample-status.js'

/** A name with a colour, a title, a line of its own, a direction and a tag. */
const hostile = '\u001b[31m\u009b2J\u001b]0;t\u0007\nINJECTED\r\u202Eevil\u2066<img src=x onerror=alert(1)>'

/** What people and AWS name or say; the rest is the tool's own, or a time. */
const labels = new Set(
  'tier resource summary because message eventName service caller planPath accountAlias action name details next writers host place AutoScalingGroupName ResourceId DBInstanceIdentifier'.split(
    ' ',
  ),
)

/** A document whose every label holds hostile text; `isLabel` of what lies below a key of labels. */
function poisoned<T>(value: T, isLabel = false): T {
  if (typeof value === 'string') return (isLabel ? `${value}${hostile}` : value) as T
  if (Array.isArray(value)) return value.map((one) => poisoned(one, isLabel)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isField = key === 'before' || key === 'after' || key === 'live'
      return [
        key,
        poisoned(
          one,
          isField ||
            (isLabel && typeof one !== 'object') ||
            (labels.has(key) && !('operation' in value && key === 'service')),
        ),
      ]
    }),
  ) as T
}

const facts = sampleFacts({
  tags: {value: {'shop-web-asg': [{key: 'aws:cloudformation:stack-name', value: `shop${hostile}`}]}},
})
const review = reviewOf({facts, checks: runChecks(facts), planSha256: 'a'.repeat(64), alias: 'shop', isVerified: true})
const dryRun = {plan: poisoned(facts.plan), review: poisoned(review), isDryRun: true}
// No width: a line is broken by what is in it alone.
const options = {width: null, color: false, ascii: false}

const screens: [string, () => string][] = [
  ['a dry run', () => renderDryRunText({...dryRun, options})],
  ['status', () => renderStatusText({status: poisoned(sampleStatus), isWide: false, options})],
  ['status --wide', () => renderStatusText({status: poisoned(sampleStatus), isWide: true, options})],
  ['drift', () => renderDriftText({drift: poisoned(sampleDrift), options})],
  [
    'a receipt',
    () => renderReceiptText({receipt: poisoned(sampleReceipt), requestIds: {'web-max-size': hostile}, options}),
  ],
  ['receipts', () => renderReceiptList({place: hostile, receipts: [poisoned(sampleReceipt)], options})],
  ['an undo', () => renderUndoText({review: poisoned(sampleUndo), isDryRun: true, options})],
]
const emit = {plan: poisoned(facts.plan), patches: poisoned(facts.plan).patches}
const written: [string, () => string][] = [
  ['aws-cli', () => renderAwsCli(emit)],
  ['cloudformation', () => renderCloudFormation(emit)],
  ['terraform', () => renderTerraform(emit)],
  ['json', () => renderPatchList(emit)],
]

describe.each([...screens, ...written])('%s', (_name, render) => {
  test('holds no control of a terminal, no direction, and no line that a label made', () => {
    const text = render()
    expect(text).toContain('INJECTED')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g)).toBeNull()
    expect(text.split('\n').filter((line) => /^\s*INJECTED/.test(line))).toEqual([])
  })
})
