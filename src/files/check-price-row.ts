import {nearestName} from '../documents/nearest-name.js'
import type {PriceField, PriceRow} from './price-rows.js'

/** What is wrong with one field of a price. */
export type PriceProblem = {line: number; field: PriceField; what: string; next: string}

type Wrong = {what: string; next: string} | null
type TextOf = (field: PriceField) => string

/** Everything that is wrong with a price; empty when nothing is. `units` has every known key with its unit. */
export function checkPriceRow(row: PriceRow, units: ReadonlyMap<string, string>): PriceProblem[] {
  const textOf: TextOf = (field) => row.cells.get(field)?.text ?? ''
  const found: [PriceField, Wrong][] = [
    ['key', wrongKey(textOf, units)],
    ['unit', wrongUnit(textOf, units)],
    ['usd', wrongAmount(textOf)],
    ['checkedOn', wrongDate(textOf)],
    ['region', wrongRegion(textOf)],
  ]
  return found.flatMap(([field, wrong]) =>
    wrong === null ? [] : [{line: row.cells.get(field)?.line ?? row.line, field, ...wrong}],
  )
}

function wrongKey(textOf: TextOf, units: ReadonlyMap<string, string>): Wrong {
  const key = textOf('key')
  if (units.has(key)) return null
  const near = nearestName(key, [...units.keys()])
  return {
    what: key === '' ? 'is missing' : `the catalogue has no price ${JSON.stringify(key)}`,
    next: key === '' || near === undefined ? 'copy the key from the footnotes of a report' : `write ${near}`,
  }
}

function wrongUnit(textOf: TextOf, units: ReadonlyMap<string, string>): Wrong {
  const [key, unit] = [textOf('key'), textOf('unit')]
  const expected = units.get(key)
  if (expected === undefined || unit === expected) return null
  const what = unit === '' ? `is missing; ${key} is in ${expected}` : `${key} is in ${expected}, not in ${unit}`
  return {what, next: `give ${key} in ${expected}`}
}

function wrongAmount(textOf: TextOf): Wrong {
  const usd = textOf('usd')
  const amount = usd === '' ? Number.NaN : Number(usd)
  if (Number.isFinite(amount) && amount >= 0) return null
  const what = usd === '' ? 'is missing' : `${JSON.stringify(usd)} is not an amount of 0 or more`
  return {what, next: 'write dollars as 0.145, without a sign'}
}

function wrongDate(textOf: TextOf): Wrong {
  const text = textOf('checkedOn')
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text) return null
  const what = text === '' ? 'is missing' : `${JSON.stringify(text)} is not a date`
  return {what, next: 'write the day of the price as 2026-11-02'}
}

function wrongRegion(textOf: TextOf): Wrong {
  const text = textOf('region')
  if (text === '' || /^[a-z]{2}(-[a-z]+)+-\d+$/.test(text)) return null
  return {what: `${JSON.stringify(text)} is not a Region`, next: 'write it as eu-west-1'}
}
