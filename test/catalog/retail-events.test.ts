import {expect, test} from 'vitest'
import {retailEvents} from '../../src/catalog/retail-events.js'

test('ids are unique and can be typed', () => {
  const ids = retailEvents.map(({id}) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z0-9-]+$/.test(id))).toEqual([])
})

test('every event has a window, markets by ISO code, launches as local times, and a date that was checked', () => {
  for (const {id, window, markets, launches, source, checkedOn, certainty, rule} of retailEvents) {
    expect(window.endS, id).toBeGreaterThan(window.startS)
    expect(
      markets.filter((market) => !/^[A-Z]{2}$/.test(market)),
      id,
    ).toEqual([])
    expect(
      launches.filter((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)),
      id,
    ).toEqual([])
    expect(source, id).toMatch(/^(https:\/\/\S+|common knowledge)$/)
    expect(checkedOn, id).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(certainty === 'announced', id).toBe(rule.kind === 'announced')
    expect(certainty === 'fixed', id).toBe(rule.kind === 'fixed')
  }
})

test('tables are dates in order', () => {
  const tables = retailEvents.flatMap(({rule}) => (rule.kind === 'table' ? [rule.dates] : []))
  expect(tables.length).toBeGreaterThan(3)
  for (const dates of tables) {
    expect([...dates].sort()).toEqual(dates)
    expect(dates.map((date) => new Date(date).toISOString().slice(0, 10))).toEqual(dates)
  }
})
