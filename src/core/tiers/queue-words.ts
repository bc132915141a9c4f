import type {ServiceTime} from '../calibrate/service-time.js'
import {counted, figure, percent, seconds, span} from '../figure.js'
import {fluidBacklog} from '../laws/fluid-backlog.js'
import {smoothedResponseQuantileS} from '../laws/smoothed-response.js'
import {instantOf} from '../series/zone.js'
import {clockAt} from './clock-words.js'
import {at, type Setting} from './tier-finding.js'

/**
 * The 95th percentile of the response time at the peak after the plan, where a load test showed service time and
 * workers; nothing where none did, or where the units would be beyond saturation.
 */
export function responseInWords({
  rps,
  unitRps,
  unitCount,
  unit,
  service,
  setting,
}: {
  /** At the tier, at the target quantile. */
  rps: number
  unitRps: number
  unitCount: number
  unit: string
  service: ServiceTime | null
  setting: Setting
}): string[] {
  if (service === null || unitCount <= 0 || setting.isOnTrial) return []
  const offeredLoadErlangs = (rps / unitCount) * service.serviceTimeS
  const p95S = smoothedResponseQuantileS({
    offeredLoadErlangs,
    serverCount: service.workerCount,
    serviceTimeS: service.serviceTimeS,
    arrivalCvSquared: 1 / unitCount,
    serviceCvSquared: 1,
    probability: 0.95,
  })
  if (!Number.isFinite(p95S)) return []
  return [
    `${setting.target.toUpperCase()} on ${counted(unitCount, unit)} is ${percent(rps / (unitCount * unitRps))} of the limit, where p95 is ` +
      `about ${seconds(p95S)} (Allen and Cunneen: ${counted(service.workerCount, 'worker')} of ${seconds(service.serviceTimeS)} each by the load ` +
      `test; a balancer that takes turns, so arrivals vary with ca² = 1/${figure(unitCount)})`,
  ]
}

/**
 * The queue of a tier that is short, as a fluid: from when it grows, how long the wait becomes, until when it drains.
 *
 * Beyond what the units carry within the SLO they may still serve a little more: where a load test showed when they
 * are full that counts, else the SLO's rate. Nobody gives up in this account, so a wait of minutes stands for errors.
 * Nothing where no queue builds up.
 */
export function backlogInWords({
  when,
  unitRps,
  unitCount,
  service,
  perDemand,
  setting,
}: {
  when: string
  unitRps: number
  unitCount: number
  service: ServiceTime | null
  perDemand: number
  setting: Setting
}): string[] {
  if (setting.isOnTrial) return []
  const fullRps = service === null ? unitRps : Math.max(unitRps, service.workerCount / service.serviceTimeS)
  const capacity = unitCount * fullRps
  const arrivalRps = setting.path.map((point) => at(point, setting.target) * perDemand)
  const first = arrivalRps.findIndex((rate) => rate > capacity)
  const startAt = setting.path[0]?.at
  if (first === -1 || startAt === undefined || capacity <= 0) return []
  const run = fluidBacklog({
    arrivalRps,
    capacityRps: arrivalRps.map(() => capacity),
    stepS: setting.stepS,
    patienceS: null,
  })
  const startS = instantOf(startAt)
  const longest = run.backlogCounts.indexOf(Math.max(...run.backlogCounts))
  const clock = (afterS: number) => clockAt(startS + afterS, setting.timezone, startS + first * setting.stepS)
  const drained =
    run.drainedAfterS === null
      ? 'it is not drained when the window ends'
      : `it is drained by ${clock(run.drainedAfterS)}`
  return [
    `${when}: from ${clock(first * setting.stepS)} the queue grows at ${setting.target.toUpperCase()} beyond ${figure(capacity)} req/s; at ` +
      `${clock((longest + 1) * setting.stepS)} users wait ${span(run.longestWaitS)}, and ${drained} (if nobody gives up)`,
  ]
}
