import {expect, test} from 'vitest'
import {nearestName} from '../../src/documents/nearest-name.js'

const kinds = ['asg', 'ecs', 'rds', 'dependency']

test.each([
  ['asgg', 'asg'],
  ['dependancy', 'dependency'],
  ['RDS', 'rds'],
])('%s means %s', (written, meant) => {
  expect(nearestName(written, kinds)).toBe(meant)
})

test('letters swapped, and another spelling of the same words', () => {
  expect(nearestName('tiem', ['kind', 'time', 'unit'])).toBe('time')
  expect(nearestName('error_ratio', ['errorRatio', 'p95ResponseTime'])).toBe('errorRatio')
})

test('what is near nothing stays unknown', () => {
  expect(nearestName('elasticache', kinds)).toBeUndefined()
  expect(nearestName('x', [])).toBeUndefined()
})
