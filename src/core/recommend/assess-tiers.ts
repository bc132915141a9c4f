import type {CapacityModel} from '../../documents/capacity-model.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Plan} from '../../documents/plan.js'
import type {MetricId} from '../../documents/series.js'
import type {TierDiagnosis} from '../../documents/tier-diagnosis.js'
import {capacityModel} from '../calibrate/capacity-model.js'
import {databaseLoad} from '../calibrate/database-load.js'
import {databaseState} from '../calibrate/database-state.js'
import {type ServiceTime, serviceTime} from '../calibrate/service-time.js'
import {findAutoScalingGroup, findDatabase, findEcsService} from '../inventory/find-resource.js'
import {asgMetrics, ecsMetrics, rdsMetrics} from '../inventory/metric-ids.js'
import {inventoryFor} from '../inventory/place.js'
import {replicaLoop} from '../inventory/replica-loop.js'
import {assessEcsService} from '../tiers/ecs-service.js'
import {zonesOf} from '../tiers/ecs-zones.js'
import {fleetOf} from '../tiers/fleet.js'
import {assessAsg} from '../tiers/frontend-asg.js'
import {assessRds} from '../tiers/rds-instance.js'
import {nothingFound, at as rateAt, type TierFinding} from '../tiers/tier-finding.js'
import {onAssumedSize, onAssumedType} from '../what-if/assumed-capacity.js'
import {assessAuroraTier, assessStandbyTier} from './assess-cluster.js'
import {assessDependencyTier} from './assess-dependency.js'
import {assessFront, withDriver} from './assess-front.js'
import {assessHosts, typeLookUp, typeMissing} from './assess-hosts.js'
import {diagnosed} from './diagnosed.js'
import {poolDemand} from './pool-demand.js'
import {proxiesBefore, unreadProxies} from './proxies-before.js'
import {at, type Evidence, type Found, placed, unmodelled} from './tier-evidence.js'

export type Assessment = TierFinding & {
  models: CapacityModel[]
  notModelled: Plan['notModelled']
  diagnoses: (() => TierDiagnosis)[]
}

/**
 * Assesses every tier of the config, scaled tiers first, since hosts and databases carry what those plan. A tier that
 * nothing sizes is never silently fine: it is listed with the reason.
 */
export function assessTiers(evidence: Evidence): Assessment {
  const tiers = Object.entries(evidence.config.tiers)
  const scaled = tiers.flatMap(([tier, config]) =>
    config.kind === 'asg'
      ? [placed(evidence, config, assessAsgTier(at(evidence, tier, config), tier, config))]
      : config.kind === 'ecs'
        ? [placed(evidence, config, assessEcsTier(at(evidence, tier, config), tier, config))]
        : [],
  )
  const hosts = assessHosts(
    evidence,
    scaled.flatMap(({placed}) => placed ?? []),
  )
  const databases = tiers.flatMap(([tier, config]) => assessDatabase({evidence, tier, config, scaled}))
  const outside = tiers.flatMap(([tier, config]) =>
    config.kind === 'dependency' ? [assessDependencyTier(evidence, tier, config)] : [],
  )
  const tiered = [...scaled, ...hosts, ...databases, ...outside]
  const front = assessFront(evidence)
  const behind = tiered.map((found) => ({...found, limits: withDriver(found.limits, evidence.cdnDriver)}))
  return [...behind, ...front].reduce<Assessment>(joined, {
    ...nothingFound,
    models: [],
    notModelled: [],
    diagnoses: [],
  })
}

/** A database of any kind; nothing of other tiers. */
function assessDatabase({
  evidence: all,
  tier,
  config,
  scaled,
}: {
  evidence: Evidence
  tier: string
  config: TierConfig
  scaled: readonly Found[]
}): Found[] {
  const evidence = at(all, tier, config)
  const uses = scaled.flatMap((found) => found.uses)
  const told = (found: Found) => {
    const inventory = inventoryFor({tierName: tier, tier: config, inventory: all.inventory})
    const unread = unreadProxies({tier, inventory, limits: found.limits})
    return [placed(all, config, {...found, blockers: [...found.blockers, ...unread]})]
  }
  if (config.kind === 'rds') return told(assessRdsTier({evidence, tier, config, scaled}))
  if (config.kind === 'aurora') return told(assessAuroraTier({evidence, tier, config, uses}))
  if (config.kind === 'rds-cluster') return told(assessStandbyTier({evidence, tier, config, uses}))
  return []
}

function joined(all: Assessment, found: Found): Assessment {
  return {
    limits: [...all.limits, ...found.limits],
    changes: [...all.changes, ...found.changes],
    patches: [...all.patches, ...found.patches],
    blockers: [...all.blockers, ...found.blockers],
    uses: [...all.uses, ...found.uses],
    models: [...all.models, ...(found.models ?? [])],
    notModelled: [...all.notModelled, ...(found.notModelled ?? [])],
    diagnoses: [...all.diagnoses, ...(found.diagnoses ?? [])],
  }
}

type TierOf<K extends TierConfig['kind']> = Extract<TierConfig, {kind: K}>

