import fc from 'fast-check'
import {expect, test} from 'vitest'
import {
  addedDollars,
  axisNumber,
  counted,
  dollars,
  duration,
  percent,
  rate,
  responseTime,
  times,
  whole,
} from '../../src/report/number.ts'

test('numbers as the screens of the design show them', () => {
  expect([whole(10_210), whole(1_234_567.6), whole(0), whole(-1500)]).toEqual(['10,210', '1,234,568', '0', '-1,500'])
  expect([rate(12_694), rate(34.84), rate(0.421), rate(8)]).toEqual(['12,694', '34.8', '0.42', '8'])
  expect([
    axisNumber(12_500),
    axisNumber(8320),
    axisNumber(16_000),
    axisNumber(400),
    axisNumber(2e6),
    axisNumber(0),
  ]).toEqual(['12.5k', '8.3k', '16k', '400', '2M', '0'])
  expect([dollars(368), dollars(1240.4), dollars(0.145), addedDollars(780), addedDollars(-20)]).toEqual([
    '$368',
    '$1,240',
    '$0.14',
    '+$780',
    '-$20',
  ])
  expect([responseTime(0.4), responseTime(1.5), times(3.3)]).toEqual(['400 ms', '1.5 s', '3.30 ×'])
  expect([counted(1, 'change'), counted(10, 'change'), counted(2, 'stretch', 'stretches')]).toEqual([
    '1 change',
    '10 changes',
    '2 stretches',
  ])
})

test('a share just beside the limit does not read as just full', () => {
  expect([percent(1.23), percent(1), percent(1.002), percent(0.998), percent(0)]).toEqual([
    '123 %',
    '100 %',
    '100.2 %',
    '99.8 %',
    '0 %',
  ])
  expect(percent(1e6)).toBe('> 999 %')
})

test('durations', () => {
  const hour = 3600
  expect(
    [45, 59.7, 35 * 60, 12 * hour + 35 * 60, hour + 5 * 60, 12 * hour, 84 * hour, 24 * hour].map(duration),
  ).toEqual(['45 s', '1 min', '35 min', '12 h 35 min', '1 h 05 min', '12 h', '3 d 12 h', '1 d'])
})

test('thousands marks agree with the platform for any whole number', () => {
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(whole(value)).toBe(value.toLocaleString('en-US'))
    }),
  )
})

test('a duration never shows 60 minutes or 24 hours', () => {
  fc.assert(
    fc.property(fc.double({min: 0, max: 1e7, noNaN: true}), (valueS) => {
      expect(duration(valueS)).not.toMatch(/\b(60 min|60 s|24 h)/)
    }),
  )
})
