import type {AwsClients} from '../aws/clients.js'
import {catalog} from '../catalog/catalog.js'
import {instanceTypesToRead} from '../core/catalog/families-to-read.js'
import {mapInstanceFacts} from '../core/catalog/map-instance-facts.js'
import {mapPriceList, type PriceList} from '../core/catalog/map-price-list.js'
import {mapQuotaFacts} from '../core/catalog/map-quota-facts.js'
import {mapRdsOffers, type ValidModifications} from '../core/catalog/map-rds-offers.js'
import {mergeCatalog} from '../core/catalog/merge-catalog.js'
import {priceQueries} from '../core/catalog/price-queries.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {CatalogOverlay} from '../documents/catalog-overlay.js'
import type {Database, Inventory} from '../documents/inventory.js'
import type {AwsObject} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {Warning} from './base-command.js'

/** What a refresh brought, in counts, and where it is kept; null where nothing could be read. */
export type Refreshed = {
  counts: {
    file: string | null
    instanceTypeCount: number
    classCount: number
    quotaCount: number
    priceCount: number
  }
  warnings: Warning[]
}

/** What two refreshes brought together; the file is the first's. */
export function addRefreshed(first: Refreshed, second: Refreshed): Refreshed {
  const [a, b] = [first.counts, second.counts]
  return {
    counts: {
      file: a.file ?? b.file,
      instanceTypeCount: a.instanceTypeCount + b.instanceTypeCount,
      classCount: a.classCount + b.classCount,
      quotaCount: a.quotaCount + b.quotaCount,
      priceCount: a.priceCount + b.priceCount,
    },
    warnings: [...first.warnings, ...second.warnings],
  }
}

type Refresh = {
  clients: AwsClients
  inventory: Inventory
  store: BlobStore
  region: string
  asOf: string
  onProgress: (text: string) => void
}

/**
 * Asks AWS for what the catalogue ships: instance types, what RDS sells, quotas, and the prices of the Region; and keeps
 * the answers in the archive, where forecast finds the newest.
 *
 * An action that the credentials may not call becomes a warning that names it, and its facts stay as shipped. Any other
 * failure is thrown, and nothing is kept.
 */
export async function refreshCatalog(refresh: Refresh): Promise<Refreshed> {
  const {inventory, store, region, asOf} = refresh
  const readOn = asOf.slice(0, 10)
  const warnings: Warning[] = []
  const rdsOffers = await readOffers(refresh, readOn, warnings)
  const instanceTypes = await readTypes(refresh, rdsOffers, readOn, warnings)
  const quotas = await readQuotaFacts(refresh, readOn, warnings)
  const read: CatalogOverlay = {
    schema: 'ecom-plan.catalog/v1',
    capturedAt: asOf,
    region,
    instanceTypes,
    rdsOffers,
    quotas,
    prices: [],
  }
  const lists = await readPrices(refresh, warnings)
  const mapped = mapPriceList({
    lists,
    region,
    engines: enginesOf(inventory.databases),
    catalog: mergeCatalog({base: catalog, overlay: read, name: 'what AWS said'}),
    readOn,
  })
  if (mapped.unclear.length > 0) {
    const [first, second, third] = mapped.unclear
    const some = [first, second, third].filter((key) => key !== undefined).join(', ')
    const more = mapped.unclear.length > 3 ? ` and ${mapped.unclear.length - 3} more` : ''
    warnings.push({
      code: 'PRICE_UNCLEAR',
      message: `the price list says nothing clear of ${some}${more}: they stay as shipped`,
    })
  }
  const overlay = {...read, prices: mapped.prices}
  const counts = {
    instanceTypeCount: instanceTypes.length,
    classCount: new Set(rdsOffers?.classes.map((offer) => offer.class)).size,
    quotaCount: quotas.length,
    priceCount: mapped.prices.length,
  }
  if (Object.values(counts).every((count) => count === 0)) return {counts: {file: null, ...counts}, warnings}
  const {writeCatalog} = await import('../archive/catalogs.js')
  const file = `${store.place}/${await writeCatalog({store, overlay})}`
  return {counts: {file, ...counts}, warnings}
}

/** Reads, or notes what may not be read and gives what stands in for it. */
async function orDenied<T>(
  read: () => Promise<T>,
  otherwise: T,
  {warnings, consequence}: {warnings: Warning[]; consequence: string},
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof PlanError) || error.code !== 'ACCESS_DENIED') throw error
    const next = error.suggestions[0] === undefined ? '' : `; ${error.suggestions[0]}`
    warnings.push({code: 'CATALOG_DENIED', message: `${error.message}: ${consequence}${next}`})
    return otherwise
  }
}

