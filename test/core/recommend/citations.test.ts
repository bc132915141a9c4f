import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {mergeCatalog} from '../../../src/core/catalog/merge-catalog.js'
import {makeCitations} from '../../../src/core/recommend/citations.js'
import {catalogOverlaySchema} from '../../../src/documents/catalog-overlay.js'

const origin = {source: 'AWS Price List, read 2026-11-02', checkedOn: '2026-11-02'}
const key = 'ec2.c7g.xlarge.usdPerHour'
const overlay = catalogOverlaySchema.parse({
  schema: 'ecom-plan.catalog/v1',
  capturedAt: '2026-11-02T06:00:00Z',
  region: 'eu-west-1',
  prices: [{key, region: 'eu-west-1', amountUsd: 0.156, unit: 'USD/hour', ...origin}],
})
const merged = mergeCatalog({base: catalog, overlay, name: 'here'})
const cited = (region: string, cite: (citations: ReturnType<typeof makeCitations>) => void) => {
  const citations = makeCitations({catalog: merged, region, given: {}})
  cite(citations)
  return citations.list()
}

test('a price is cited with where it came from, of another Region with its name', () => {
  expect(cited('eu-west-1', ({cite}) => cite(key))).toEqual([
    {key, value: '0.156 USD/hour', ...origin, isJudgement: false, note: null},
  ])
  const [home, away] = cited('us-east-1', ({cite}) => {
    cite(key, 'eu-west-1')
    cite(key, 'us-east-1')
  })
  expect(home).toMatchObject({key, value: '0.145 USD/hour', source: expect.stringContaining('karpenter')})
  expect(away).toMatchObject({key: `${key} in eu-west-1`, value: '0.156 USD/hour', ...origin})
})

test('a key that names nothing is a bug', () => {
  expect(() => cited('us-east-1', ({cite}) => cite('prices.nothing'))).toThrow(/no prices\.nothing/)
})
