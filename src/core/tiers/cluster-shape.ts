import type {RdsClass} from '../../catalog/rds-classes.js'
import type {AcuRange, DatabaseCluster} from '../../documents/inventory.js'
import {figure} from '../figure.js'
import {auroraMysqlConnections, auroraPostgresConnections} from '../laws/aurora-connections.js'
import type {Setting} from './tier-finding.js'

/** What one instance of a cluster has. CPU is counted in vCPU, or of Serverless v2 in ACU of its maximum. */
export type ClusterNode = {
  text: string
  cpuCount: number
  cpuUnit: 'vCPU' | 'ACU'
  memoryGib: number
  connectionCount: number
  acu: AcuRange | null
}

/** What a cluster has, or could have. */
export type ClusterShape = {writer: ClusterNode; reader: ClusterNode; readerCount: number}

const serverlessClass = 'db.serverless'
/** The smallest maximum that Aurora takes. */
const leastMaxAcu = 1

/**
 * The shape of an Aurora cluster as it is; a sentence on what is missing where its instances or their class are not
 * known. Where readers have several classes the smallest counts, since any of them may have to carry a share.
 */
export function clusterShape({
  cluster,
  maxConnections,
  setting,
}: {
  cluster: DatabaseCluster
  /** What a person says max_connections is. */
  maxConnections: number | undefined
  setting: Setting
}): ClusterShape | {missing: string} {
  const nodes = cluster.members.map((member) => ({
    ...member,
    node: nodeOf({cluster, className: member.class, maxConnections, setting}),
  }))
  const unknown = nodes.find(({node}) => node === null)
  if (unknown !== undefined) {
    return {missing: `the class ${unknown.class ?? 'of'} ${unknown.id} is not known to the catalogue`}
  }
  const writer = nodes.find(({isWriter}) => isWriter)?.node ?? null
  if (writer === null) return {missing: `${cluster.id} has no writer that was seen`}
  const readers = nodes.flatMap(({isWriter, node}) => (isWriter || node === null ? [] : [node]))
  const smallest = [...readers].sort((a, b) => a.memoryGib - b.memoryGib)[0]
  return {writer, reader: smallest ?? writer, readerCount: readers.length}
}

type NodeAsked = {cluster: DatabaseCluster; maxConnections: number | undefined; setting: Setting}

function nodeOf({className, ...asked}: NodeAsked & {className: string | null}): ClusterNode | null {
  const {cluster, setting} = asked
  if (className === serverlessClass)
    return cluster.serverless === null ? null : acuNode({...asked, acu: cluster.serverless})
  const hardware = className === null ? undefined : setting.catalog.rdsClass(className)
  return hardware === undefined ? null : classNode({...asked, hardware})
}

/** An instance of a class. */
export function classNode({hardware, ...asked}: NodeAsked & {hardware: RdsClass}): ClusterNode {
  return {
    text: hardware.name,
    cpuCount: hardware.vcpuCount,
    cpuUnit: 'vCPU',
    memoryGib: hardware.memoryGib,
    connectionCount: connectionsOf({...asked, memoryGib: hardware.memoryGib, minAcu: null}),
    acu: null,
  }
}

/** An instance of Serverless v2 within a range. */
export function acuNode({acu, ...asked}: NodeAsked & {acu: AcuRange}): ClusterNode {
  const maxAcu = Math.max(leastMaxAcu, acu.maxAcu)
  const memoryGib = maxAcu * asked.setting.catalog.auroraCapacity.gibPerAcu.value
  return {
    text: `${figure(acu.minAcu)} to ${figure(acu.maxAcu)} ACU`,
    cpuCount: maxAcu,
    cpuUnit: 'ACU',
    memoryGib,
    connectionCount: connectionsOf({...asked, memoryGib, minAcu: acu.minAcu}),
    acu,
  }
}

/** The default of max_connections, unless a person says what the parameter group holds. */
function connectionsOf({
  cluster,
  maxConnections,
  memoryGib,
  minAcu,
  setting,
}: NodeAsked & {memoryGib: number; minAcu: number | null}): number {
  if (maxConnections !== undefined) return maxConnections
  const gib = Math.max(2, memoryGib)
  if (cluster.engine !== 'aurora-postgresql') return auroraMysqlConnections(gib)
  const {cappedMinAcu, cappedConnectionCount} = setting.catalog.auroraCapacity
  const count = auroraPostgresConnections(gib)
  const isCapped = minAcu !== null && minAcu <= cappedMinAcu.value
  return isCapped ? Math.min(count, cappedConnectionCount.value) : count
}
