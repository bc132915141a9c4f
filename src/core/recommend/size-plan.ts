import type {Catalog} from '../../catalog/catalog.js'
import type {Choice} from '../../documents/choice.js'
import type {Config} from '../../documents/config.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Risk} from '../../documents/risk.js'
import type {Course} from '../risk/expected-loss.js'
import {jointDraws} from '../risk/joint-draws.js'
import type {Setting} from '../tiers/tier-finding.js'
import {type Assessment, assessTiers} from './assess-tiers.js'
import {makeCitations} from './citations.js'
import {contingencyOf} from './contingency.js'
import {makeFitOnce} from './fit-once.js'
import {pickPlan, reliefOf} from './plan-choice.js'
import {planRisk} from './plan-risk.js'
import type {Evidence} from './tier-evidence.js'

/** The plan that was picked: every tier sized, the risk that is left, and the plans it was picked from. */
export type SizedPlan = {found: Assessment; risk: Risk; choice: Choice; beyondHelp: string[]}

/**
 * Sizes all tiers until the chance of a breach anywhere in the window is what the user accepts, at the least cost.
 *
 * Tiers are fitted once and sized for as many levels of demand as the search asks for; all of them are held against one
 * joint sample. What only a trial used is not cited.
 */
export function sizePlan({
  config,
  catalog,
  evidence,
  forecast,
  setting,
  seed,
  sampleCount,
  budgetUsd,
  citations,
}: {
  config: Config
  catalog: Catalog
  evidence: Omit<Evidence, 'setting' | 'designFactors' | 'fitOnce'>
  forecast: Forecast
  setting: Setting
  seed: number
  sampleCount: number
  budgetUsd: number | null
  citations: ReturnType<typeof makeCitations>
}): SizedPlan {
  const fitOnce = makeFitOnce(citations.judgement)
  const unheard = makeCitations({catalog, region: config.aws.region, given: config.judgements})
  const onTrial = {...setting, judgement: unheard.judgement, cite: unheard.cite, isOnTrial: true}
  const size = (designFactors: ReadonlyMap<string, number>, to: Setting) =>
    assessTiers({...evidence, setting: to, designFactors, fitOnce})
  const tried = new Map<string, Assessment>()
  const tryOut = (designFactors: ReadonlyMap<string, number>): Assessment => {
    const key = JSON.stringify([...designFactors])
    const known = tried.get(key) ?? size(designFactors, onTrial)
    tried.set(key, known)
    return known
  }
  const draws = jointDraws({
    peak: forecast.peak,
    seed,
    count: sampleCount,
    lostZoneRatio: config.azLoss.probability ?? null,
  })
  const course = courseOf(config, forecast)
  const targetRatio = config.riskTarget
  const pick = pickPlan({sizeAll: tryOut, draws, course, targetRatio, budgetUsd})
  const found = size(pick.factors, setting)
  const relief = reliefOf({
    limits: found.limits,
    levers: config.levers,
    draws,
    targetRatio,
    requestsPerSession: config.business.requestsPerSession ?? null,
  })
  const everyTier = [...new Set(found.limits.map(({tier}) => tier))]
  const contingency = contingencyOf({
    plan: found,
    sizeAt: (factor) => tryOut(new Map(everyTier.map((tier) => [tier, Math.max(factor, pick.factors.get(tier) ?? 1)]))),
    inventory: evidence.inventory,
    setting: onTrial,
  })
  return {
    found,
    risk: planRisk({limits: found.limits, draws, course, forecast, targetRatio, seed}),
    choice: {offers: pick.offers, budget: pick.budget, ...relief, contingency},
    beyondHelp: pick.beyondHelp,
  }
}

function courseOf({business}: Config, {path, stepS, peak}: Forecast): Course {
  const {salesPerMinute} = business
  return {path, stepS, usdPerRequest: salesPerMinute === undefined ? null : salesPerMinute / 60 / peak.p50Rps}
}
