import {expect, test} from 'vitest'
import {pastOccurrences} from '../../../src/core/events/past-occurrences.js'
import {planEvent} from '../../../src/core/events/plan-event.js'
import {configSchema} from '../../../src/documents/config.js'

const asOf = '2026-11-02T06:00:00Z'
const sale = {id: 'black-friday-2026', catalog: 'black-friday'}
const drivers = {
  marketingSpend: {planned: 250_000, past: {'2024-11-29': 180_000, '2025-11-28': 210_000}},
  priceDepth: {planned: '30%', past: {'2025-11-28': '25%'}},
}
const configOf = (event: object) =>
  configSchema.parse({
    schema: 'ecom-plan.config/v1',
    service: 'shop',
    timezone: 'Europe/Berlin',
    aws: {account: '123456789012', region: 'eu-west-1'},
    demand: {level: 'origin', sources: [{kind: 'cloudwatch'}]},
    slo: {p95ResponseTime: '250ms', errorRatio: '0.1%'},
    events: [event],
    tiers: {},
  })
const plan = (event: object) => planEvent({config: configOf(event), wanted: sale.id, asOf, upliftText: undefined})

test('drivers keep their names and their unit; percentages are read as ratios', () => {
  expect(plan({...sale, drivers}).drivers).toEqual([
    {name: 'marketingSpend', ...drivers.marketingSpend, isShare: false},
    {name: 'priceDepth', planned: 0.3, past: {'2025-11-28': 0.25}, isShare: true},
  ])
  expect(plan(sale).drivers).toBeUndefined()
})

test('a value of a day that is no past date of the event is refused, with the dates that are', () => {
  const wrong = {emailSends: {planned: 3, past: {'2025-11-27': 2}}}
  expect(() => plan({...sale, drivers: wrong})).toThrow(
    expect.objectContaining({
      kind: 'config',
      code: 'DRIVER_DATE_UNKNOWN',
      message: '2025-11-27 is no past date of black-friday-2026, so emailSends has no value then',
      place: {file: 'ecom-plan.yaml', field: 'events.black-friday-2026.drivers.emailSends.past'},
      suggestions: [expect.stringContaining('2024-11-29, 2025-11-28'), expect.stringContaining('remove 2025-11-27')],
    }),
  )
})

test('a past occurrence is planned with its own values and earlier ones, never with later ones', () => {
  const {occurrences} = pastOccurrences({config: configOf({...sale, drivers}), asOf, wanted: undefined})
  const of = (date: string) => occurrences.find((one) => one.date === date)?.drivers
  expect(of('2025-11-28')).toEqual([
    {name: 'marketingSpend', planned: 210_000, past: {'2024-11-29': 180_000}, isShare: false},
    {name: 'priceDepth', planned: 0.25, past: {}, isShare: true},
  ])
  expect(of('2024-11-29')).toEqual([{name: 'marketingSpend', planned: 180_000, past: {}, isShare: false}])
  expect(of('2023-11-24')).toEqual([])
})

test('an occurrence that is over, but not yet past in the config, keeps what was planned for it', () => {
  const config = configOf({...sale, drivers})
  const {occurrences} = pastOccurrences({config, asOf: '2026-12-02T06:00:00Z', wanted: sale.id})
  expect(occurrences.at(-1)).toMatchObject({date: '2026-11-27', drivers: [{planned: 250_000}, {planned: 0.3}]})
})
