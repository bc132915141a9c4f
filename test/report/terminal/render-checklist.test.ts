import {readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {renderChecklistText} from '../../../src/report/terminal/render-checklist.js'
import {renderWordText} from '../../../src/report/terminal/render-word.js'
import {goodFacts, goodRun, readinessWith, withFinding, wordOf} from '../../core/readiness/good-shop.js'

const options = {width: null, color: false, ascii: false}
const shown = {
  eventName: 'Black Friday 2026',
  timezone: 'America/New_York',
  readiness: readinessWith({
    run: withFinding(goodRun, 'QUOTA', 'block'),
    facts: {...goodFacts, natGateways: null, alarms: []},
    attestations: [
      wordOf('runbook', {note: 'https://wiki.example/peak', untilAt: '2026-11-28T05:00:00.000Z'}),
      wordOf('on-call', {by: 'bob \u001b[31m', state: 'reopened', note: 'carol is ill'}),
    ],
    checks: {weights: {}, skip: [{id: 'lcu-reservation', why: 'the load balancer is not ours'}]},
  }),
}

/** Kept as files that a person can read; `npm run golden` writes them anew. */
test.each([100, 80, 60])('the screen at %i columns', (width) => {
  const path = new URL(`checklist-${width}-columns.txt`, import.meta.url)
  const found = renderChecklistText(shown, {...options, width})
  if (process.env['ECOM_PLAN_GOLDEN'] === 'write') writeFileSync(path, found)
  expect(found).toBe(readFileSync(path, 'utf8'))
})

test.each([40, 60, 80, 100, 140])('no line is wider than %i columns, and nothing of it is an escape', (width) => {
  const text = renderChecklistText(shown, {...options, width, ascii: width === 40})
  expect(text.split('\n').filter((line) => line.length > width)).toEqual([])
  expect(text).not.toContain('\u001b')
})

test('the short form has what is open and no more', () => {
  const text = renderChecklistText(shown, {...options, isShort: true})
  expect(text).toContain('quota, must')
  expect(text).not.toContain('✓')
})

test('what was kept of a word, and until when it counts', () => {
  const word = {
    attestation: wordOf('runbook', {note: 'https://wiki.example/peak'}),
    title: 'Runbook is at hand',
    timezone: 'America/New_York',
    endsAt: '2026-11-28T07:00:00.000Z',
    store: '.ecom-plan/reports',
    name: 'attestations/black-friday-2026/x-runbook.json',
  }
  expect(renderWordText(word, options).split('\n')).toEqual([
    '✓ alice answers for: Runbook is at hand.',
    '  https://wiki.example/peak',
    '  It counts for black-friday-2026 until Sat 28 Nov 2026 02:00 EST.',
    '  Kept in .ecom-plan/reports as attestations/black-friday-2026/x-runbook.json (runbook).',
    '',
  ])
})
