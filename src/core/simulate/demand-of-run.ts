import type {SimulationModel} from '../../documents/simulation-model.js'
import {instantOf} from '../series/zone.js'
import type {ModelSetting} from './model-setting.js'

/** Ticks around a launch, and for how long before and after it. */
const fineTickS = 2
const beforeLaunchS = 60
const afterLaunchS = 1200

/** The forecast's path as a simulation reads it: each step's rate at its middle. */
export function demandOfRun({run: {forecast}, startS, judgement}: ModelSetting): SimulationModel['demand'] {
  const {points, stepS} = forecast.finePath ?? {points: forecast.path, stepS: forecast.stepS}
  return {
    path: points.map(({at, p50Rps, p90Rps, p99Rps}) => ({
      atS: instantOf(at) - startS + stepS / 2,
      p50Rps,
      p90Rps,
      p99Rps,
    })),
    timingSpreadS: judgement('demandTimingS'),
    noiseSpreadRatio: judgement('demandNoiseRatio'),
    noiseFadeS: judgement('demandNoiseFadeS'),
    spikes: [],
    spells: [],
    retryRatio: judgement('resentRatio'),
    retryAfterS: judgement('userRetryS'),
  }
}

/** Shorter ticks around the event's launch, where it has one. */
export function fineOf({run: {forecast}, startS}: ModelSetting): SimulationModel['fine'] {
  if (forecast.firstSpike === null) return {tickS: fineTickS, spans: []}
  const atS = instantOf(forecast.firstSpike.at) - startS
  return {tickS: fineTickS, spans: [{fromS: Math.max(0, atS - beforeLaunchS), toS: atS + afterLaunchS}]}
}

/** The CDN, where demand is counted before it. Storms of misses are for scenarios: a window has none by itself. */
export function edgeOf({run}: ModelSetting): SimulationModel['edge'] {
  return run.cdn === null ? null : {hitRatio: run.cdn.hitRatio, driverIds: ['cdn'], miss: null}
}

/** The load balancer: it carried an ordinary day's peak lately, and doubles from there. */
export function balancerOf(setting: ModelSetting): SimulationModel['loadBalancer'] {
  const {config, run, judgement, originRatio} = setting
  if (config.loadBalancer === undefined) return null
  const headroomRatio = judgement('balancerHeadroomRatio')
  return {
    headroomRatio,
    doublingS: setting.fact('serviceLimits', 'albDoublingS'),
    reservedRps: 0,
    leastRps: run.forecast.levelRps * originRatio * headroomRatio,
  }
}

/** Each thing that makes a load uncertain, once. */
export function driversOf({run}: ModelSetting): SimulationModel['drivers'] {
  const drivers = run.plan.limits.flatMap((limit) => limit.drivers)
  const all = new Map(drivers.map(({id, logSpreadRatio}) => [id, {id, logSpreadRatio}]))
  return [...all.values()]
}
