import {type Catalog, catalog} from '../catalog/catalog.js'
import {mergeCatalog} from '../core/catalog/merge-catalog.js'
import {priceKeys} from '../core/catalog/price-keys.js'
import {placesOf} from '../core/inventory/place.js'
import type {CatalogOverlay} from '../documents/catalog-overlay.js'
import type {Config} from '../documents/config.js'
import {PlanError} from '../errors.js'
import type {Warning} from './base-command.js'
import {openArchive} from './pull.js'

export type CatalogRead = {
  catalog: Catalog
  /** What stands over the shipped catalogue, without when and where it was read: the same facts make the same plan. */
  decides: unknown[]
  warnings: Warning[]
}

type From = {config: Config; folder: string; pricesPath: string | undefined}

/**
 * The catalogue of a walk: as shipped, then what `pull --refresh-catalog` kept last for the Regions of the config, then the prices of
 * a file. Later wins. An archive that AWS does not open gives a warning, and the catalogue stays as shipped.
 */
export async function readCatalog({config, folder, pricesPath}: From): Promise<CatalogRead> {
  const {region} = config.aws
  const warnings: Warning[] = []
  const kept = await readKept({config, folder}, warnings)
  const base = kept.reduce((below, {overlay, name}) => mergeCatalog({base: below, overlay, name}), catalog)
  const overlays = kept.map(({overlay}) => overlay)
  if (pricesPath === undefined) return {catalog: base, decides: overlays.map(factsOf), warnings}
  const {readPrices} = await import('../files/read-prices.js')
  const prices = await readPrices({path: pricesPath, region, units: priceKeys(base)})
  if (!prices.some((price) => price.region === region)) {
    warnings.push({code: 'PRICES_ELSEWHERE', message: `${pricesPath} has no price of ${region}, so it changes nothing`})
  }
  const overlay: CatalogOverlay = {
    schema: 'ecom-plan.catalog/v1',
    capturedAt: '1970-01-01T00:00:00Z',
    region,
    instanceTypes: [],
    rdsOffers: null,
    quotas: [],
    prices,
  }
  return {
    catalog: mergeCatalog({base, overlay, name: pricesPath}),
    decides: [...overlays, overlay].map(factsOf),
    warnings,
  }
}

async function readKept({config, folder}: Omit<From, 'pricesPath'>, warnings: Warning[]) {
  const isFar = config.archive.startsWith('s3://')
  // A walk over files alone asks no bucket.
  if (isFar && !readsAws(config)) return []
  const store = await openArchive(config, folder)
  const {readNewestCatalog} = await import('../archive/catalogs.js')
  try {
    // The config's own Region last: where two say different things, its word counts.
    const regions = [...new Set(placesOf(config).map(({place}) => place.region))].reverse()
    const found = await Promise.all(regions.map((one) => readNewestCatalog({store, region: one})))
    return found.filter((one) => one !== null)
  } catch (error) {
    if (!(error instanceof PlanError) || error.kind !== 'aws') throw error
    const message = `the catalogue kept in ${store.place} was not read, the shipped one is used: ${error.message}`
    warnings.push({code: 'CATALOG_UNREAD', message})
    return []
  }
}

function readsAws({inventory, metrics, demand}: Config): boolean {
  return (
    inventory.source === 'aws' || metrics.source === 'aws' || demand.sources.some(({kind}) => kind === 'cloudwatch')
  )
}

function factsOf({region, instanceTypes, rdsOffers, quotas, prices}: CatalogOverlay): unknown {
  const plain = <T extends {source: string; checkedOn: string}>({source: _, checkedOn: _on, ...facts}: T) => facts
  return {
    region,
    instanceTypes: instanceTypes.map(plain),
    rdsOffers: rdsOffers === null ? null : plain(rdsOffers),
    quotas: quotas.map(plain),
    prices: prices.map(plain),
  }
}
