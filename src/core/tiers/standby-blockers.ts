import type {Database, DatabaseCluster} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import type {StandbyLoad} from '../calibrate/standby-load.js'
import {figure, percent} from '../figure.js'
import {pendingBlockers} from './cluster-blockers.js'
import type {NamedMeasure} from './measure.js'
import {storageGrowthBlockers} from './rds-storage-growth.js'
import {databaseWindowBlockers} from './rds-windows.js'
import type {Setting} from './tier-finding.js'

type Asked = {
  tier: string
  cluster: DatabaseCluster
  database: Database
  load: StandbyLoad
  /** What is left when a zone is lost, after the plan. */
  last: readonly NamedMeasure[]
  lostRps: number
  className: string
  plannedGib: number
  hasClassChange: boolean
  setting: Setting
}

/** What is to be known of a Multi-AZ DB cluster beside its class and its storage. */
export function standbyBlockers({
  tier,
  cluster,
  database,
  load,
  last,
  lostRps,
  className,
  plannedGib,
  hasClassChange,
  setting,
}: Asked): Blocker[] {
  return [
    ...lossBlockers({tier, cluster, last, lostRps, className, setting}),
    ...lagBlockers({tier, load, setting}),
    ...unmeasuredBlockers(tier, cluster, load),
    ...pendingBlockers(tier, cluster),
    ...[
      ...storageGrowthBlockers({tier, database, storage: load.state.storage, plannedGib, setting}),
      // A backup is taken from a standby, as with Multi-AZ.
      ...databaseWindowBlockers({tier, database: {...database, isMultiAz: true}, hasClassChange, setting}),
    ].map((blocker) => ({...blocker, next: ofCluster(blocker.next)})),
  ]
}

/** The command of an instance, as a cluster takes it: its instances cannot be changed one by one. */
function ofCluster(command: string): string {
  return command.replace('modify-db-instance --db-instance-identifier', 'modify-db-cluster --db-cluster-identifier')
}

function lossBlockers({
  tier,
  cluster,
  last,
  lostRps,
  className,
  setting: {azLoss},
}: Pick<Asked, 'tier' | 'cluster' | 'last' | 'lostRps' | 'className' | 'setting'>): Blocker[] {
  const worst = [...last].sort((a, b) => b.shareOf(lostRps) - a.shareOf(lostRps))[0]
  if (worst === undefined || worst.shareOf(lostRps) <= 1) return []
  return [
    {
      severity: 'block',
      code: 'ZONE_LOSS_SHORT',
      message: `${tier}: with ${azLoss.zoneCount > 1 ? 'zones' : 'a zone'} of ${cluster.id} lost ${worst.name} of ${className} is at ${percent(worst.shareOf(lostRps))} of its limit at ${azLoss.quantile.toUpperCase()}.`,
      next: 'move reads to a cache or to a read replica of the cluster, or be ready to shed them',
    },
  ]
}

function lagBlockers({tier, load: {lagS}, setting}: Pick<Asked, 'tier' | 'load' | 'setting'>): Blocker[] {
  const limitS = setting.judgement('standbyLagLimitS')
  if (lagS === null || lagS < limitS) return []
  return [
    {
      severity: 'warn',
      code: 'READERS_LAG',
      message: `${tier}: a reader lags ${figure(lagS)} s behind in the busiest tenth of the time; readers see old data, and a failover waits until what is behind has been applied.`,
      next: 'look for long transactions and reads on the readers, or take a larger class; read what must be fresh from the writer',
    },
  ]
}

function unmeasuredBlockers(tier: string, {id}: DatabaseCluster, {readers}: StandbyLoad): Blocker[] {
  const unread = readers.filter(({cpuRatio}) => cpuRatio === null).length
  if (unread === 0) return []
  return [
    {
      severity: 'warn',
      code: 'READERS_UNMEASURED',
      message: `${tier}: CPU of ${unread === readers.length ? 'no' : 'not every'} reader of ${id} was measured over half a day, so that what is left when a zone is lost is not known.`,
      next: `aws cloudwatch list-metrics --namespace AWS/RDS --metric-name CPUUtilization`,
    },
  ]
}
