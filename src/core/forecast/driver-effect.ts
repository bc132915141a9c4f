import {figure} from '../figure.js'
import {ridgeRegression} from '../laws/ridge-regression.js'
import type {PastEvent} from './event-bank.js'
import type {Driver} from './planned-event.js'
import type {Judge} from './uplift.js'

/** What the planned drivers change: the log of the uplift, its spread, and a sentence for each driver. */
export type DriverEffect = {logShift: number; logSpread: number; sentences: string[]}

/** An elasticity says little far from where it was measured: the effect ends at twice and half the range seen. */
const reachLog = Math.log(2)
/** The spread ends at a hundred times the range seen: beyond it lies a mistake in units. */
const farthestLog = Math.log(100)

/**
 * What the planned drivers of an event change in the uplift that its past occurrences give.
 *
 * Log uplifts are regressed on the logs of all drivers together, with the weights of the occurrences, and each
 * elasticity is pulled toward a prior (`driverElasticityRatio` ± `driverElasticitySpreadRatio`) as hard as the noise of
 * an occurrence, `noiseLogSpread` on the log scale, asks for. The shift is elasticity × log(planned ÷ weighted geometric
 * mean of the past), so that it is none where as much is planned as there was. The spread is that of the elasticities,
 * and grows with the distance: the mean follows a driver only to twice and half the range seen, and what it would have
 * gone further is spread instead.
 *
 * An occurrence without a value of a driver is left out of that driver's regression and mean; one that ran into a limit
 * counts in the means but teaches no elasticity. Null without drivers; a driver of which no past value is known moves
 * nothing, and its sentence says so. `weights` are those of `events`, of any scale. The uplift's own spread is not made
 * smaller where drivers explain the scatter, so the quantiles are rather too wide than too narrow. Elasticities are
 * those of a correlation: a shop that spends more where it expects more will find them too high.
 *
 * @source https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1866002 (Sethuraman, Tellis and Briesch, New and Enduring
 * Empirical Generalizations on Advertising Elasticity, 2011)
 */
export function driverEffect({
  drivers,
  events,
  weights,
  noiseLogSpread,
  judgement,
}: {
  drivers: readonly Driver[]
  events: readonly Pick<PastEvent, 'date' | 'logUplift' | 'isCensored'>[]
  weights: readonly number[]
  noiseLogSpread: number
  judgement: Judge
}): DriverEffect | null {
  if (drivers.length === 0) return null
  const greatest = Math.max(...weights)
  const occurrences = events.map((event, i) => ({...event, weight: greatest > 0 ? (weights[i] ?? 0) / greatest : 0}))
  const known = drivers.map((driver) => knownDriver(driver, occurrences)).filter((driver) => driver !== null)
  const untold = drivers
    .filter(({name}) => known.every(({driver}) => driver.name !== name))
    .map(({name}) => `No past value of ${inWords(name)} was measured with its event, so it moves nothing.`)
  if (known.length === 0) return {logShift: 0, logSpread: 0, sentences: untold}
  const assumed = judgement('driverElasticityRatio')
  const {coefficients, inverse} = ridgeRegression({
    rows: occurrences.map((_, i) => known.map(({columns}) => columns[i] ?? 0)),
    targets: occurrences.map(({logUplift}) => logUplift),
    weights: occurrences.map(({weight}) => weight),
    prior: known.map(() => assumed),
    penalty: (noiseLogSpread / judgement('driverElasticitySpreadRatio')) ** 2,
  })
  const effects = known.map((driver, j) => effectOf(driver, coefficients[j] ?? assumed))
  const unsure = Math.sqrt(spreadSquared(inverse, effects))
  return {
    logShift: effects.reduce((sum, {logShift}) => sum + logShift, 0),
    logSpread: Math.hypot(noiseLogSpread * unsure, ...effects.map(({cutOff}) => cutOff)),
    sentences: [...effects.map((effect) => sentenceOf(effect, assumed)), ...untold],
  }
}

/** The variance of the joint effect for a noise of 1: what the elasticities are unsure of, at their distances. */
function spreadSquared(inverse: readonly (readonly number[])[], effects: readonly Effect[]): number {
  let sum = 0
  for (const [j, {distance}] of effects.entries())
    for (const [k, other] of effects.entries()) sum += distance * (inverse[j]?.[k] ?? 0) * other.distance
  return Math.max(0, sum)
}

type Weighted = Pick<PastEvent, 'date' | 'logUplift' | 'isCensored'> & {weight: number}

/** A driver's logs in the occurrences that have it: around their mean for the regression, 0 for those that teach none. */
type KnownDriver = {
  driver: Driver
  columns: number[]
  meanLog: number
  range: {low: number; high: number}
  taughtCount: number
  without: string[]
  censored: string[]
}

