import type {RdsClass} from '../../catalog/rds-classes.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Database} from '../../documents/inventory.js'
import type {SimulatedDatabase} from '../../documents/simulation-model.js'
import {findDatabase} from '../inventory/find-resource.js'
import {placeOfTier} from '../inventory/place.js'
import {gp2Limits, stripeCountOf} from '../tiers/rds-volume.js'
import type {ModelSetting} from './model-setting.js'

type RdsTier = Extract<TierConfig, {kind: 'rds'}>

/** Of a write or read of an SSD volume, where nothing was measured. */
const ioTimeS = 0.001

/**
 * An RDS instance of a run as the simulator reads it; null, with a notice, where its CPU was not measured. A call is all
 * that one request at the load balancer asks of it in the mean.
 *
 * What a call takes follows from the rates at which the plan says that CPU and IOPS reach what is planned for: a
 * straight line through nothing, so that what it does without requests is taken as part of them.
 */
export function databaseOfRun(name: string, tier: RdsTier, setting: ModelSetting): SimulatedDatabase | null {
  const {run, catalog, inventory, judgement, policy} = setting
  const database = findDatabase({tierName: name, tier, inventory})
  const hardware = catalog.rdsClass(
    policy === 'plan' ? (plannedClass(name, setting) ?? database.class) : database.class,
  )
  const breaksAt = (measure: string) => {
    const limit = run.plan.limits.find((one) => one.tier === name && one.measure === measure)
    const rate = policy === 'plan' ? limit?.plannedBreaksAtRps : limit?.breaksAtRps
    return rate === undefined || rate === null ? null : rate * setting.originRatio
  }
  const cpuRps = breaksAt('CPU')
  if (hardware === undefined || cpuRps === null || cpuRps <= 0) {
    setting.notice(`${name} is left out: how its CPU follows requests is not known`)
    return null
  }
  const volume = volumeOf(database, setting)
  const ioRps = breaksAt('IOPS')
  const drivers = run.plan.limits.find((one) => one.tier === name && one.measure === 'CPU')?.drivers ?? []
  const {region} = placeOfTier(inventory, tier)
  const engine = database.engine === 'postgres' ? 'postgres' : 'mysql'
  const price = catalog.price(`rds.${hardware.name}.${engine}UsdPerHour`, region)?.value
  return {
    name,
    driverIds: drivers.map(({id}) => id).filter((id) => id !== 'cdn'),
    vcpuCount: hardware.vcpuCount,
    cpuPerCallS: (hardware.vcpuCount * judgement('databaseCpuLimitRatio')) / cpuRps,
    ioPerCallCount: ioRps === null ? 0 : (volume.iops * judgement('iopsLimitRatio')) / ioRps,
    idleCpuRatio: 0,
    idleIops: 0,
    baselineIops: volume.iops,
    burstIops: volume.burstIops,
    startCreditCount: volume.creditCount * judgement('burstBalanceStartRatio'),
    mostCreditCount: volume.creditCount,
    ioTimeS,
    maxConnectionCount: tier.maxConnections ?? connectionsOf(hardware, database, setting),
    timeoutS: judgement('userTimeoutS'),
    failover: database.isMultiAz
      ? {
          chanceRatio: 0,
          atS: null,
          fromS: 0,
          toS: setting.durationS,
          takes: setting.delays.failover,
          coldFactorRatio: judgement('coldCacheRatio'),
          warmS: judgement('coldCacheS'),
        }
      : null,
    zoneCount: 3,
    slow: [],
    more: [],
    instanceUsdPerHour: (price ?? 0) * (database.isMultiAz ? 2 : 1),
  }
}

function plannedClass(name: string, {run}: ModelSetting): string | null {
  const found = run.plan.patches
    .filter(({tier, request}) => tier === name && request.operation === 'ModifyDBInstance')
    .map(({request}) => request.input['DBInstanceClass'])
    .find((value) => typeof value === 'string')
  return typeof found === 'string' ? found : null
}

function connectionsOf(hardware: RdsClass, {engine}: Database, {judgement}: ModelSetting): number {
  const known = engine === 'postgres' || engine === 'mariadb' ? engine : 'mysql'
  return Math.floor(hardware.maxConnectionCount[known] * (1 - judgement('mysqlMemoryReserveRatio')))
}

/** What the volume holds for hours, bursts to, and keeps of credits; of gp2 only do these differ. */
function volumeOf(
  database: Database,
  {catalog, fact}: ModelSetting,
): {iops: number; burstIops: number; creditCount: number} {
  const rules = catalog.rdsStorage
  if (database.storageType === 'gp2') {
    const count = stripeCountOf(database, rules)
    const {iops} = gp2Limits(database, rules)
    const doesBurst = database.allocatedGib / count < rules.gp2VolumeBurstBelowGib.value
    return {
      iops,
      burstIops: doesBurst ? Math.max(iops, count * rules.gp2VolumeBurstIops.value) : iops,
      creditCount: doesBurst ? count * fact('rdsStorage', 'gp2VolumeCreditCount') : 0,
    }
  }
  const iops = database.provisionedIops ?? rules.gp3SmallIops.value
  return {iops, burstIops: iops, creditCount: 0}
}
