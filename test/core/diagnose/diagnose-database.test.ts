import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {DrawnWindow} from '../../../fixtures/generate/database-windows.js'
import {seeded} from '../../../fixtures/generate/seeded.js'
import {buysStorage, diagnosed, drawnWindows, labelledWindows} from './labelled.js'

type Values = readonly (number | null)[]
type Change = (name: string, values: Values) => Values

/** The same window with the values of its metrics changed, in the window and in the baseline alike. */
function changed(one: DrawnWindow, change: Change): DrawnWindow {
  const all = (series: DrawnWindow['window']['series']) =>
    Object.fromEntries(Object.entries(series).map(([name, values]) => [name, [...change(name, values)]]))
  return {
    ...one,
    window: {...one.window, series: all(one.window.series)},
    baseline: {...one.baseline, series: all(one.baseline.series)},
  }
}

const without = (one: DrawnWindow, names: readonly string[]) =>
  changed(one, (name, values) => (names.includes(name) ? values.map(() => null) : values))
const times = (values: Values, factor: (i: number) => number) =>
  values.map((value, i) => (value === null ? null : value * factor(i)))
const of = (cause: string) => drawnWindows.filter((one) => one.cause === cause)
const find = (name: string): DrawnWindow => {
  const found = labelledWindows.find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no window ${name}`)
  return found
}

describe('properties', () => {
  const anyWindow = fc.constantFrom(...labelledWindows)

  test('how a request is counted changes nothing: only its change against ordinary days does', () => {
    fc.assert(
      fc.property(anyWindow, fc.double({min: 0.01, max: 100, noNaN: true}), (one, factor) => {
        const scaled = changed(one, (name, values) => (name === 'RequestCount' ? times(values, () => factor) : values))
        expect(diagnosed(scaled).answer).toBe(diagnosed(one).answer)
      }),
    )
  })

  test('one per cent of noise changes at most three answers in a hundred', () => {
    const random = seeded('diagnosis/noise')
    const moved = drawnWindows.filter((one) => {
      const noisy = changed(one, (_, values) => times(values, () => 1 + 0.01 * random.normal()))
      return diagnosed(noisy).answer !== diagnosed(one).answer
    })
    expect(moved.length / drawnWindows.length).toBeLessThanOrEqual(0.03)
  })

  test('steps of five minutes tell what steps of one minute tell, but for a few', () => {
    const fine = drawnWindows.filter(({window}) => window.periodS === 60)
    const moved = fine.filter((one) => diagnosed(inFives(one)).answer !== diagnosed(one).answer)
    expect(moved.length / fine.length).toBeLessThanOrEqual(0.05)
  })

  test('whatever is not measured, locks and a missed working set are not answered with a faster volume', () => {
    const delicate = labelledWindows.filter(({cause}) => cause === 'locks' || cause === 'working-set')
    const names = Object.keys(delicate[0]?.window.series ?? {})
    fc.assert(
      fc.property(fc.constantFrom(...delicate), fc.subarray(names), fc.boolean(), (one, hidden, isCompared) => {
        expect(buysStorage).not.toContain(diagnosed(without(one, hidden), isCompared).answer)
      }),
    )
  })

  test('a metric that is hidden never makes another cause clear in place of the one that was', () => {
    fc.assert(
      fc.property(anyWindow, fc.nat(30), (one, index) => {
        const names = Object.keys(one.window.series)
        const before = diagnosed(one)
        const after = diagnosed(without(one, [names[index % names.length] ?? '']))
        const isSame = after.answer === before.answer
        const isWeaker = after.certainty !== 'clear' || after.answer === 'none'
        // A second cause that held as well comes forward.
        const held = before.causes.filter(({standing}) => standing === 'clear' || standing === 'likely')
        expect(isSame || isWeaker || held.some(({cause}) => cause === after.answer)).toBe(true)
      }),
    )
  })
})

/** Means of five steps; requests are summed. */
function inFives(one: DrawnWindow): DrawnWindow {
  const series = Object.entries(one.window.series).map(([name, values]): [string, (number | null)[]] => {
    const fives = Array.from({length: values.length / 5}, (_, i) =>
      values.slice(i * 5, i * 5 + 5).filter((v) => v !== null),
    )
    const mean = (some: number[]) => some.reduce((sum, value) => sum + value, 0) / some.length
    return [name, fives.map((some) => (some.length === 0 ? null : mean(some) * (name === 'RequestCount' ? 5 : 1)))]
  })
  return {...one, window: {periodS: 300, series: Object.fromEntries(series)}}
}

describe('what is not measured', () => {
  test('nothing at all: it cannot be told, and what would decide is named', () => {
    const found = diagnosed(without(find('none-0'), Object.keys(find('none-0').window.series)))
    expect(found).toMatchObject({answer: 'cannot-tell', certainty: 'cannot-tell'})
    expect(found.sentence).toMatch(/CPUUtilization, ReadIOPS, WriteIOPS, ReadLatency, WriteLatency.* would decide/)
  })

  test('a full disk without a past to compare with: IOPS or memory, and no advice to buy', () => {
    for (const one of of('volume-iops').filter(({hasInsights}) => hasInsights)) {
      const found = diagnosed(one, false)
      expect(found.answer).toBe('cannot-tell')
      expect(found.sentence).toContain("the volume's IOPS")
      expect(found.missing.map(({metric}) => metric)).toContain('the same hour of ordinary days')
    }
  })

  test('a gp2 volume without its balance: credits or IOPS', () => {
    const [one] = of('gp2-credits').map((window) => without(window, ['BurstBalance']))
    expect(one && diagnosed(one).answer).toBe('cannot-tell')
  })

  test('locks without Performance Insights are at most likely, and DBLoad is asked for', () => {
    const blind = of('locks').map((one) => diagnosed(without(one, ['DBLoad', 'DBLoadCPU', 'DBLoadNonCPU'])))
    expect(blind.filter(({answer}) => answer !== 'locks' && answer !== 'none')).toEqual([])
    expect(blind.filter(({certainty}) => certainty === 'clear')).toEqual([])
    expect(blind.filter(({answer}) => answer === 'locks').length).toBeGreaterThanOrEqual(6)
  })

  test('CPU between 80 and 90 % without DBLoadCPU: open, not denied', () => {
    const one = without(find('R5: CPU at 78 % and nobody waits for it'), ['DBLoadCPU', 'DBLoadNonCPU'])
    const hot = changed(one, (name, values) => (name === 'CPUUtilization' ? times(values, () => 85 / 78) : values))
    expect(diagnosed(hot)).toMatchObject({answer: 'cannot-tell', sentence: expect.stringContaining('DBLoadCPU')})
  })
})

test('T classes on RDS are unlimited: credits that are gone are a cost, not a stall', () => {
  for (const one of of('cpu-credits')) {
    const [first] = diagnosed(one).causes
    expect(first).toMatchObject({
      cause: 'cpu-credits',
      because: expect.stringContaining('bills surplus credits and nothing stalls'),
    })
  }
})

test('a class and a storage type that nobody knows are said, and the rest stands', () => {
  const one = find('locks-0')
  const found = diagnosed({...one, database: {...one.database, class: 'db.z9.huge', storageType: 'magnetic'}})
  expect(found.notes.join()).toMatch(/db\.z9\.huge is not in the catalogue.*magnetic are not in the catalogue/)
  expect(buysStorage).not.toContain(found.answer)
})

test('a status of another time is not held against a window', () => {
  const one = find('modification-0')
  const unknown = {...one, database: {...one.database, status: 'available'}}
  expect(diagnosed(one).answer).toBe('modification')
  expect(diagnosed(unknown).answer).not.toBe('modification')
})