function knownDriver(driver: Driver, occurrences: readonly Weighted[]): KnownDriver | null {
  const logs = occurrences.map(({date}) => {
    const value = driver.past[date]
    return value === undefined ? null : Math.log(value)
  })
  const present = logs.filter((log) => log !== null)
  const meanLog = weightedMean(logs, occurrences)
  if (meanLog === null) return null
  const telling = logs.map((log, i) => (occurrences[i]?.isCensored ? null : log))
  const tellingMean = weightedMean(telling, occurrences) ?? 0
  const columns = telling.map((log) => (log === null ? 0 : log - tellingMean))
  const datesWhere = (isWanted: (i: number) => boolean) =>
    occurrences.flatMap(({date}, i) => (isWanted(i) ? [date] : []))
  return {
    driver,
    columns,
    meanLog,
    range: {low: Math.min(...present), high: Math.max(...present)},
    taughtCount: columns.some((value) => Math.abs(value) > 1e-12) ? telling.filter((log) => log !== null).length : 0,
    without: datesWhere((i) => logs[i] === null),
    censored: datesWhere((i) => logs[i] !== null && telling[i] === null),
  }
}

function weightedMean(values: readonly (number | null)[], occurrences: readonly Weighted[]): number | null {
  let [sum, total] = [0, 0]
  for (const [i, value] of values.entries()) {
    if (value === null) continue
    const weight = occurrences[i]?.weight ?? 0
    sum += weight * value
    total += weight
  }
  return total > 0 ? sum / total : null
}

/** `distance` counts for the spread; `cutOff` is the part of the effect that lies beyond the reach. */
type Effect = {
  known: KnownDriver
  elasticity: number
  logShift: number
  distance: number
  cutOff: number
  isBeyondReach: boolean
}

function effectOf(known: KnownDriver, elasticity: number): Effect {
  const {driver, meanLog, range} = known
  const planned = Math.log(driver.planned)
  const within = (log: number, reach: number) => Math.min(Math.max(log, range.low - reach), range.high + reach)
  const near = within(planned, reachLog)
  const far = within(planned, farthestLog)
  return {
    known,
    elasticity,
    logShift: elasticity * (near - meanLog),
    distance: far - meanLog,
    cutOff: elasticity * (far - near),
    isBeyondReach: near !== planned,
  }
}

function sentenceOf(effect: Effect, assumed: number): string {
  const {known} = effect
  const {driver, meanLog, taughtCount, without, censored} = known
  const amount = amountWords(driver)
  const basis =
    taughtCount === 0
      ? `elasticity ${assumed}, assumed: its past tells of none yet`
      : `elasticity ${effect.elasticity.toFixed(2)}: ${assumed} assumed, corrected by ${taughtCount} past events`
  const name = inWords(driver.name)
  const sentences = [
    `${name.charAt(0).toUpperCase()}${name.slice(1)} ${amount(driver.planned)} against ${amount(Number(Math.exp(meanLog).toPrecision(3)))} on average before: ${changeWords(effect.logShift)} (${basis}).`,
    rangeWords(effect, amount),
    without.length > 0 ? `No value for ${without.join(', ')}, so left out.` : '',
    censored.length > 0 ? `${censored.join(', ')} ran into a limit and teaches no elasticity.` : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

/** Values in the unit of a driver: `210,000`, `0.042`, `25 %`. */
function amountWords({isShare}: Driver): (value: number) => string {
  return (value) => {
    if (isShare) return `${Number((value * 100).toPrecision(3))} %`
    return value < 0.1 ? String(Number(value.toPrecision(2))) : figure(value)
  }
}

function rangeWords({known, isBeyondReach}: Effect, amount: (value: number) => string): string {
  const {driver, range} = known
  const planned = Math.log(driver.planned)
  if (planned >= range.low - 1e-9 && planned <= range.high + 1e-9) return ''
  const [low, high] = [amount(Math.exp(range.low)), amount(Math.exp(range.high))]
  const seen = low === high ? `the ${low} seen` : `the ${low} to ${high} seen`
  const end = planned > range.high ? `twice ${high}` : `half of ${low}`
  const cut = isBeyondReach ? `, and counted as ${end} only` : ''
  return `It is outside ${seen} so far, which widens the spread${cut}.`
}

/** `+4 %`, `-0.5 %`: what a shift of the logarithm does to the value. */
export function changeWords(logShift: number): string {
  const points = Math.expm1(logShift) * 100
  const text = points.toFixed(Math.abs(points) < 9.95 ? 1 : 0)
  return Number(text) === 0 ? '±0 %' : `${points > 0 ? '+' : ''}${text} %`
}

/** `marketingSpend` as `marketing spend`. */
function inWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])(?=[a-z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replace(/[_-]+/g, ' ')
}
