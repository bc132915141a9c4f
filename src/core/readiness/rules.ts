import type {AutomaticCheckId} from '../../catalog/readiness-checks.js'
import * as capacity from './capacity-rules.js'
import * as change from './change-rules.js'
import * as data from './data-rules.js'
import * as database from './database-rules.js'
import * as finding from './finding-rules.js'
import * as health from './health-rules.js'
import * as loadTest from './load-test-rules.js'
import type {Rule} from './rule.js'
import * as schedule from './schedule-rules.js'
import * as singlePoint from './single-point-rules.js'
import * as supply from './supply-rules.js'

/** How each check is made. */
export const rules: Readonly<Record<AutomaticCheckId, Rule>> = {
  'capacity-p90': capacity.limitsInForce,
  'plan-p90': capacity.limitsPlanned,
  'zone-loss': capacity.zoneLoss,
  'breach-risk': capacity.breachRisk,
  'not-modelled': capacity.notModelled,
  'scheduled-minima': schedule.scheduledMinima,
  'schedule-end': schedule.scheduleEnd,
  'schedule-conflicts': finding.scheduleConflicts,
  'predictive-mode': schedule.predictiveMode,
  'scale-out': finding.scaleOut,
  'plan-findings': finding.planFindings,
  quota: finding.quota,
  'quota-requests': supply.quotaRequests,
  'instance-reservations': supply.instanceReservations,
  'instance-types': supply.instanceTypes,
  'lcu-reservation': supply.lcuReservation,
  addresses: finding.addresses,
  'database-cpu': database.databaseCpu,
  'database-connections': database.databaseConnections,
  'database-storage': database.databaseStorage,
  'database-iops': database.databaseIops,
  'maintenance-window': finding.maintenanceWindow,
  'backup-window': finding.backupWindow,
  'pending-changes': finding.pendingChanges,
  replicas: finding.replicas,
  zones: singlePoint.zones,
  'zone-spread': singlePoint.zoneSpread,
  'multi-az': singlePoint.multiAz,
  'nat-gateways': singlePoint.natGateways,
  'load-test-age': loadTest.loadTestAge,
  'load-test-deploy': loadTest.loadTestDeploy,
  'load-test-reach': loadTest.loadTestReach,
  'load-test-type': loadTest.loadTestType,
  'alarms-cpu': health.alarmsCpu,
  'alarms-memory': health.alarmsMemory,
  'alarms-iops': health.alarmsIops,
  'alarms-max': health.alarmsMax,
  'alarms-5xx': health.alarms5xx,
  'alarms-data': health.alarmsData,
  drift: change.drift,
  freeze: change.freeze,
  temporary: change.temporary,
  'data-gaps': data.dataGaps,
  'data-age': data.dataAge,
  backtest: data.backtest,
  'p90-coverage': data.p90Coverage,
}
