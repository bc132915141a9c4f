import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {drawnCauses} from '../../../fixtures/generate/database-causes.js'
import {type DrawnWindow, drawDatabaseWindows} from '../../../fixtures/generate/database-windows.js'
import {diagnosisSchema} from '../../../src/documents/diagnosis.js'
import {buysStorage, diagnosed, drawnWindows, firstRemedy, labelledWindows} from './labelled.js'

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const leastRatio = 0.95
const rightOf = (windows: readonly DrawnWindow[]) => windows.filter((one) => diagnosed(one).answer === one.cause).length
const inHalf = (windows: readonly DrawnWindow[], half: DrawnWindow['half']) =>
  windows.filter((one) => one.half === half)
const byHand = labelledWindows.slice(drawnWindows.length)

/** Right answers by the cause that was switched on: `9/10`. */
function table(): string[] {
  const cell = (windows: readonly DrawnWindow[]) => `${rightOf(windows)}/${windows.length}`.padStart(9)
  const row = (name: string, of: (windows: readonly DrawnWindow[]) => readonly DrawnWindow[]) =>
    [
      name.padEnd(22),
      cell(of(inHalf(drawnWindows, 'development'))),
      cell(of(inHalf(drawnWindows, 'held-out'))),
      cell(of(byHand)),
    ].join('')
  return [
    `${'cause switched on'.padEnd(22)}  develop. held-out  by hand`,
    ...drawnCauses.map((cause) => row(cause, (windows) => windows.filter((one) => one.cause === cause))),
    row('all', (windows) => windows),
  ]
}

test('at first answer, right in 95 % and more of either half', () => {
  process.stdout.write(`${table().join('\n')}\n`)
  for (const half of ['development', 'held-out'] as const) {
    const windows = inHalf(labelledWindows, half)
    expect(rightOf(windows) / windows.length, half).toBeGreaterThanOrEqual(leastRatio)
  }
})

test('README.md says how often', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ')
  expect(readme).toContain(`right in ${rightOf(labelledWindows)} of ${labelledWindows.length}`)
  expect(readme).toContain(`On ${drawnWindows.length} windows drawn by a simulation`)
  expect(readme).toContain(`and ${byHand.length} written by hand`)
})

test('every cause is found in both halves', () => {
  for (const cause of drawnCauses) {
    for (const half of ['development', 'held-out'] as const) {
      const windows = inHalf(labelledWindows, half).filter((one) => one.cause === cause)
      expect(rightOf(windows), `${cause}, ${half}`).toBeGreaterThanOrEqual(Math.ceil(0.7 * windows.length))
    }
  }
})

const editions = isDeep ? ['a/', 'b/', 'c/', 'd/', 'e/', 'f/', 'g/', 'h/'] : ['a/']

test.each(editions)('shops that no rule was tuned on: edition %s', (edition) => {
  const windows = drawDatabaseWindows(edition)
  expect(rightOf(windows) / windows.length).toBeGreaterThanOrEqual(leastRatio)
  expect(boughtFor(windows)).toEqual([])
})

/** Windows of locks or a missed working set that are answered with a faster volume. */
function boughtFor(windows: readonly DrawnWindow[]): string[] {
  return windows
    .filter(({cause}) => cause === 'locks' || cause === 'working-set')
    .filter((one) => {
      const found = diagnosed(one)
      return buysStorage.includes(found.answer) || /IOPS|gp3|io2/.test(firstRemedy(found))
    })
    .map(({name}) => name)
}

test('locks and a missed working set are never answered with IOPS', () => {
  expect(boughtFor(labelledWindows)).toEqual([])
})

test('the gate sees red: a volume that is full is answered with IOPS', () => {
  const full = drawnWindows.filter(({cause}) => cause === 'volume-iops').map((one) => diagnosed(one))
  expect(full.every((found) => buysStorage.includes(found.answer) && /IOPS/.test(firstRemedy(found)))).toBe(true)
})

test('a diagnosis is a document, and what holds says by which metric, what to do and what it is not', () => {
  for (const one of labelledWindows) {
    const found = diagnosed(one)
    expect(diagnosisSchema.parse(found)).toEqual(found)
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity|undefined/)
    for (const cause of found.causes) {
      expect(cause.because, `${one.name}: ${cause.cause}`).not.toBe('')
      if (cause.standing !== 'clear' && cause.standing !== 'likely') continue
      expect(cause.remedy.length * cause.isNot.length, cause.cause).toBeGreaterThan(0)
      if (cause.cause !== 'none') expect(cause.evidence.length, cause.cause).toBeGreaterThan(0)
    }
  }
})
