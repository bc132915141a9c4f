import type {Catalog} from '../../catalog/catalog.js'
import type {RdsOffer} from '../../catalog/rds-offers.js'
import type {Inventory} from '../../documents/inventory.js'
import {ec2TypeOf} from './merge-instances.js'

/** General, compute and memory: the three shapes of one generation. */
const shapes = ['m', 'c', 'r']

/**
 * What to ask DescribeInstanceTypes for, as names and `c7g.*`: the families in use, their neighbours (the same
 * generation in the other shapes, the same shape a generation older and newer), and the EC2 types behind DB classes that
 * are on offer and not in the catalogue.
 */
export function instanceTypesToRead({
  inventory,
  offers,
  catalog,
}: {
  inventory: Inventory
  offers: readonly RdsOffer[]
  catalog: Catalog
}): string[] {
  const used = inventory.instanceTypes.map(({name}) => name.split('.')[0] ?? '')
  const families = used.flatMap((family) => [family, ...neighbours(family)]).map((family) => `${family}.*`)
  const unknown = offers.filter((offer) => catalog.rdsClass(offer.class) === undefined)
  // db.serverless has no type behind it.
  const behind = unknown.map((offer) => ec2TypeOf(offer.class)).filter((name) => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(name))
  return [...new Set([...families, ...behind])].sort()
}

/** `c6g`, `c8g`, `m7g` and `r7g` for `c7g`. */
function neighbours(family: string): string[] {
  const [, shape = '', digits = '', rest = ''] = /^([a-z]+)(\d+)([a-z-]*)$/.exec(family) ?? []
  if (shape === '') return []
  const generation = Number(digits)
  const sisters = shapes.includes(shape) ? shapes.filter((other) => other !== shape) : []
  return [
    ...[generation - 1, generation + 1].map((other) => `${shape}${other}${rest}`),
    ...sisters.map((other) => `${other}${digits}${rest}`),
  ]
}
