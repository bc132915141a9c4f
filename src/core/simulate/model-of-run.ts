import type {ScaledTierConfig, TierConfig} from '../../documents/config-tier.js'
import type {SimulatedDependency, SimulatedTier, SimulationModel} from '../../documents/simulation-model.js'
import {checkModel} from './check-model.js'
import {databaseOfRun} from './database-of-run.js'
import {balancerOf, demandOfRun, driversOf, edgeOf, fineOf} from './demand-of-run.js'
import {type ModelInput, type ModelSetting, modelSetting} from './model-setting.js'
import {tierOfRun} from './tier-of-run.js'

const tickS = 10

/**
 * The model of a run's event window: demand from its forecast, the chain from its capacity models and limits, scaling
 * from the estate (`today`) or with the plan's patches made (`plan`). Pure: the same input gives the same bytes.
 *
 * What no number is known for is left out by name (`notices`); every default is in `assumptions` with its source, or as
 * our judgement. Hazards are off but for the loss of a zone that the config gives a chance: scenarios switch them on.
 * Throws SIMULATION_MODEL_INVALID as checkModel does, and what finding resources throws.
 */
export function modelOfRun(input: ModelInput): SimulationModel {
  const setting = modelSetting(input)
  const {run, config, judgement, durationS} = setting
  const entries = Object.entries(config.tiers)
  const databases = entries.flatMap(([name, tier]) => {
    if (tier.kind === 'rds') return databaseOfRun(name, tier, setting) ?? []
    if (tier.kind === 'aurora' || tier.kind === 'rds-cluster')
      setting.notice(`${name} is left out: clusters are not simulated yet`)
    return []
  })
  const scaled = entries.filter(
    (entry): entry is [string, ScaledTierConfig] => entry[1].kind === 'asg' || entry[1].kind === 'ecs',
  )
  const modelled = scaled.filter(([name]) => run.models.some((model) => model.tier === name && model.unitRps > 0))
  const callsOf = callsTo(
    databases.map(({name}) => name),
    modelled,
    setting,
  )
  const tiers = scaled.flatMap(([name, tier]) => tierOfRun(name, tier, callsOf(name), setting) ?? [])
  const dependencies = entries.flatMap(([name, tier]) => dependencyOf(name, tier, setting))
  const model: SimulationModel = {
    schema: 'ecom-plan.simulation-model/v1',
    policy: setting.policy,
    startAt: run.forecast.windowStartAt,
    durationS,
    tickS,
    fine: fineOf(setting),
    seed: setting.seed,
    slo: {...run.slo, allowedBadMinuteCount: judgement('allowedBadMinuteCount')},
    drivers: driversOf(setting),
    demand: demandOfRun(setting),
    edge: edgeOf(setting),
    loadBalancer: balancerOf(setting),
    baseResponseTimeS: 0,
    tiers: withDependencies(tiers, dependencies),
    databases,
    dependencies: dependencies.map(({dependency}) => dependency),
    zoneLoss:
      config.azLoss.probability === undefined
        ? null
        : {chanceRatio: config.azLoss.probability, atS: null, fromS: 0, toS: durationS},
    fargate: tiers.some(({start}) => start.kind === 'fargate')
      ? {
          burstCount: setting.fact('scalingLimits', 'fargateLaunchBurstCount'),
          perS: setting.fact('scalingLimits', 'fargateLaunchPerS'),
        }
      : null,
    notices: setting.notices,
    assumptions: setting.assumptions,
  }
  checkModel(model, `the model of ${setting.policy}`)
  return model
}

/**
 * Which tiers call which database: those whose pool names it, each for its share of the visits, together once for each
 * request; where none does, the first tier for all.
 */
function callsTo(
  databases: readonly string[],
  tiers: readonly (readonly [string, ScaledTierConfig])[],
  {run}: ModelSetting,
): (tier: string) => SimulatedTier['calls'] {
  const visitsOf = (name: string) => run.models.find((model) => model.tier === name)?.visitCount ?? 0
  return (name) =>
    databases.flatMap((database) => {
      const pooled = tiers.filter(([, tier]) => tier.pool?.database === database)
      const callers = pooled.length > 0 ? pooled : tiers.slice(0, 1)
      const visits = callers.reduce((sum, [caller]) => sum + visitsOf(caller), 0)
      const own = callers.find(([caller]) => caller === name)
      if (own === undefined || visits === 0) return []
      return [
        {
          to: database,
          perVisitCount: 1 / visits,
          poolCount: own[1].pool?.database === database ? own[1].pool.size : null,
        },
      ]
    })
}

type Depended = {dependency: SimulatedDependency; visitCount: number}

function dependencyOf(name: string, tier: TierConfig, setting: ModelSetting): Depended[] {
  if (tier.kind !== 'dependency') return []
  const limitRps = tier.limit?.rps ?? (tier.limit?.concurrency ?? 0) / (tier.responseTime ?? 1)
  if (tier.visits === undefined || (limitRps === 0 && tier.responseTime === undefined)) {
    setting.notice(`${name} is left out: give its visits, and its limit or responseTime, in ecom-plan.yaml`)
    return []
  }
  return [
    {
      visitCount: tier.visits,
      dependency: {
        name,
        responseTimeS: tier.responseTime ?? 0,
        responseCvSquaredRatio: 1,
        limitRps: limitRps > 0 ? limitRps : null,
        slow: [],
      },
    },
  ]
}

/** Dependencies are called by the last tier: what a request asks of them is known, and not who asks. */
function withDependencies(tiers: readonly SimulatedTier[], dependencies: readonly Depended[]): SimulatedTier[] {
  return tiers.map((tier, i) => {
    if (i !== tiers.length - 1 || tier.visitCount === 0) return tier
    const calls = dependencies.map(({dependency, visitCount}) => ({
      to: dependency.name,
      perVisitCount: visitCount / tier.visitCount,
      poolCount: null,
    }))
    return {...tier, calls: [...tier.calls, ...calls]}
  })
}
