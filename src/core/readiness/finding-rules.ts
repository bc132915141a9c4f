import {findings, type Judged, judgeFindings, type Rule, readEstate, unread} from './rule.js'

/** Codes of the plan's findings that checks of their own count. */
const counted = {
  schedules: ['SCHEDULE_CONFLICT', 'SCHEDULES_FULL', 'NO_SCALE_IN'],
  scaleOut: ['SCALE_OUT', 'SCALE_OUT_UNCHECKED', 'HOSTS_SLOW', 'HOSTS_UNMANAGED', 'FARGATE_SIZE', 'TASK_TOO_LARGE'],
  quota: ['QUOTA', 'QUOTA_UNKNOWN'],
  addresses: ['ADDRESSES'],
  lcu: ['LCU_UNKNOWN'],
  maintenance: ['MAINTENANCE_IN_EVENT'],
  backup: ['BACKUP_IN_EVENT'],
  pending: ['CHANGES_PENDING'],
  replicas: ['READERS_LAG', 'REPLICA_LAGS', 'REPLICA_SMALLER', 'NO_READER', 'READERS_UNMEASURED'],
  zoneLoss: ['ZONE_LOSS_SHORT', 'FAILOVER_TOO_SMALL'],
  risk: ['RISK_NOT_MET'],
  loadTest: ['LOAD_TEST_STALE', 'LOAD_TEST_UNDATED', 'LOAD_TEST_ONE_STEP', 'CAPACITY_EXTRAPOLATED'],
  deploy: ['DEPLOY_AT_PEAK'],
  supply: ['SPOT_SHARE'],
} as const

const databaseKinds = ['rds', 'aurora', 'rds-cluster']

/** A check of a database's surroundings: passed where there is none, since nothing can be wrong with it. */
function ofDatabases(codes: readonly string[], passed: string): Rule {
  return ({run}) => {
    const isThere = run.plan.limits.some(({kind}) => databaseKinds.includes(kind))
    const isUnsized = findings(run, ['DATABASE_UNKNOWN']).length > 0
    if (!isThere && isUnsized) {
      return {status: 'unknown', message: 'Not known: the database could not be sized.', next: 'ecom-plan doctor'}
    }
    return judgeFindings(findings(run, codes), isThere ? passed : 'No database is among the sized tiers.')
  }
}

export const scheduleConflicts: Rule = ({run}) =>
  judgeFindings(findings(run, counted.schedules), 'No scheduled action of somebody else works against the plan.')

/** What nobody looked at is unknown, also where the plan only warns of it. */
export const scaleOut: Rule = ({run}) => {
  const found = findings(run, counted.scaleOut)
  const judged = judgeFindings(found, 'What starting units lean on keeps up.')
  return found.length > 0 && found.every(({code}) => code === 'SCALE_OUT_UNCHECKED')
    ? {...judged, status: 'unknown'}
    : judged
}

export const quota: Rule = ({run}) => {
  const found = findings(run, counted.quota)
  const judged = judgeFindings(found, 'Every quota that was looked at carries the plan.')
  const isUnread = found.length > 0 && found.every(({code}) => code === 'QUOTA_UNKNOWN')
  const ask = run.plan.steps.find(({id}) => id.startsWith('quota-'))
  return {...judged, status: isUnread ? 'unknown' : judged.status, latestAt: ask?.byAt ?? null}
}

export const addresses: Rule = ({run, facts}) => {
  const found = findings(run, counted.addresses)
  const isScaled = run.plan.limits.some(({kind}) => kind === 'asg' || kind === 'ecs')
  if (found.length === 0 && isScaled && !facts.areSubnetsRead) {
    return unread('the free addresses of the subnets were not read', readEstate)
  }
  return judgeFindings(found, 'The subnets have addresses for the planned units.')
}

export const maintenanceWindow = ofDatabases(
  counted.maintenance,
  'No maintenance window of a database falls into the event.',
)
export const backupWindow = ofDatabases(counted.backup, 'No backup of a Single-AZ database falls into the event.')
export const pendingChanges = ofDatabases(counted.pending, 'AWS holds no change of a database back.')
export const replicas = ofDatabases(counted.replicas, 'Replicas keep up and can take over.')

/** All that the plan warns of and no other check counts, so that nothing of it is lost. */
export const planFindings: Rule = ({run}): Judged => {
  const known = new Set<string>(Object.values(counted).flat())
  return judgeFindings(
    run.plan.blockers.filter(({code}) => !known.has(code)),
    'The plan warns of nothing else.',
  )
}
