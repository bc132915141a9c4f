import type {Catalog} from '../../catalog/catalog.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Database} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {diagnoseDays} from '../diagnose/diagnose-days.js'
import {diagnosisMetrics} from '../diagnose/diagnosis-queries.js'
import {inventoryFor} from '../inventory/place.js'
import {instantOf} from '../series/zone.js'
import type {TierFinding} from '../tiers/tier-finding.js'
import {diagnoseTier, nowOf} from './diagnose-tier.js'
import {refuseStorage} from './refuse-storage.js'
import type {Evidence, Found} from './tier-evidence.js'

/**
 * A database's finding beside what binds it in these days and at the peak, and without a faster volume where that would
 * not help. A database that was not sized is returned as it is.
 */
export function diagnosed(
  found: TierFinding,
  {
    evidence: {config, inventory, metrics, setting, fitOnce},
    tier,
    config: tierConfig,
    database,
    measuredClass,
    load,
    poolCount,
  }: {
    evidence: Evidence
    tier: string
    config: Extract<TierConfig, {kind: 'rds'}>
    database: Database
    /** The class that it has; that of `database` may be assumed. */
    measuredClass: string
    load: DatabaseLoad
    /** Connections that the callers hold open after the plan. */
    poolCount: number
  },
): Found {
  if (found.limits.length === 0) return found
  const asked = {tierName: tier, tier: tierConfig, inventory}
  const days = fitOnce(`days of ${tier}`, (judgement) =>
    diagnoseDays({
      tier,
      database: {...database, class: measuredClass},
      metrics,
      ids: diagnosisMetrics({config, ...asked}),
      statusAtS: instantOf(inventoryFor(asked).capturedAt),
      catalog: setting.catalog,
      reserveRatio: judgement('mysqlMemoryReserveRatio'),
    }),
  )
  const now = days === null ? null : nowOf(days.diagnosis)
  const {found: kept, refused} = refuseStorage(found, {tier, now})
  const loadHere = onClass(load, {from: measuredClass, to: database.class, catalog: setting.catalog})
  // A plan is sized many times and told once.
  const tell = () => diagnoseTier({tier, database, days, load: loadHere, poolCount, setting, refused})
  return {...kept, diagnoses: [tell]}
}

/** The load as another class would show it: CPU is a share of its vCPUs, taken as equally fast. */
function onClass(load: DatabaseLoad, {from, to, catalog}: {from: string; to: string; catalog: Catalog}): DatabaseLoad {
  const [before, after] = [catalog.rdsClass(from), catalog.rdsClass(to)]
  const {cpuRatio: line} = load
  if (from === to || line === null || before === undefined || after === undefined) return load
  const ratio = before.vcpuCount / after.vcpuCount
  return {...load, cpuRatio: {...line, slope: line.slope * ratio, intercept: line.intercept * ratio}}
}
