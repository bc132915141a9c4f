import {auroraPriceOf} from './aurora-prices.js'
import {ec2Columns, ec2Instance} from './ec2-instances.js'
import type {Fact} from './fact.js'
import {prices} from './prices.js'
import {rdsClass, rdsColumns} from './rds-classes.js'

/** A price and where it came from: a page, or a document in words (`AWS Price List, read 2026-11-02`). */
export type Price = Omit<Fact, 'source'> & {readonly source: string}

/** The Region whose prices are shipped. Of any other nothing is known until its price list is read. */
export const shippedRegion = 'us-east-1'

// A plan asks for the same few hundred prices at every size that it tries.
const known = new Map<string, Price | undefined>()

/**
 * The shipped price of one thing in one Region, or undefined where no source gives it.
 *
 * Keys are those of the footnotes: `ec2.c7g.xlarge.usdPerHour`, `rds.db.r6g.large.postgresUsdPerHour` (one zone; mysql,
 * mariadb or postgres), `aurora.db.r6g.large.postgresUsdPerHour` and `…postgresIoOptimizedUsdPerHour`,
 * `prices.albLcuUsdPerHour`. A price of us-east-1 is never given for another Region.
 */
export function price(key: string, region: string): Price | undefined {
  if (region !== shippedRegion) return undefined
  if (known.has(key)) return known.get(key)
  const found = find(key)
  known.set(key, found)
  return found
}

function find(key: string): Price | undefined {
  const [group = '', ...rest] = key.split('.')
  const row = rest.slice(0, -1).join('.')
  const column = rest.at(-1) ?? ''
  if (group === 'prices') return (prices as Readonly<Record<string, Fact>>)[rest.join('.')]
  if (group === 'ec2') return column === 'usdPerHour' ? ec2Price(row) : undefined
  if (group === 'rds') return rdsPrice(row, column)
  return group === 'aurora' ? auroraPrice(row, column) : undefined
}

function ec2Price(name: string): Price | undefined {
  const value = ec2Instance(name)?.usdPerHour ?? null
  return value === null ? undefined : {...ec2Columns.usdPerHour, value}
}

function rdsPrice(name: string, column: string): Price | undefined {
  const known = rdsClass(name)?.price
  const found =
    column === 'postgresUsdPerHour'
      ? known?.postgres
      : column === 'mysqlUsdPerHour' || column === 'mariadbUsdPerHour'
        ? known?.mysql
        : null
  if (!found) return undefined
  const {unit} = rdsColumns.mysqlUsdPerHour
  return {value: found.usdPerHour, unit, source: found.source, checkedOn: found.checkedOn, note: found.confidence}
}

/** AWS bills Aurora MySQL and Aurora PostgreSQL alike. */
function auroraPrice(name: string, column: string): Price | undefined {
  const known = auroraPriceOf(name)
  if (known === undefined) return undefined
  if (/^(mysql|postgres)UsdPerHour$/.test(column)) return {...known.column, value: known.standardUsdPerHour}
  if (/^(mysql|postgres)IoOptimizedUsdPerHour$/.test(column)) {
    return {...known.column, value: known.ioOptimizedUsdPerHour}
  }
  return undefined
}
