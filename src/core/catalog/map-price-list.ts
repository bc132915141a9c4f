import type {Catalog} from '../../catalog/catalog.js'
import type {PriceFact} from '../../documents/catalog-overlay.js'
import type {AwsObject} from '../../documents/snapshot.js'
import {priceKeys} from './price-keys.js'
import type {PriceService} from './price-queries.js'
import {type PriceRow, priceRuleOf} from './price-rules.js'

/** Rows of the price list of one service, each as AWS's JSON text says it. */
export type PriceList = {service: PriceService; rows: readonly AwsObject[]}

/** `unclear` are keys of which the list says two things, or says one in a unit or shape that is not known here. */
export type MappedPrices = {prices: PriceFact[]; unclear: string[]}

/**
 * On-demand prices of a Region, by key, in order of key.
 *
 * A price counts only where the list gives one amount in dollars, in the expected unit, for any quantity. A row with
 * tiers, a price of nothing (AWS lists what it does not sell on demand at 0), or two different amounts for one key
 * give no price: what is unclear stays unknown and is named. Keys that `catalog` has no place for are passed over.
 */
export function mapPriceList({
  lists,
  region,
  engines,
  catalog,
  readOn,
}: {
  lists: readonly PriceList[]
  region: string
  engines: readonly string[]
  catalog: Catalog
  readOn: string
}): MappedPrices {
  const units = priceKeys(catalog)
  const found = new Map<string, Set<number | null>>()
  for (const {service, rows} of lists) {
    for (const row of rows) {
      const amount = amountOf({row, service, engines})
      if (amount === null || !units.has(amount.key)) continue
      found.set(amount.key, (found.get(amount.key) ?? new Set()).add(amount.usd))
    }
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  const prices = sorted.flatMap(([key, amounts]): PriceFact[] => {
    const [amountUsd] = amounts
    if (amounts.size !== 1 || amountUsd === undefined || amountUsd === null) return []
    const source = `AWS Price List, read ${readOn}`
    return [{key, region, amountUsd: rounded(amountUsd), unit: units.get(key) ?? '', source, checkedOn: readOn}]
  })
  const clear = new Set(prices.map(({key}) => key))
  return {prices, unclear: sorted.map(([key]) => key).filter((key) => !clear.has(key))}
}

/** What a row says of which price; `usd` is null where it is not clear. Null where the row is about nothing of ours. */
function amountOf({
  row,
  service,
  engines,
}: {
  row: AwsObject
  service: PriceService
  engines: readonly string[]
}): {key: string; usd: number | null} | null {
  const about = aboutOf(row, service)
  const rule = about === null ? null : priceRuleOf(about, engines)
  if (rule === null) return null
  const amount = onDemand(row)
  if (amount?.usd === 0) return null
  const isClear = amount !== null && rule.listUnit.test(amount.unit)
  return {key: rule.key, usd: isClear ? amount.usd * rule.factor : null}
}

/** A millionth of a dollar a million times is a dollar, without the dust of binary fractions. */
function rounded(usd: number): number {
  return Number(usd.toPrecision(10))
}

function aboutOf(row: AwsObject, service: PriceService): PriceRow | null {
  const product = objectIn(row, 'product')
  const attributes = objectIn(product, 'attributes')
  if (attributes === null) return null
  const texts = Object.entries(attributes).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const family = product?.['productFamily']
  return {service, productFamily: typeof family === 'string' ? family : '', attributes: Object.fromEntries(texts)}
}

/** The one on-demand price of a row for any quantity; null where there is none, more than one, or one in tiers. */
function onDemand(row: AwsObject): {usd: number; unit: string} | null {
  const terms = Object.values(objectIn(objectIn(row, 'terms'), 'OnDemand') ?? {})
  const dimensions = terms.flatMap((term) => Object.values(objectIn(term, 'priceDimensions') ?? {}))
  const [dimension] = dimensions
  if (terms.length !== 1 || dimensions.length !== 1 || !isObject(dimension)) return null
  const amount = objectIn(dimension, 'pricePerUnit')?.['USD']
  const usd = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : Number.NaN
  const unit = dimension['unit']
  const isForAll = [undefined, '0'].includes(dimension['beginRange'] as string | undefined)
  return Number.isFinite(usd) && usd >= 0 && typeof unit === 'string' && isForAll ? {usd, unit} : null
}

const isObject = (value: unknown): value is AwsObject => typeof value === 'object' && value !== null

function objectIn(value: unknown, field: string): AwsObject | null {
  const found = isObject(value) ? value[field] : undefined
  return isObject(found) && !Array.isArray(found) ? found : null
}
