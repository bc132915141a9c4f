import type {LimitFinding, Plateau, ScalabilityFinding, SloLimit} from '../../documents/load-limit.js'
import {counted, figure, percent, seconds} from '../figure.js'
import {unitScalingWords} from './scale-over-units.js'

type Parts = Omit<LimitFinding, 'words' | 'warnings'>

/** A limit in finished sentences, what to plan with first. */
export function limitWords(parts: Parts, unitName: 'instance' | 'task'): string[] {
  const {sloLimit, plateau, scalability, endpoints, users, unit, unitScaling} = parts
  const [first] = endpoints
  return [
    sloLimit === null ? null : sloWords(sloLimit),
    plateau === null ? null : plateauWords(plateau),
    scalability === null ? null : scalabilityWords(scalability),
    scalability?.knee == null ? null : kneeWords(scalability.knee),
    unit === null ? null : `${figure(unit.unitRps)} req/s each of ${counted(unit.unitCount, unitName)}`,
    unitScaling === null ? null : unitScalingWords(unitScaling, unitName),
    users === null ? null : userWords(users),
    first === undefined ? null : `most susceptible: ${first.words}`,
    scalability === null ? null : coefficientWords(scalability),
  ].filter((words) => words !== null)
}

const boundWords = {errors: 'errors', both: 'response time and errors'} as const

function sloWords({
  status,
  percentile,
  responseTimeS,
  errorRatio,
  throughputRps,
  concurrencyCount,
  bound,
}: SloLimit): string {
  const slo = `${percentile} ${seconds(responseTimeS)}, ${percent(errorRatio, 1)} errors`
  const level = `${figure(throughputRps)} req/s with ${figure(concurrencyCount)} in flight`
  if (status === 'unmet')
    return `the SLO (${slo}) is broken at the lowest level of load, ${figure(concurrencyCount)} in flight`
  if (status === 'kept') return `at least ${level} within the SLO (${slo}): no level of load broke it`
  const bounds = bound === null || bound === 'response-time' ? percentile : boundWords[bound]
  return `${level} within the SLO (${slo}): beyond it ${bounds} ${bound === 'errors' || bound === 'both' ? 'break' : 'breaks'} it`
}

function plateauWords({throughputRps, measuredRps, concurrencyCount, isReached}: Plateau): string {
  const measured = `${figure(measuredRps)} req/s with ${figure(concurrencyCount)} in flight`
  return isReached
    ? `saturates at about ${figure(throughputRps)} req/s: measured ${measured}, and more load brought no more`
    : `not saturated, at least ${measured}`
}

function scalabilityWords(law: ScalabilityFinding): string {
  const {shape, highestRps, highest, peakConcurrencyCount, peakConcurrency, isExtrapolated} = law
  if (shape === 'linear' || highestRps === null) return 'throughput is in proportion to concurrency as far as tested'
  const range = highest === null ? '' : ` (${figure(highest.lowRps)} to ${upTo(highest.highRps)})`
  const extrapolated = isExtrapolated ? ', extrapolated beyond the test' : ''
  if (peakConcurrencyCount === null || peakConcurrency === null) {
    return `law: no peak; throughput nears ${figure(highestRps)} req/s${range}${extrapolated}`
  }
  const at = `${figure(peakConcurrencyCount)} in flight (${figure(peakConcurrency.lowCount)} to ${upTo(peakConcurrency.highCount)})`
  return `law: at most ${figure(highestRps)} req/s${range} at ${at}, 9 in 10 between${extrapolated}`
}

/** Last of all: they carry an error of tens of percent where the peak itself is known to a few. */
function coefficientWords({contentionRatio, contention, coherencyRatio, coherency}: ScalabilityFinding): string | null {
  if (contention === null || coherency === null) return null
  const short = (value: number) => String(Number(value.toPrecision(2)))
  return (
    `law's coefficients: contention ${short(contentionRatio)} (${short(contention.lowRatio)} to ${short(contention.highRatio)}), ` +
    `coherency ${short(coherencyRatio)} (${short(coherency.lowRatio)} to ${short(coherency.highRatio)})`
  )
}

const upTo = (value: number | null) => (value === null ? 'no end' : figure(value))

function kneeWords({concurrencyCount, throughputRps, responseTimeS}: NonNullable<ScalabilityFinding['knee']>): string {
  return (
    `best to run at (greatest throughput over response time): ${figure(throughputRps)} req/s with ` +
    `${figure(concurrencyCount)} in flight, ${seconds(responseTimeS)} mean`
  )
}

function userWords({userCount, thinkTimeS, sessionsPerHourCount}: NonNullable<LimitFinding['users']>): string {
  const users = `${figure(Math.round(userCount))} users at once who pause ${seconds(thinkTimeS)}`
  return sessionsPerHourCount === null
    ? users
    : `${users}, ${figure(Math.round(sessionsPerHourCount))} sessions an hour`
}
