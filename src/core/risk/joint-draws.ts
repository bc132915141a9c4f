import type {Driver} from '../../documents/plan.js'
import type {QuantileRps} from '../../documents/units.js'
import {seededUniform} from '../laws/seeded-uniform.js'
import {demandAt} from './demand-draw.js'

/** One joint sample: a peak of demand, and for each driver the factor on the load that it stands for. */
export type JointDraws = {
  count: number
  /** Peaks where demand is counted, in requests per second. */
  demandRps: Float64Array
  /** The factors of a driver; drawn when first asked for. */
  factorsOf: (driver: Driver) => Float64Array
  /** The factor on the load of a limit: that of its drivers together, and with a zone lost of the units that are left. */
  loadFactorsOf: (limit: {drivers: readonly Driver[]; zoneCount?: number}) => Float64Array
}

/**
 * Draws `count` joint samples from a seed. Demand is stratified, one draw in each equal slice of probability, which
 * takes most of the noise out of a breach that hangs on demand; every driver has a stream of its own that follows from
 * its name, so that two plans are compared under the same luck and a further driver changes no other's.
 *
 * Drivers are independent of each other and of demand: a crowd that also changes the mix of pages is in neither.
 */
export function jointDraws({
  peak,
  seed,
  count,
  lostZoneRatio,
}: {
  peak: QuantileRps
  seed: number
  count: number
  lostZoneRatio: number | null
}): JointDraws {
  const uniform = seededUniform(seed)
  const demandRps = shuffled(
    Float64Array.from({length: count}, (_, i) => demandAt(peak, (i + 0.000001 + 0.999998 * uniform()) / count)),
    uniform,
  )
  const drawn = new Map<string, Float64Array>()
  const factorsOf = ({id, logSpreadRatio}: Driver) => {
    const key = `${id} ${logSpreadRatio}`
    const known = drawn.get(key)
    if (known !== undefined) return known
    const factors = logNormals(seededUniform(hashOf(id, seed)), logSpreadRatio, count)
    drawn.set(key, factors)
    return factors
  }
  const zones = seededUniform(hashOf('zone', seed))
  const lostZone = lostZoneRatio === null ? null : Array.from({length: count}, () => zones() < lostZoneRatio)
  const products = new Map<string, Float64Array>()
  const loadFactorsOf: JointDraws['loadFactorsOf'] = ({drivers, zoneCount = 1}) => {
    const zones = lostZone === null ? 1 : zoneCount
    const key = `${zones} ${drivers.map(({id, logSpreadRatio}) => `${id} ${logSpreadRatio}`).join(' ')}`
    const known = products.get(key)
    if (known !== undefined) return known
    const product = new Float64Array(count).fill(1)
    for (const driver of drivers) multiply(product, factorsOf(driver))
    if (lostZone !== null && zones > 1) crowd(product, lostZone, zones)
    products.set(key, product)
    return product
  }
  return {count, demandRps, factorsOf, loadFactorsOf}
}

/** Where a zone is lost, the units that are left take the load of all. */
function crowd(product: Float64Array, lostZone: readonly boolean[], zoneCount: number): void {
  for (let i = 0; i < product.length; i++) {
    if (lostZone[i]) product[i] = ((product[i] ?? 1) * zoneCount) / (zoneCount - 1)
  }
}

function multiply(product: Float64Array, factors: Float64Array): void {
  for (let i = 0; i < product.length; i++) product[i] = (product[i] ?? 1) * (factors[i] ?? 1)
}

/** Log-normal factors of median 1, two from each pair of uniforms (Box and Muller, 1958). */
function logNormals(uniform: () => number, logSpread: number, count: number): Float64Array {
  const factors = new Float64Array(count).fill(1)
  if (logSpread === 0) return factors
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const angle = 2 * Math.PI * uniform()
    factors[i] = Math.exp(logSpread * radius * Math.cos(angle))
    if (i + 1 < count) factors[i + 1] = Math.exp(logSpread * radius * Math.sin(angle))
  }
  return factors
}

function shuffled(values: Float64Array, uniform: () => number): Float64Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    const held = values[i] ?? 0
    values[i] = values[j] ?? 0
    values[j] = held
  }
  return values
}

/** FNV-1a of a name, mixed with the seed. */
function hashOf(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
