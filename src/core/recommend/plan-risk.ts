import type {Forecast} from '../../documents/forecast.js'
import type {Limit} from '../../documents/plan.js'
import type {Risk} from '../../documents/risk.js'
import {counted, percent} from '../figure.js'
import {breachRisk} from '../risk/breach-risk.js'
import {breakingOf, lowestCapacity} from '../risk/effective-capacity.js'
import {type Course, expectedLoss} from '../risk/expected-loss.js'
import type {JointDraws} from '../risk/joint-draws.js'
import {riskCauses} from '../risk/risk-causes.js'

/** The joint risk of today's estate and of the plan, what it comes from, and what it would lose. */
export function planRisk({
  limits,
  draws,
  course,
  forecast,
  targetRatio,
  seed,
}: {
  limits: readonly Limit[]
  draws: JointDraws
  course: Course
  forecast: Forecast
  targetRatio: number
  seed: number
}): Risk {
  const today = breakingOf(limits, 'today')
  const planned = breakingOf(limits, 'planned')
  const chances = breachRisk({limits: today, planned, draws})
  const lossOf = (some: typeof today) => expectedLoss({capacityRps: lowestCapacity(some, draws), draws, course})
  return {
    targetRatio,
    isMet: chances.planned.breachRatio <= targetRatio,
    sampleCount: draws.count,
    seed,
    ...chances,
    causes: riskCauses({limits: planned, draws, course, demand: demandOf(forecast)}),
    lossToday: lossOf(today),
    lossPlanned: lossOf(planned),
  }
}

function demandOf(forecast: Forecast) {
  const {occurrences, logSpreadRatio, peak} = forecast
  return {
    label: 'demand at the peak',
    because: `${percent(logSpreadRatio)} spread on the log scale from ${counted(occurrences.length, 'past occurrence')}`,
    datum:
      'what marketing plans (drivers in ecom-plan.yaml), and the forecast again closer to the day: backtest shows how much a week tells',
    medianRps: peak.p50Rps,
  }
}
