import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Blocker, Change, Limit} from '../../documents/plan.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {valueAt} from '../calibrate/load-line.js'
import {storageOfferBlockers} from '../catalog/rds-offered.js'
import {figure} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {classPatch, storagePatch} from '../patch/rds-patches.js'
import {breakingRate} from './breaking-rate.js'
import {chooseClass} from './choose-class.js'
import {neededIops} from './needed-iops.js'
import {classChange, storageChange} from './rds-changes.js'
import {type DatabaseShape, type Measure, measuresOf, type PoolDemand} from './rds-measures.js'
import {type StorageSetting, storageFor, storageLimits} from './rds-storage-rules.js'
import {
  designRps,
  nothingFound,
  ratioAt,
  ratios,
  type Setting,
  shortTimeS,
  type TierFinding,
  verdictOf,
} from './tier-finding.js'

/** A database may stand closer to its limits than a tier of units: the limits carry their own reserve. */
const databaseTightRatio = 0.9

/**
 * Assesses an RDS instance: CPU, memory, connections, IOPS, throughput and disk queue at the peak; the cheapest class
 * and the least storage setting that carry them; and the calls, which a person sends, since a class change is a
 * failover and storage never shrinks.
 *
 * A class that the catalogue does not know makes the tier unmodelled, and a blocker says so. When no class on offer
 * carries the peak nothing is recommended for the class, and a blocker names the rate up to which the largest holds.
 */
export function assessRds({
  tier,
  database,
  load,
  pools,
  setting,
}: {
  tier: string
  database: Database
  load: DatabaseLoad
  pools: PoolDemand
  setting: Setting
}): TierFinding {
  const today = setting.catalog.rdsClass(database.class)
  if (today === undefined) return unknown(tier, database, `${database.class}, which the catalogue does not know`)
  const origin = scaleRates(setting.peak, setting.originRatio)
  const targetRps = designRps(origin, setting)
  const volume = storageLimits({...volumeOf(database), catalog: setting.catalog})
  const kind = `${database.engine} with ${database.storageType} storage`
  if (volume === null) return unknown(tier, database, `${kind}, whose limits are not known here`)
  const measures = (shape: DatabaseShape) => measuresOf({database, shape, today, load, pools, setting})
  const shapeNow = {class: today, ...volume}
  const wantedIops = load.iops ? neededIops({iops: valueAt(load.iops, targetRps), setting}) : 0
  const wantedMibPerS = load.mibPerS ? valueAt(load.mibPerS, targetRps) / setting.judgement('throughputLimitRatio') : 0
  const storage = storageStep({database, volume, wantedIops, wantedMibPerS, setting})
  const volumeAfter = storage !== null && 'iops' in storage ? storage : volume
  const choice = chooseClass({
    database,
    today,
    setting,
    brokenBy: (candidate) => {
      const broken = measures({class: candidate, iops: volumeAfter.iops, mibPerS: volumeAfter.mibPerS}).filter(
        (measure) => measure.shareOf(targetRps) > 1 && !(measure.limitedBy === 'volume'),
      )
      return broken.length === 0
        ? null
        : (broken.map(
            (measure) => `${measure.name} at ${figure(measure.shareOf(targetRps) * 100)} % of its limit`,
          )[0] ?? null)
    },
  })
  const shapeAfter = {class: choice.class, iops: volumeAfter.iops, mibPerS: volumeAfter.mibPerS}
  const limits = measures(shapeNow).map((measure, i) =>
    limitOf({tier, database, measure, after: measures(shapeAfter)[i] ?? measure, origin, setting}),
  )
  const changes: Change[] = []
  const patches = []
  if (choice.class.name !== today.name) {
    const patch = classPatch({tier, database, toClass: choice.class.name})
    patches.push(patch)
    changes.push(classChange({tier, database, choice, today, limits, setting, patchId: patch.id}))
  }
  if (storage !== null && 'iops' in storage) {
    const patch = storagePatch({tier, database, to: storage})
    patches.push(patch)
    changes.push(storageChange({tier, database, storage, volume, limits, setting, patchId: patch.id}))
  }
  return {
    limits,
    changes,
    patches,
    blockers: [
      ...blockersOf({tier, database, choice, storage, limits, setting, measures, volumeAfter}),
      ...storageOfferBlockers({tier, database, to: storage, catalog: setting.catalog}),
    ],
    uses: [],
  }
}

function volumeOf(database: Database) {
  const {engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS} = database
  return {engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS}
}

