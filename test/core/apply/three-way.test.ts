import fc from 'fast-check'
import {expect, test} from 'vitest'
import {isSameValue} from '../../../src/core/apply/same-value.js'
import {threeWay} from '../../../src/core/apply/three-way.js'
import type {Fields} from '../../../src/documents/patch.js'
import '../../seed.js'

const verdict = (before: Fields, after: Fields, live: Fields) => threeWay({before, after}, live).verdict

test.each<[string, Fields, Fields, Fields, string]>([
  ['as the plan knew it', {MaxSize: 40}, {MaxSize: 130}, {MaxSize: 40}, 'send'],
  ['as the call leaves it', {MaxSize: 40}, {MaxSize: 130}, {MaxSize: 130}, 'already'],
  ['moved towards the plan, and not there', {MaxSize: 40}, {MaxSize: 130}, {MaxSize: 80}, 'conflict'],
  ['moved past it', {MaxSize: 40}, {MaxSize: 130}, {MaxSize: 200}, 'conflict'],
  ['gone', {MaxSize: 40}, {MaxSize: 130}, {}, 'conflict'],
  ['one of two there', {Iops: 1, Size: 1}, {Iops: 2, Size: 2}, {Iops: 2, Size: 1}, 'send'],
  ['one of two there, the other moved', {Iops: 1, Size: 1}, {Iops: 2, Size: 2}, {Iops: 2, Size: 3}, 'conflict'],
  ['a name that is free', {Action: null}, {Action: {MinSize: 6}}, {}, 'send'],
  ['a name that is taken', {Action: null}, {Action: {MinSize: 6}}, {Action: {MinSize: 7}}, 'conflict'],
  ['a patch that only holds', {MaxSize: 40}, {MaxSize: 40}, {MaxSize: 40}, 'already'],
  [
    'the desired count, which moves by itself',
    {DesiredCapacity: 4, MaxSize: 1},
    {MaxSize: 2},
    {DesiredCapacity: 9, MaxSize: 1},
    'send',
  ],
])('%s', (_, before, after, live, expected) => expect(verdict(before, after, live)).toBe(expected))

test('times are the same to the second and in any notation of them; other text is not', () => {
  expect(isSameValue('2026-11-27T05:00:00Z', '2026-11-27T05:00:00.900Z')).toBe(true)
  expect(isSameValue('2026-11-27T05:00:00Z', '2026-11-27T06:00:00+01:00')).toBe(true)
  expect(isSameValue('2026-11-27T05:00:00Z', '2026-11-27T05:00:01Z')).toBe(false)
  expect(isSameValue('at(2026-11-27T05:00:00)', 'at(2026-11-27T05:00:01)')).toBe(false)
  expect(isSameValue('1', 1)).toBe(false)
})

const json = fc.jsonValue({maxDepth: 3}) as fc.Arbitrary<unknown>

/** Keys in the other order, all the way down. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, turned(inner)] as const)
      .toReversed(),
  )
}

test('key order does not matter; what was turned is the same, both ways', () => {
  fc.assert(fc.property(json, (value) => isSameValue(value, turned(value)) && isSameValue(turned(value), value)))
})

test('base is sent, planned is there, and any third value stops', () => {
  fc.assert(
    fc.property(json, json, json, (base, planned, live) => {
      fc.pre(!isSameValue(base, planned) && !isSameValue(live, base) && !isSameValue(live, planned))
      expect(verdict({f: base}, {f: planned}, {f: turned(base)})).toBe('send')
      expect(verdict({f: base}, {f: planned}, {f: turned(planned)})).toBe('already')
      expect(verdict({f: base}, {f: planned}, {f: live})).toBe('conflict')
    }),
  )
})
