import {expect, test} from 'vitest'
import {costsSchema, freezeSchema, scaleOutSchema} from '../../src/documents/config-planning.js'

const said = (
  schema: {safeParse: (value: unknown) => {error?: {issues: {message: string}[]} | undefined}},
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({message}) => message) ?? []

test('a freeze is two local minutes, the first before the second', () => {
  expect(freezeSchema.parse('2026-11-26T12:00/2026-12-01T12:00')).toEqual({
    from: '2026-11-26T12:00',
    to: '2026-12-01T12:00',
  })
  for (const bad of [
    '2026-11-26T12:00',
    '2026-11-31T12:00/2026-12-01T12:00',
    '2026-11-26/2026-12-01',
    '2026-11-26T24:00/2026-12-01T12:00',
    '',
  ]) {
    expect(said(freezeSchema, bad)[0]).toMatch(/two local minutes such as/)
  }
  expect(said(freezeSchema, '2026-12-01T12:00/2026-11-26T12:00')).toEqual([
    'expected the start of the freeze before its end',
  ])
})

test('a discount and a coverage are shares of at most all', () => {
  expect(costsSchema.parse({discountRatio: '12%'})).toEqual({discountRatio: 0.12, reservedCoverage: 0})
  expect(said(costsSchema, {discountRatio: '120%'})).toEqual(['expected a share of at most 100%'])
  expect(said(costsSchema, {discountRatio: -1})).not.toEqual([])
})

test('ports need both the gateways and the connections', () => {
  expect(said(scaleOutSchema, {natGateways: 2})[0]).toMatch(/natGateways and natConnections together/)
  expect(said(scaleOutSchema, {natGateways: 2, natConnections: 100})).toEqual([])
})
