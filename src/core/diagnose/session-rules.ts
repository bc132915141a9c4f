import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {figure, percent} from '../figure.js'
import {cpuHasRoom, ioIsQuick} from './disk-state.js'
import {beyondRequests, type Condition, on, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits
/** R7: the connections that are allowed are in use. */
export const connectionsRule: Rule = {
  id: 'R7',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html',
  weight: () => 100,
  conditions: ({now, limits}) => [
    on(ratioOf(now.connectionCount, limits.connectionCount), {
      needs: ['DatabaseConnections'],
      isSign: true,
      holds: (share) => share >= limit.connectionFullRatio.value,
      otherwise: (share) => `connections are at ${percent(share)} of about ${figure(limits.connectionCount ?? 0)}`,
      evidence: (share) => ({
        metric: 'DatabaseConnections',
        measured: figure(Math.round(now.connectionCount ?? 0)),
        against: `about ${figure(limits.connectionCount ?? 0)} (max_connections of the class)`,
        limitRatio: share,
      }),
    }),
  ],
  says: ({now, limits}) =>
    `connections run out: ${figure(Math.round(now.connectionCount ?? 0))} of about ${figure(limits.connectionCount ?? 0)}`,
  remedy: () => [
    'smaller pools: units × pool size is what counts, and scaling out multiplies it',
    'RDS Proxy, or a higher max_connections where memory allows it',
  ],
  isNot: ['not CPU, memory or disk: the next connection is refused while they idle'],
}

/** R8: sessions wait for each other. */
export const locksRule: Rule = {
  id: 'R8',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.UsingDashboard.AnalyzeDBLoad.html',
  // What sessions wait for was measured, or it is inferred from what is left; then anything measured goes first.
  weight: ({now}) => (now.waitingCount === null ? 95 : 20),
  conditions: (situation) => [
    situation.now.waitingCount === null ? workFell(situation) : sessionsWait(situation),
    cpuHasRoom(situation, situation.now.waitingCount === null ? limit.cpuRoomRatio.value : limit.cpuFullRatio.value),
    ioIsQuick(situation),
  ],
  doubt: ({now}) =>
    now.waitingCount === null
      ? 'DBLoadNonCPU was not measured; a mix of requests that needs less would look the same'
      : null,
  says: (situation) => {
    const {now} = situation
    const rest = `CPU is at ${percent(now.cpuRatio ?? 0)} and the disk is quick`
    if (now.waitingCount !== null) {
      return `sessions wait for each other: ${figure(Math.round(situation.now.elsewhereCount ?? 0))} wait for neither CPU nor disk, ${rest}`
    }
    const fall = workRatio(situation)
    return `sessions most likely wait for each other: CPU and I/O are at ${percent(fall ?? 0)} of what so many requests take on ordinary days, ${rest}`
  },
  remedy: () => [
    'find what holds the lock: the top waits of Database Insights, SHOW ENGINE INNODB STATUS, pg_blocking_pids()',
    'shorter transactions, no schema change at the peak, a hot row split into several',
  ],
  isNot: ['not the disk: more IOPS change nothing', 'not CPU or memory: a larger class waits as long'],
}

function sessionsWait(situation: Situation): Condition {
  const {limits} = situation
  return on(ratioOf(situation.now.elsewhereCount, limits.class?.vcpuCount), {
    needs: ['DBLoadNonCPU', 'ReadLatency', 'WriteLatency'],
    isSign: true,
    holds: (share) => share > 1,
    otherwise: () => `${figure(situation.now.elsewhereCount ?? 0)} sessions wait for neither CPU nor disk`,
    evidence: (share) => ({
      metric: 'DBLoadNonCPU',
      measured: `${figure(Math.round(situation.now.waitingCount ?? 0))} waiting, ${figure(situation.now.inFlightCount ?? 0)} of them for the disk (IOPS × latency)`,
      against: `${figure(limits.class?.vcpuCount ?? 0)} vCPU`,
      limitRatio: share,
    }),
  })
}

/** CPU and I/O against what the requests leave to expect: the larger of both. Null where either is not known. */
function workRatio(situation: Situation): number | null {
  const cpu = beyondRequests('cpuRatio', 'fall', situation)
  const io = beyondRequests('iops', 'fall', situation)
  return cpu === null || io === null ? null : Math.max(cpu, io)
}

/** Less work than requests ask for speaks for locks; as much as they ask for does not speak against them. */
function workFell(situation: Situation): Condition {
  const ratio = workRatio(situation)
  if (ratio === null || ratio > limit.workFallRatio.value) return {holds: null, otherwise: '', needs: ['DBLoadNonCPU']}
  return {
    holds: true,
    isSign: true,
    otherwise: '',
    needs: ['DBLoadNonCPU'],
    evidence: {
      metric: 'CPUUtilization ÷ RequestCount, IOPS ÷ RequestCount',
      measured: `${percent(ratio)} of what is ordinary`,
      against: 'the same work for the same requests',
      limitRatio: null,
    },
  }
}
