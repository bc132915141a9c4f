import type {Catalog} from '../../catalog/catalog.js'
import type {Citation} from '../../documents/plan.js'

type Cited = {value: string; unit: string; source: string; checkedOn: string; note?: string | undefined}

/**
 * Collects the facts and judgements that a plan used, by key (`judgements.cpuLimitRatio`,
 * `ec2.c7g.xlarge.usdPerHour`, `rds.db.r6g.4xlarge.mysqlUsdPerHour`), and turns them into footnotes. A value that the
 * user set in the config takes the place of ours and says so. A price of another Region than the plan's says which
 * (`ec2.c7g.xlarge.usdPerHour in eu-west-1`). A key that names nothing is a bug and throws.
 */
export function makeCitations({
  catalog,
  region,
  given,
}: {
  catalog: Catalog
  region: string
  given: Readonly<Record<string, number>>
}) {
  const used = new Set<string>()
  return {
    cite: (key: string, where = region): void => {
      used.add(where === region ? key : `${key} in ${where}`)
    },
    judgement: (name: keyof Catalog['judgements']): number => {
      used.add(`judgements.${name}`)
      return given[name] ?? catalog.judgements[name].value
    },
    list: (): Citation[] =>
      [...used].sort().map((key) => {
        const found = lookUp(catalog, region, key)
        const isGiven = key.startsWith('judgements.') && given[key.slice(11)] !== undefined
        return {
          key,
          value: isGiven ? `${given[key.slice(11)]} ${found.unit}` : `${found.value} ${found.unit}`,
          source: isGiven ? 'ecom-plan.yaml' : found.source,
          checkedOn: found.checkedOn,
          isJudgement: found.source === 'judgement',
          note: found.note ?? null,
        }
      }),
  }
}

function lookUp(catalog: Catalog, region: string, key: string): Cited {
  const [name = '', where = region] = key.split(' in ')
  const price = catalog.price(name, where)
  if (price !== undefined) return {...price, value: String(price.value)}
  const [group = '', ...rest] = key.split('.')
  const found = group === 'ec2' || group === 'rds' ? column(catalog, group, rest) : fact(catalog, group, rest.join('.'))
  if (found === undefined) throw new Error(`the catalogue has no ${key}`)
  return found
}

function fact(catalog: Catalog, group: string, name: string): Cited | undefined {
  const groups: Record<
    string,
    Readonly<Record<string, {value: number; unit: string; source: string; checkedOn: string; note?: string}>>
  > = {
    judgements: catalog.judgements,
    prices: catalog.prices,
    scalingLimits: catalog.scalingLimits,
    rdsStorage: catalog.rdsStorage,
    auroraCapacity: catalog.auroraCapacity,
    rdsConnections: catalog.rdsConnections,
    quotas: catalog.quotas,
    serviceLimits: catalog.serviceLimits,
    scaleOutLimits: catalog.scaleOutLimits,
    capacityReservations: catalog.capacityReservations,
    databaseRoutes: catalog.databaseRoutes,
  }
  const found = groups[group]?.[name]
  return found === undefined ? undefined : {...found, value: String(found.value)}
}

/** `ec2.c7g.xlarge.usdPerHour`: the row is all but the last part, the column the last. */
function column(catalog: Catalog, table: 'ec2' | 'rds', parts: readonly string[]): Cited | undefined {
  const rowName = parts.slice(0, -1).join('.')
  const name = parts.at(-1) ?? ''
  const columns: Readonly<Record<string, {unit: string; source: string; checkedOn: string; note?: string}>> =
    table === 'ec2' ? catalog.ec2Columns : catalog.rdsColumns
  const about = columns[name]
  if (about === undefined) return undefined
  if (table === 'ec2') {
    const row = catalog.ec2Instance(rowName)
    const value = row === undefined ? undefined : (row as unknown as Record<string, unknown>)[name]
    return {...about, value: String(value ?? 'unknown')}
  }
  const row = catalog.rdsClass(rowName)
  const price = name.startsWith('postgres') ? row?.price.postgres : row?.price.mysql
  if (name.endsWith('UsdPerHour')) {
    return {
      ...about,
      value: String(price?.usdPerHour ?? 'unknown'),
      ...(price ? {source: price.source, checkedOn: price.checkedOn, note: price.confidence} : {}),
    }
  }
  const value = row === undefined ? undefined : (row as unknown as Record<string, unknown>)[name]
  return {...about, value: String(value ?? 'unknown')}
}