/** The storage change that is needed; null when none is, a reason when none is possible. */
function storageStep({
  database,
  volume,
  wantedIops,
  wantedMibPerS,
  setting,
}: {
  database: Database
  volume: {iops: number; mibPerS: number}
  wantedIops: number
  wantedMibPerS: number
  setting: Setting
}): StorageSetting | {impossible: string} | null {
  if (wantedIops <= volume.iops && wantedMibPerS <= volume.mibPerS) return null
  return storageFor({
    ...volumeOf(database),
    neededIops: Math.max(wantedIops, volume.iops),
    neededMibPerS: Math.max(wantedMibPerS, volume.mibPerS),
    catalog: setting.catalog,
  })
}

function limitOf({
  tier,
  database,
  measure,
  after,
  origin,
  setting,
}: {
  tier: string
  database: Database
  measure: Measure
  after: Measure
  origin: ReturnType<typeof scaleRates>
  setting: Setting
}): Limit {
  const now = ratios(origin, measure.shareOf)
  const shareAtDemand = (shares: Measure) => (rps: number) => shares.shareOf(rps * setting.originRatio)
  return {
    tier,
    kind: 'rds',
    resource: database.id,
    measure: measure.name,
    today: measure.limitText,
    planned: after.limitText,
    now,
    after: ratios(origin, after.shareOf),
    shortS: shortTimeS(setting, shareAtDemand(measure)),
    afterShortS: shortTimeS(setting, shareAtDemand(after)),
    verdict: verdictOf(ratioAt(now, setting.target), databaseTightRatio),
    breaksAtRps: breakingRate(shareAtDemand(measure), setting.peak.p99Rps),
    plannedBreaksAtRps: breakingRate(shareAtDemand(after), setting.peak.p99Rps),
    drivers: [],
    derivation: measure.derivation,
  }
}

function unknown(tier: string, database: Database, what: string): TierFinding {
  return {
    ...nothingFound,
    blockers: [
      {
        severity: 'block',
        code: 'DATABASE_UNKNOWN',
        message: `${tier} (${database.id}) runs on ${what}, so nothing of it was sized.`,
        next: 'watch its CPU, IOPS and connections by hand during the event',
      },
    ],
  }
}

function blockersOf({
  tier,
  database,
  choice,
  storage,
  limits,
  setting,
  measures,
  volumeAfter,
}: {
  tier: string
  database: Database
  choice: {class: RdsClass; isEnough: boolean; largest: RdsClass}
  storage: ReturnType<typeof storageStep>
  limits: readonly Limit[]
  setting: Setting
  measures: (shape: DatabaseShape) => Measure[]
  volumeAfter: {iops: number; mibPerS: number}
}): Blocker[] {
  const blockers: Blocker[] = []
  if (storage !== null && 'impossible' in storage) {
    blockers.push({
      severity: 'block',
      code: 'STORAGE_IMPOSSIBLE',
      message: `${tier}: ${storage.impossible}.`,
      next: 'move reads to a replica or a cache, or change the storage type',
    })
  }
  if (!choice.isEnough) {
    const shape = {class: choice.largest, ...volumeAfter}
    const rates = measures(shape).flatMap(
      (measure) => breakingRate((rps) => measure.shareOf(rps * setting.originRatio), setting.peak.p99Rps) ?? [],
    )
    const most = rates.length === 0 ? null : Math.min(...rates)
    const short = limits.filter((limit) => limit.verdict === 'short').map((limit) => limit.measure)
    blockers.push({
      severity: 'block',
      code: 'NO_CLASS_CARRIES',
      message:
        `${tier}: no class on offer for ${database.engine} carries the ${setting.target.toUpperCase()} peak (${short.join(', ') || 'limits'}); ` +
        `the largest, ${choice.largest.name}, holds up to ${most === null ? 'more than was looked at' : `${figure(most)} req/s`}.`,
      next: 'admit no more than that (waiting room, rate rule), move reads to replicas or a cache, or split the database',
    })
  }
  if (database.pendingChanges.length > 0) {
    blockers.push({
      severity: 'warn',
      code: 'CHANGES_PENDING',
      message: `${tier} has changes pending at AWS (${database.pendingChanges.join(', ')}), which any change with ApplyImmediately would flush too.`,
      next: `aws rds describe-db-instances --db-instance-identifier ${database.id} --query 'DBInstances[].PendingModifiedValues'`,
    })
  }
  return blockers
}
