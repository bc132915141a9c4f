import type {Catalog} from '../../catalog/catalog.js'
import {priceRules} from '../../catalog/prices.js'

const engines = ['mysql', 'mariadb', 'postgres']
const auroraEngines = ['mysql', 'postgres']

/**
 * Every price that a catalogue has a place for, known or not, with the unit that it is in.
 *
 * Rules that are no prices of one thing (hours of a month, Multi-AZ against one zone) are not among them: they are the
 * same everywhere and nobody overrides them.
 */
export function priceKeys(catalog: Catalog): ReadonlyMap<string, string> {
  const perHour = 'USD/hour'
  const instances = catalog.ec2Instances().map(({name}) => `ec2.${name}.usdPerHour`)
  const classes = [...catalog.rdsClasses(), ...catalog.clusterClasses()].flatMap(({name}) =>
    engines.flatMap((engine) => [`rds.${name}.${engine}UsdPerHour`, `rds.${name}.${engine}MultiAzUsdPerHour`]),
  )
  const aurora = catalog
    .rdsClasses()
    .filter(({isAuroraSupported}) => isAuroraSupported)
    .flatMap(({name}) =>
      auroraEngines.flatMap((engine) => [
        `aurora.${name}.${engine}UsdPerHour`,
        `aurora.${name}.${engine}IoOptimizedUsdPerHour`,
      ]),
    )
  const scalars = Object.entries(catalog.prices)
    .filter(([name]) => !(name in priceRules))
    .map(([name, {unit}]): [string, string] => [`prices.${name}`, unit])
  return new Map([...[...instances, ...classes, ...aurora].map((key): [string, string] => [key, perHour]), ...scalars])
}
