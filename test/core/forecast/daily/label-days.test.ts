import {expect, test} from 'vitest'
import {labelDays} from '../../../../src/core/forecast/daily/label-days.js'

const firstDay = 100
const label = (events: Parameters<typeof labelDays>[0]['events']) =>
  labelDays({events, firstDay, dayCount: 60, historyCount: 50}).map((one) => one?.key ?? null)

test('a day carries the event and how far it is from its own day', () => {
  const keys = label([{id: 'sale', day: 110, lo: -1, hi: 2}])
  expect(keys.slice(8, 14)).toEqual([null, 'sale|-1', 'sale|0', 'sale|1', 'sale|2', null])
})

test('windows that reach out of the days are cut', () => {
  const keys = label([
    {id: 'sale', day: 99, lo: 0, hi: 1},
    {id: 'sale', day: 160, lo: -1, hi: 3},
  ])
  expect(keys.filter((key) => key !== null)).toEqual(['sale|1', 'sale|-1'])
})

test('where windows overlap the event that was measured less often wins, and one never measured comes last', () => {
  const monthly = [105, 115, 125].map((day) => ({id: 'payday', day, lo: 0, hi: 0}))
  const yearly = {id: 'easter', day: 125, lo: 0, hi: 0}
  const launch = {id: 'launch', day: 155, lo: -30, hi: 0}
  expect(label([...monthly, yearly, launch])[25]).toBe('easter|0')
  expect(label([launch, yearly, ...monthly])[25]).toBe('easter|0')
})

test('of two alike the nearer day wins', () => {
  const two = [
    {id: 'christmas', day: 110, lo: -2, hi: 5},
    {id: 'new-year', day: 115, lo: -4, hi: 1},
  ]
  expect(label(two).slice(11, 15)).toEqual(['christmas|1', 'christmas|2', 'new-year|-2', 'new-year|-1'])
})