function assessAsgTier(evidence: Evidence, tier: string, config: TierOf<'asg'>): Found {
  const {inventory, setting} = evidence
  const group = findAutoScalingGroup({tierName: tier, tier: config, inventory})
  const ids = asgMetrics({tierName: tier, tier: config, inventory})
  const asMeasured = modelOf(evidence, tier, config, 'instance', {
    cpu: ids.cpu,
    units: ids.inService,
    requests: ids.requests,
  })
  if ('missing' in asMeasured) return unmodelled(tier, asMeasured.missing)
  const typeOf = typeLookUp(inventoryFor({tierName: tier, tier: config, inventory}), setting)
  const fleet = fleetOf(group, typeOf)
  if ('missing' in fleet) return unmodelled(tier, typeMissing(group.name, fleet.missing))
  const measured = evidence.measuredOn.get(tier)
  const model = onAssumedType({model: asMeasured, measured, fleet, typeOf, setting})
  const service = model === asMeasured ? servesOf(evidence, tier) : null
  return {
    ...assessAsg({tier, group, fleet, startupS: config.startup ?? null, model, service, setting}),
    models: [model],
  }
}

function assessEcsTier(evidence: Evidence, tier: string, config: TierOf<'ecs'>): Found {
  const {inventory, setting} = evidence
  const service = findEcsService({tierName: tier, tier: config, inventory})
  const ids = ecsMetrics({tierName: tier, tier: config, inventory})
  const sources = {cpu: ids.cpu, units: ids.running, requests: ids.requests}
  const asMeasured = modelOf(evidence, tier, config, 'task', sources)
  if ('missing' in asMeasured) return unmodelled(tier, asMeasured.missing)
  const model = onAssumedSize(asMeasured, evidence.measuredOn.get(tier), service)
  const zones = zonesOf(service, inventoryFor({tierName: tier, tier: config, inventory}))
  const serves = model === asMeasured ? servesOf(evidence, tier) : null
  const found = assessEcsService({tier, service, startupS: config.startup ?? null, model, serves, zones, setting})
  const {taskCount: plannedCount, leadS} = found
  return {
    ...found,
    models: [model],
    placed: [{tier, service, todayCount: service.maxCount ?? service.desiredCount, plannedCount, leadS}],
  }
}

/** How a unit serves, by the first load test of the tier that was seen full. */
function servesOf({loadTests, fitOnce}: Evidence, tier: string): ServiceTime | null {
  return fitOnce(
    `service of ${tier}`,
    () => loadTests.filter((test) => test.tier === tier).flatMap((test) => serviceTime(test) ?? [])[0] ?? null,
  )
}

function modelOf(
  evidence: Evidence,
  tier: string,
  config: TierOf<'asg'> | TierOf<'ecs'>,
  unit: 'instance' | 'task',
  ids: {cpu: MetricId; units: MetricId; requests: MetricId | null},
): CapacityModel | {missing: string} {
  const {metrics, originRequests, pastPeaks, loadTests, setting} = evidence
  return evidence.fitOnce(`capacity of ${tier}`, (judgement) =>
    capacityModel({
      tier,
      config,
      unit,
      metrics,
      ids,
      originRequests,
      pastPeaks,
      loadTests,
      slo: evidence.config.slo,
      judgement,
      originPeakRps: rateAt(setting.peak, setting.target) * setting.originRatio,
      asOfS: setting.asOfS,
    }),
  )
}

function assessRdsTier({
  evidence,
  tier,
  config,
  scaled,
}: {
  evidence: Evidence
  tier: string
  config: TierOf<'rds'>
  scaled: readonly Found[]
}): Found {
  const {inventory, metrics, originRequests, pastPeak, setting} = evidence
  const database = findDatabase({tierName: tier, tier: config, inventory})
  if (database.cluster !== undefined) {
    return unmodelled(
      tier,
      `${database.id} is an instance of the cluster ${database.cluster}: write {kind: aurora, resource: ${database.cluster}}`,
    )
  }
  const estate = inventoryFor({tierName: tier, tier: config, inventory})
  const loop = replicaLoop(database, estate.databases)
  if (loop !== null) {
    return unmodelled(tier, `the estate has it as a replica of itself, ${loop.join(' of ')}: mend the inventory`)
  }
  if (originRequests === null) {
    return unmodelled(tier, 'no load balancer is named, so its load cannot be set against requests: add loadBalancer')
  }
  const ids = rdsMetrics({tierName: tier, tier: config, inventory})
  const measured = evidence.measuredOn.get(tier)
  const measuredClass = measured?.kind === 'rds' ? measured.class : database.class
  const memoryGib = setting.catalog.rdsClass(measuredClass)?.memoryGib ?? null
  const load = evidence.fitOnce(`load of ${tier}`, () =>
    databaseLoad({metrics, ids, originRequests, memoryGib, pastPeak}),
  )
  if (load.cpuRatio === null && load.iops === null) {
    return unmodelled(tier, `neither CPU nor IOPS of ${database.id} was measured over half a day`)
  }
  const state = evidence.fitOnce(`state of ${tier}`, () => databaseState({metrics, ids, originRequests, memoryGib}))
  const pools = poolDemand({
    config: evidence.config,
    inventory,
    database: tier,
    uses: scaled.flatMap(({uses}) => uses),
    setting,
  })
  const assessed = assessRds({
    tier,
    database,
    measuredClass,
    load,
    state,
    pools,
    databases: estate.databases,
    maxConnections: config.maxConnections,
    proxies: proxiesBefore(estate, 'instance', database.id),
    setting,
  })
  const poolCount = pools.connectionCount
  const found = diagnosed(assessed, {evidence, tier, config, database, measuredClass, load, poolCount})
  const isUnknown = found.limits.length === 0
  return isUnknown
    ? {...found, notModelled: [{tier, why: found.blockers[0]?.message ?? 'its limits are not known'}]}
    : found
}