/** A Region need not have every quota, and a database may be gone by now: what is not there is left out. */
async function orMissing(read: () => Promise<AwsObject[]>): Promise<AwsObject[]> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof PlanError && error.code === 'RESOURCE_NOT_FOUND') return []
    throw error
  }
}

async function readOffers(
  {clients, inventory, onProgress}: Refresh,
  readOn: string,
  warnings: Warning[],
): Promise<CatalogOverlay['rdsOffers']> {
  const {databases} = inventory
  if (databases.length === 0) return null
  onProgress('RDS: classes and storage on offer')
  const {readOrderableOptions, readValidModifications} = await import('../aws/read-rds-offers.js')
  const consequence = 'every class of the shipped catalogue is taken to be on offer'
  const options = await orDenied(
    async () => {
      const found: AwsObject[] = []
      for (const version of versionsOf(databases)) found.push(...(await readOrderableOptions({clients, ...version})))
      return found
    },
    [],
    {warnings, consequence},
  )
  const modifications = await orDenied(
    async () => {
      const found: ValidModifications[] = []
      for (const {id} of databases.filter(({engine}) => !engine.startsWith('aurora'))) {
        const replies = await orMissing(async () => [await readValidModifications(clients, id)])
        found.push(...replies.map((reply) => ({database: id, reply})))
      }
      return found
    },
    [],
    {warnings, consequence: 'storage limits stay those of the documentation'},
  )
  return options.length + modifications.length === 0 ? null : mapRdsOffers({options, modifications, readOn})
}

async function readTypes(
  {clients, inventory, onProgress}: Refresh,
  rdsOffers: CatalogOverlay['rdsOffers'],
  readOn: string,
  warnings: Warning[],
): Promise<CatalogOverlay['instanceTypes']> {
  const patterns = instanceTypesToRead({inventory, offers: rdsOffers?.classes ?? [], catalog})
  if (patterns.length === 0) return []
  onProgress('EC2: instance types')
  const {findInstanceTypes} = await import('../aws/read-ec2.js')
  const consequence = 'instance types stay as shipped'
  const types = await orDenied(() => findInstanceTypes(clients, patterns), [], {warnings, consequence})
  return mapInstanceFacts(types, readOn)
}

async function readQuotaFacts(
  {clients, onProgress}: Refresh,
  readOn: string,
  warnings: Warning[],
): Promise<CatalogOverlay['quotas']> {
  onProgress('Service Quotas')
  const {readQuotas} = await import('../aws/read-quotas.js')
  const found = await orDenied(
    async () => {
      const quotas: AwsObject[] = []
      for (const {serviceCode, quotaCode} of Object.values(catalog.quotas)) {
        quotas.push(...(await orMissing(() => readQuotas(clients, [{ServiceCode: serviceCode, QuotaCode: quotaCode}]))))
      }
      return quotas
    },
    [],
    {warnings, consequence: "quotas stay AWS's defaults for a new account"},
  )
  return mapQuotaFacts(found, readOn)
}

async function readPrices(
  {clients, inventory, region, onProgress}: Refresh,
  warnings: Warning[],
): Promise<PriceList[]> {
  const {readPriceList} = await import('../aws/read-prices.js')
  const lists: PriceList[] = []
  const denied = new Set<string>()
  let unreadableCount = 0
  for (const {service, filters} of priceQueries({region, engines: enginesOf(inventory.databases)})) {
    if (denied.has(service)) continue
    onProgress(`Price list: ${service}`)
    const before = warnings.length
    const consequence = `prices of ${service} stay as shipped`
    const list = await orDenied(() => readPriceList({clients, service, filters}), null, {warnings, consequence})
    if (warnings.length > before) denied.add(service)
    if (list === null) continue
    lists.push({service, rows: list.rows})
    unreadableCount += list.unreadableCount
  }
  if (unreadableCount > 0) {
    const rows = unreadableCount === 1 ? '1 row' : `${unreadableCount} rows`
    warnings.push({code: 'PRICE_UNREADABLE', message: `${rows} of the price list were no JSON and were left out`})
  }
  return lists
}

function enginesOf(databases: readonly Database[]): string[] {
  return [...new Set(databases.map(({engine}) => engine))].sort()
}

function versionsOf(databases: readonly Database[]): {engine: string; engineVersion: string}[] {
  const byText = new Map(
    databases.map(({engine, engineVersion}) => [`${engine} ${engineVersion}`, {engine, engineVersion}]),
  )
  return [...byText.values()]
}
