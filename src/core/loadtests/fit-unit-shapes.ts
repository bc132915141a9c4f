import {throughputOf, type UnitShape} from './unit-shape.js'

/** One level of load against so many units. */
export type UnitStep = {
  unitCount: number
  /** By Little's law, throughput times mean response time: users who pause are not in flight. */
  inFlightCount: number
  throughputRps: number
  requestCount: number
  /** How busy what the units share was; null where it was not measured. */
  sharedRatio: number | null
}

/** A shape that the steps allow, with its share of the belief in all of them. */
export type WeighedShape = {shape: UnitShape; weight: number}

/** What a step's throughput is off by beside the error of counting, and a mean utilization off a console. */
const stepSpread = 0.02
const ratioSpread = 0.03
/** Below this a utilization says more of the background than of the test. */
const leastRatio = 0.05
const serverCounts = [1, 2, 4, 8, 16, 32, 64]
const toldLimitCount = 24
const untoldLimitCount = 48
/** The highest limit that is tried, over the highest throughput that was seen. */
const farFactor = 20
const roundCount = 12
const leastWeight = 1e-3
/** 90th percentile of χ² with one degree of freedom. */
const ruledOut = 2.7055
const outOfSight = 1e6

/**
 * The shapes that steps against different numbers of units allow: for a net of limits and servers of what is shared and
 * both kinds, places and own time are fitted by weighted least squares on the logarithm of throughput, and each fit
 * weighs exp(−χ²/2), χ² over its own scatter where the best fit scatters more than its errors say. With the shared
 * station's utilization its limit is nearly known (utilization law); without, the bend of the curve has to tell.
 *
 * `steps` are at least four, of two numbers of units or more. `serverCount` is how many the shared station serves at
 * once, where that is known (connections of a pool, 1 of a lock). Returns the shapes by falling weight, weights adding
 * up to 1; `unlimited`, the best of those whose limit is out of sight, and `isBent`, whether the steps rule that one
 * out (9 in 10); `scatterRatio` is the root of the mean square of what the best leaves, as a share of throughput.
 */
export function fitUnitShapes({steps, serverCount}: {steps: readonly UnitStep[]; serverCount: number | null}): {
  shapes: WeighedShape[]
  unlimited: UnitShape
  isBent: boolean
  scatterRatio: number
} {
  const servers = serverCount === null ? serverCounts : [serverCount]
  const fits = limitsOf(steps).flatMap((sharedLimitRps) =>
    servers.flatMap((sharedServerCount) =>
      (['held', 'free'] as const).map((kind) => fitted({kind, sharedLimitRps, sharedServerCount, steps})),
    ),
  )
  const least = bestOf(fits)
  const farthestRps = Math.max(...fits.map(({shape}) => shape.sharedLimitRps))
  const farthest = bestOf(fits.filter(({shape}) => shape.sharedLimitRps === farthestRps))
  const observedCount = steps.length + steps.filter(isTold).length
  const scale = Math.max(1, least.misfit / Math.max(1, observedCount - 4))
  const weighed = fits
    .map(({shape, misfit}) => ({shape, weight: Math.exp((least.misfit - misfit) / scale / 2)}))
    .filter(({weight}) => weight > leastWeight)
    .sort((a, b) => b.weight - a.weight)
  const total = weighed.reduce((sum, {weight}) => sum + weight, 0)
  const left = steps.map((step) => Math.log(step.throughputRps / throughputOf(least.shape, step)) ** 2)
  return {
    shapes: weighed.map(({shape, weight}) => ({shape, weight: weight / total})),
    unlimited: withoutLimit(farthest.shape),
    isBent: (farthest.misfit - least.misfit) / scale > ruledOut,
    scatterRatio: Math.sqrt(left.reduce((sum, square) => sum + square, 0) / left.length),
  }
}

const bestOf = (fits: readonly Fit[]) => fits.reduce((best, fit) => (fit.misfit < best.misfit ? fit : best))

/** The time at the shared station stays in the request; the limit goes. */
function withoutLimit(shape: UnitShape): UnitShape {
  const {kind, ownTimeS, sharedLimitRps, sharedServerCount} = shape
  const sharedS = kind === 'held' ? sharedServerCount / sharedLimitRps : 0
  return {...shape, ownTimeS: ownTimeS + sharedS, sharedLimitRps: sharedLimitRps * outOfSight, sharedServerCount: 1}
}

const isTold = ({sharedRatio}: UnitStep) => sharedRatio !== null && sharedRatio >= leastRatio

