import type {LimitFinding, LoadSlo, Plateau, SloLimit} from '../../documents/load-limit.js'
import {little} from '../laws/little.js'
import {findPlateau} from './find-plateau.js'
import {findScalability} from './find-scalability.js'
import {type LimitStep, usableSteps} from './limit-step.js'
import {limitWords} from './limit-words.js'
import {type EndpointSteps, rankEndpoints} from './rank-endpoints.js'
import {scaleOverUnits, type UnitRun} from './scale-over-units.js'
import {findSloLimit} from './slo-limit.js'

const hourS = 3600

/**
 * What a load test says of the most that a system carries.
 *
 * In order of what to plan with: the largest throughput that met the SLO, the plateau that was seen, the Universal
 * Scalability Law's peak with its interval and its knee, the endpoint that limits, then users (Little's law with think
 * time), sessions and what one unit carries. `steps` are of all endpoints together, `endpoints` each on its own;
 * without an `slo` there is no SLO limit. `otherRuns` are what other numbers of units carried, for how it scales over
 * units. `thinkTimeS` is the mean pause of a user, `requestsPerSession` what a visit
 * sends; `random` gives uniform numbers in [0, 1) for the intervals, so the same stream gives the same finding; without it there
 * are none.
 *
 * Odd data never throws: what could not be found is null, and `warnings` says why. True for the system as it was
 * tested; a load generator that could not keep up looks the same, and only the warnings tell.
 */
export function findLimit({
  steps,
  endpoints,
  slo,
  unitCount,
  unitName = 'instance',
  otherRuns = [],
  thinkTimeS,
  requestsPerSession,
  random,
}: {
  steps: readonly LimitStep[]
  endpoints: readonly EndpointSteps[]
  slo: LoadSlo | null
  unitCount: number | null
  unitName?: 'instance' | 'task'
  otherRuns?: readonly UnitRun[]
  thinkTimeS?: number | undefined
  requestsPerSession?: number | undefined
  random: (() => number) | null
}): LimitFinding {
  const usable = usableSteps(steps)
  const law = findScalability({levels: usable.steps, random})
  const sloLimit = slo === null ? null : findSloLimit({steps: usable.steps, slo, scalability: law.finding})
  const plateau = findPlateau(usable.steps, law.finding)
  const ranked = rankEndpoints(endpoints)
  const planned = plannedOf(sloLimit, plateau)
  const finding = {
    stepCount: usable.steps.length,
    sloLimit,
    scalability: law.finding,
    plateau,
    endpoints: ranked.endpoints,
    users:
      planned === null || (thinkTimeS === undefined && requestsPerSession === undefined)
        ? null
        : usersOf(planned, {thinkTimeS: thinkTimeS ?? 0, requestsPerSession}),
    unit: planned === null || unitCount === null ? null : {unitCount, unitRps: planned.throughputRps / unitCount},
    unitScaling:
      planned === null || unitCount === null
        ? null
        : scaleOverUnits([...otherRuns, {unitCount, throughputRps: planned.throughputRps}]),
  }
  const missing = slo !== null && sloLimit === null && usable.steps.length > 0 ? [percentileMissing(slo)] : []
  return {
    ...finding,
    words: limitWords(finding, unitName),
    warnings: [...usable.warnings, ...law.warnings, ...missing, ...ranked.warnings],
  }
}

/** What to plan with: the SLO limit where there is one, else the plateau. */
function plannedOf(sloLimit: SloLimit | null, plateau: Plateau | null): SloLimit | Plateau | null {
  return sloLimit?.status === 'found' || sloLimit?.status === 'kept' ? sloLimit : plateau
}

function usersOf(
  {throughputRps, concurrencyCount}: {throughputRps: number; concurrencyCount: number},
  {thinkTimeS, requestsPerSession}: {thinkTimeS: number; requestsPerSession: number | undefined},
): LimitFinding['users'] {
  const responseTimeS = concurrencyCount / throughputRps
  return {
    userCount: little({throughputRps, timeS: responseTimeS + thinkTimeS}),
    thinkTimeS,
    sessionsPerHourCount: requestsPerSession === undefined ? null : (throughputRps / requestsPerSession) * hourS,
  }
}

function percentileMissing({percentile}: LoadSlo): string {
  return `the SLO is of ${percentile}, which not every step of this test has, so no SLO limit can be told`
}
