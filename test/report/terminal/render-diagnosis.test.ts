import {readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import type {Diagnosis} from '../../../src/documents/diagnosis.js'
import {renderDiagnosisText} from '../../../src/report/terminal/render-diagnosis.js'
import {textWidth} from '../../../src/report/terminal/text-width.js'
import {diagnosed, labelledWindows} from '../../core/diagnose/labelled.js'

const look = {width: null, color: false, ascii: false}
const diagnoses = new Map(labelledWindows.map((one) => [one.name, diagnosed(one)]))
const of = (name: string): Diagnosis => {
  const found = diagnoses.get(name)
  if (found === undefined) throw new Error(`there is no window ${name}`)
  return found
}

/** Kept as files that a person can read; `npm run golden` writes them anew. */
function golden(name: string, found: string): void {
  const path = new URL(name, import.meta.url)
  if (process.env['ECOM_PLAN_GOLDEN'] === 'write') writeFileSync(path, found)
  expect(found).toBe(readFileSync(path, 'utf8'))
}

const unlike = ['volume-iops-1', 'working-set-4', 'locks-4', 'none-0']
const undecided = (): Diagnosis => {
  const one = labelledWindows.find(({name}) => name === 'volume-iops-1')
  if (one === undefined) throw new Error('there is no window volume-iops-1')
  return diagnosed(one, false)
}

test.each([80, 100])('screens of %i columns', (width) => {
  const screens = [...unlike.map(of), undecided()].map((one) => renderDiagnosisText(one, {...look, width}))
  golden(`diagnosis-${width}-columns.txt`, screens.join(`${'='.repeat(width)}\n`))
  expect(
    screens
      .join('\n')
      .split('\n')
      .filter((line) => textWidth(line) > width),
  ).toEqual([])
})

test('the words of every window', () => {
  const lines = [...diagnoses].map(
    ([name, {answer, certainty, sentence}]) => `${name}\n  ${answer} (${certainty}): ${sentence}\n`,
  )
  golden('diagnosis-words.txt', lines.join(''))
})

test('in ASCII nothing else is left, and colour is for terminals', () => {
  for (const one of diagnoses.values()) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
    expect(renderDiagnosisText(one, {...look, width: 80, ascii: true})).not.toMatch(/[^\x0a\x20-\x7e]/)
  }
  expect(renderDiagnosisText(of('locks-4'), {...look, color: true})).toContain('\u001b[')
})

test('a name that would move the cursor does not', () => {
  expect(renderDiagnosisText({...of('none-0'), tier: 'db\u001b[2J'}, look)).not.toContain('\u001b')
})

test('statements: what they are, how much of the load, what each waits for, and cut where they are long', () => {
  const waits = [{event: 'CPU', loadCount: 1.25}]
  const text = `SELECT ${'x'.repeat(300)}`
  const statements = {
    loadCount: 2.5,
    waits,
    why: null,
    statements: [{id: 'A', text, loadCount: 1.25, shareRatio: 0.5, waits}],
  }
  const screen = renderDiagnosisText({...of('cpu-0'), statements}, {...look, width: 80})
  expect(screen).toContain('STATEMENTS  without literals, by load, of 2.50 sessions active on average')
  expect(screen).toMatch(/1.25 sessions {2}50 % {2}SELECT\s+x/)
  expect(screen).toContain('waits for CPU 1.25')
  expect(screen).toContain('…')
  expect(screen.split('\n').filter((line) => textWidth(line) > 80)).toEqual([])
  const off = {loadCount: null, waits: [], statements: [], why: 'Performance Insights is off for db'}
  expect(renderDiagnosisText({...of('cpu-0'), statements: off}, look)).toContain(
    'Not read: Performance Insights is off for db.',
  )
})
