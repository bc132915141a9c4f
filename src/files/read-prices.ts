import {extname} from 'node:path'
import type {PriceFact} from '../documents/catalog-overlay.js'
import {PlanError} from '../errors.js'
import {checkPriceRow, type PriceProblem} from './check-price-row.js'
import {priceFailure} from './price-failure.js'
import {type PriceField, type PriceRow, priceRowsOfCsv, priceRowsOfYaml} from './price-rows.js'

type Known = {
  path: string
  /** The Region of prices that name none. */
  region: string
  /** Every price that there is a place for, and its unit. */
  units: ReadonlyMap<string, string>
}

const shownProblems = 20

/**
 * Prices of one's own, from a CSV (`key,usd,unit,checkedOn` and, where wanted, `region,source,note`), YAML or JSON file
 * (a list `prices` of the same fields; `checkedOn`, `region` and `source` may stand once above it).
 *
 * Throws FILE_MISSING, FILE_UNREADABLE, CSV_INVALID, and PRICES_INVALID that lists every problem with its line: an
 * unknown key, an amount that is none or negative, another unit than the key's, no or no real date, a price said twice.
 */
export async function readPrices(known: Known): Promise<PriceFact[]> {
  const {path, units} = known
  const rows = await rowsOf(path)
  if (rows.length === 0) {
    throw priceFailure({path, what: 'there is no price in it', next: 'add a price, or leave --prices out'})
  }
  const prices = rows.map((row) => priceOf(row, known))
  const problems = [...rows.flatMap((row) => checkPriceRow(row, units)), ...repeated(rows, prices)]
  const [first, ...others] = problems.sort((one, other) => one.line - other.line)
  if (first === undefined) return prices
  const listed = others.slice(0, shownProblems - 1).map(({line, field, what}) => `${path}:${line}: ${field}: ${what}`)
  const rest = others.length - listed.length
  const {line, field, what, next} = first
  const more = rest > 0 ? [...listed, `and ${rest} more`] : listed
  throw priceFailure({path, line, field, what: `${field}: ${what}`, next, more})
}

async function rowsOf(path: string): Promise<PriceRow[]> {
  const kind = extname(path.replace(/\.gz$/, '')).toLowerCase()
  if (kind === '.csv') return priceRowsOfCsv(path)
  if (['.yaml', '.yml', '.json'].includes(kind)) return priceRowsOfYaml(path)
  throw new PlanError('usage', 'PRICES_INVALID', `--prices ${path} is not a .csv, .yaml or .json file`, {
    suggestions: ['--prices prices.csv', '--prices prices.yaml'],
    place: {file: path},
  })
}

function priceOf(row: PriceRow, {path, region}: Known): PriceFact {
  const textOf = (field: PriceField) => row.cells.get(field)?.text ?? ''
  const [source, note] = [textOf('source'), textOf('note')]
  return {
    key: textOf('key'),
    region: textOf('region') || region,
    amountUsd: Number(textOf('usd')),
    unit: textOf('unit'),
    source: source === '' ? path : `${path}: ${source}`,
    checkedOn: textOf('checkedOn'),
    ...(note === '' ? {} : {note}),
  }
}

function repeated(rows: readonly PriceRow[], prices: readonly PriceFact[]): PriceProblem[] {
  const seen = new Map<string, number>()
  return prices.flatMap(({key, region}, i): PriceProblem[] => {
    const line = rows[i]?.line ?? 1
    const first = seen.get(`${region} ${key}`)
    seen.set(`${region} ${key}`, first ?? line)
    if (first === undefined || key === '') return []
    return [{line, field: 'key', what: `${key} of ${region} is there twice, first at line ${first}`, next: 'keep one'}]
  })
}
