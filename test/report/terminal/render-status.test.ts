import {describe, expect, test} from 'vitest'
import {renderDriftText} from '../../../src/report/terminal/render-drift.js'
import {renderReceiptList, renderReceiptText} from '../../../src/report/terminal/render-receipt.js'
import {renderStatusText} from '../../../src/report/terminal/render-status.js'
import {renderUndoText} from '../../../src/report/terminal/render-undo.js'
import type {ScreenOptions} from '../../../src/report/terminal/screen.js'
import {textWidth} from '../../../src/report/terminal/text-width.js'
import {sampleDrift, sampleReceipt, sampleStatus, sampleUndo} from '../sample-status.js'

const screens: Record<string, (options: ScreenOptions) => string> = {
  status: (options) => renderStatusText({status: sampleStatus, isWide: false, options}),
  drift: (options) => renderDriftText({drift: sampleDrift, options}),
  receipt: (options) => renderReceiptText({receipt: sampleReceipt, requestIds: {'web-max-size': 'r-1'}, options}),
  receipts: (options) => renderReceiptList({place: '.ecom-plan/applies', receipts: [sampleReceipt], options}),
  undo: (options) => renderUndoText({review: sampleUndo, isDryRun: true, options}),
}

describe.each(Object.entries(screens))('the screen of %s', (name, show) => {
  test.each([100, 80, 60])('at %i columns, to be read by a person, and no line wider', async (width) => {
    const text = show({width, color: false, ascii: false})
    expect(text.split('\n').filter((line) => textWidth(line) > width)).toEqual([])
    await expect(text).toMatchFileSnapshot(`./${name}-${width}-columns.txt`)
  })

  test('in ASCII alone where asked, and without colour in a pipe', () => {
    expect(show({width: 80, color: false, ascii: true})).toMatch(/^[\n\x20-\x7e]+$/)
    expect(show({width: null, color: false, ascii: false})).not.toContain('\u001b')
    expect(show({width: 80, color: true, ascii: false})).toContain('\u001b[')
  })
})

/** The document with something hostile behind each of its texts but those that are read as times or chosen from. */
function hostile<T>(value: T): T {
  if (typeof value === 'string') {
    const isRead = /^\d{4}-|^at\(|^cron\(|^rate\(|^[a-z-]+$|^America\//.test(value)
    return (isRead ? value : `${value}${odd}`) as T
  }
  if (Array.isArray(value)) return value.map(hostile) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hostile(inner)])) as T
}

const odd = 'a\u001b[2Jb\u202ec\u0007d\u2066e\u009bf\r\ng\u0000'

test.each<[string, (options: ScreenOptions) => string]>([
  ['status', (options) => renderStatusText({status: hostile(sampleStatus), isWide: false, options})],
  ['drift', (options) => renderDriftText({drift: hostile(sampleDrift), options})],
  [
    'receipt',
    (options) => renderReceiptText({receipt: hostile(sampleReceipt), requestIds: {'web-max-size': odd}, options}),
  ],
  ['receipts', (options) => renderReceiptList({place: odd, receipts: [hostile(sampleReceipt)], options})],
  ['undo', (options) => renderUndoText({review: hostile(sampleUndo), isDryRun: true, options})],
])('labels from AWS cannot move the cursor of %s', (_name, show) => {
  for (const [width, ascii] of [
    [100, false],
    [60, true],
    [null, false],
  ] as const) {
    const text = show({width, color: false, ascii})
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    // Something of it is shown, so that there is something to show.
    expect(text.replace(/\s/g, '')).toContain('x1b[2J')
  }
})
