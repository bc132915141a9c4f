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

test('labels from AWS cannot move the cursor', () => {
  const status = {...sampleStatus, gone: [{tier: 'a\u001b[2J', resource: 'b\u202e'}]}
  const text = renderStatusText({status, isWide: false, options: {width: 100, color: false, ascii: false}})
  expect([...text].filter((character) => character === '\u001b' || character === '\u202e')).toEqual([])
})