/** Limits to try: about what utilization over throughput says, or from the most that was seen far up. */
function limitsOf(steps: readonly UnitStep[]): number[] {
  const highestRps = Math.max(...steps.map((step) => step.throughputRps))
  const told = steps.filter(isTold)
  if (told.length === 0) return between(highestRps * 0.95, highestRps * farFactor, untoldLimitCount)
  const ratios = told.map(({sharedRatio}) => sharedRatio ?? 0)
  const flows = told.map(({throughputRps}) => throughputRps)
  const limitRps =
    flows.reduce((sum, flow) => sum + flow ** 2, 0) / flows.reduce((sum, flow, i) => sum + flow * (ratios[i] ?? 0), 0)
  const spread = Math.min(0.5, (4 * ratioSpread) / Math.max(...ratios))
  const lowRps = Math.max(limitRps * (1 - spread), highestRps * 0.9)
  return between(lowRps, Math.max(limitRps, highestRps) * (1 + spread), toldLimitCount)
}

const between = (low: number, high: number, count: number) =>
  Array.from({length: count}, (_, i) => low * (high / low) ** (i / (count - 1)))

type Fit = {shape: UnitShape; misfit: number}
type Fixed = Pick<UnitShape, 'kind' | 'sharedLimitRps' | 'sharedServerCount'>

/** Gauss–Newton over the logarithms of places and own time, damped until it improves. */
function fitted({steps, ...fixed}: Fixed & {steps: readonly UnitStep[]}): Fit {
  let at = startOf(fixed, steps)
  let left = residualsOf(shapeAt(fixed, at), steps)
  let damping = 1e-3
  for (let round = 0; round < roundCount; round += 1) {
    const [places, time] = [0, 1].map((index) => slopeOf({fixed, at, index, left, steps}))
    if (places === undefined || time === undefined) break
    const step = dampedStep(places, time, left, damping)
    const next: Logs = [at[0] + step[0], at[1] + step[1]]
    const after = residualsOf(shapeAt(fixed, next), steps)
    const isBetter = squares(after) < squares(left)
    const isDone = isBetter && squares(left) - squares(after) < 1e-3
    if (isBetter) [at, left] = [next, after]
    damping = isBetter ? damping / 5 : damping * 10
    if (isDone) break
  }
  return {shape: shapeAt(fixed, at), misfit: squares(left)}
}

type Logs = [places: number, ownTime: number]

function shapeAt(fixed: Fixed, [places, ownTime]: Logs): UnitShape {
  return {
    ...fixed,
    placeCount: Math.exp(Math.min(9, Math.max(-4, places))),
    ownTimeS: Math.exp(Math.min(7, Math.max(-12, ownTime))),
  }
}

/** The quickest answer seen, less the shared station's part; and by Little's law what a unit had in flight at its most. */
function startOf({kind, sharedLimitRps, sharedServerCount}: Fixed, steps: readonly UnitStep[]): Logs {
  const wholeS = Math.min(...steps.map(({inFlightCount, throughputRps}) => inFlightCount / throughputRps))
  const ownS = Math.max(wholeS - sharedServerCount / sharedLimitRps, wholeS / 20)
  const eachRps = Math.max(...steps.map(({throughputRps, unitCount}) => throughputRps / unitCount))
  return [Math.log(eachRps * (kind === 'held' ? wholeS : ownS)), Math.log(ownS)]
}

function residualsOf(shape: UnitShape, steps: readonly UnitStep[]): number[] {
  return steps.flatMap((step) => {
    const spread = Math.hypot(stepSpread, 1 / Math.sqrt(step.requestCount))
    const off = Math.log(step.throughputRps / throughputOf(shape, step)) / spread
    if (!isTold(step)) return [off]
    return [off, ((step.sharedRatio ?? 0) - step.throughputRps / shape.sharedLimitRps) / ratioSpread]
  })
}

function slopeOf({
  fixed,
  at,
  index,
  left,
  steps,
}: {
  fixed: Fixed
  at: Logs
  index: number
  left: readonly number[]
  steps: readonly UnitStep[]
}): number[] {
  const byLog = 1e-4
  const moved: Logs = [at[0] + (index === 0 ? byLog : 0), at[1] + (index === 1 ? byLog : 0)]
  return residualsOf(shapeAt(fixed, moved), steps).map((value, i) => (value - (left[i] ?? 0)) / byLog)
}

function dampedStep(a: readonly number[], b: readonly number[], left: readonly number[], damping: number): Logs {
  const [aa, bb, ab, al, bl] = [
    dot(a, a) * (1 + damping) + 1e-9,
    dot(b, b) * (1 + damping) + 1e-9,
    dot(a, b),
    dot(a, left),
    dot(b, left),
  ]
  const determinant = aa * bb - ab ** 2
  const limited = (value: number) => Math.max(-1, Math.min(1, value))
  return [limited((ab * bl - bb * al) / determinant), limited((ab * al - aa * bl) / determinant)]
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0)
