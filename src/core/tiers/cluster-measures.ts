import type {DatabaseProxy} from '../../documents/inventory.js'
import type {ClusterLoad} from '../calibrate/cluster-load.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {counted, figure, percent} from '../figure.js'
import type {ClusterNode, ClusterShape} from './cluster-shape.js'
import {lineWords} from './measure.js'
import {proxyWords} from './proxy-words.js'
import type {PoolDemand} from './rds-connections.js'
import type {Setting} from './tier-finding.js'

/** One thing of a cluster that can run out, as a share of its limit at a rate of requests at the load balancer. */
export type ClusterMeasure = {
  name: string
  role: 'writer' | 'reader'
  limitText: string
  shareOf: (originRps: number) => number
  line: LoadLine | null
  derivation: string[]
}

export type ClusterAsked = {
  /** What the load was measured on. */
  today: ClusterShape
  load: ClusterLoad
  pools: PoolDemand
  /** The proxies before the cluster. */
  proxies: readonly DatabaseProxy[]
  setting: Setting
}

/**
 * What an Aurora cluster of this shape has and what the load takes of it: of the writer CPU, memory, connections and
 * capacity; of the readers the same, spread evenly over them.
 *
 * An Aurora volume has no limit of IOPS, so none is here; what its I/O costs is another matter. CPU is spread over vCPUs
 * as if one were worth the same in every class. Serverless v2 is measured against its maximum; its memory comes and goes
 * with its capacity, so that no row of its own says it. Reads do not move between writer and readers by themselves.
 */
export function clusterMeasures({shape, ...asked}: ClusterAsked & {shape: ClusterShape}): ClusterMeasure[] {
  const {load, today} = asked
  const reader = load.reader
  return [
    ...cpuMeasures({
      ...asked,
      role: 'writer',
      node: shape.writer,
      was: today.writer,
      line: load.writer.cpuRatio,
      count: 1,
    }),
    ...memoryMeasures({...asked, node: shape.writer, was: today.writer, line: load.writer.usedMemoryGib}),
    ...writerConnections({...asked, node: shape.writer}),
    ...acuMeasures({...asked, role: 'writer', node: shape.writer, line: load.writer.acu, count: 1}),
    ...(reader === null || shape.readerCount === 0
      ? []
      : [
          ...cpuMeasures({
            ...asked,
            role: 'reader',
            node: shape.reader,
            was: today.reader,
            line: reader.cpuRatio,
            count: shape.readerCount,
          }),
          ...readerConnections({...asked, node: shape.reader, line: reader.connectionCount, count: shape.readerCount}),
          ...acuMeasures({...asked, role: 'reader', node: shape.reader, line: reader.acu, count: shape.readerCount}),
        ]),
  ]
}

type Asked = {setting: Setting; node: ClusterNode; line: LoadLine | null}
type Role = {role: ClusterMeasure['role']; count: number}

const nameOf = (role: ClusterMeasure['role'], name: string) => (role === 'writer' ? name : `reader ${name}`)
const each = (count: number, text: string) => (count === 1 ? text : `${figure(count)} × ${text}`)

function cpuMeasures({setting, node, was, line, role, count}: Asked & Role & {was: ClusterNode}): ClusterMeasure[] {
  if (line === null) return []
  const limit = setting.judgement('databaseCpuLimitRatio')
  const name = nameOf(role, 'CPU')
  // Of Serverless v2 AWS measures the share of what the maximum has; another maximum is another share.
  const isComparable = was.cpuUnit === node.cpuUnit
  const scale = (isComparable ? was.cpuCount / node.cpuCount : 1) / count
  return [
    {
      name,
      role,
      limitText: `${each(count, `${figure(node.cpuCount)} ${node.cpuUnit}`)} at ${percent(limit)}`,
      shareOf: (rps) => (Math.max(0, valueAt(line, rps)) * scale) / limit,
      line,
      derivation: [
        lineWords(count === 1 && role === 'writer' ? name : `${name}, all readers`, line, (value) => percent(value, 2)),
        ...(scale === 1 ? [] : [`spread over ${each(count, `${figure(node.cpuCount)} ${node.cpuUnit}`)}`]),
        ...(node.cpuUnit === 'ACU' ? ['of Serverless v2 AWS gives CPU as a share of what the maximum ACU has'] : []),
      ],
    },
  ]
}

function memoryMeasures({setting, node, was, line}: Asked & {was: ClusterNode}): ClusterMeasure[] {
  if (line === null || node.acu !== null || was.acu !== null) return []
  const limit = setting.judgement('auroraMemoryLimitRatio')
  // The engine sizes its caches by the class, so what is used grows with what there is.
  const growth = Math.max(1, node.memoryGib / was.memoryGib)
  return [
    {
      name: 'memory',
      role: 'writer',
      limitText: `${figure(node.memoryGib)} GiB at ${percent(limit)}`,
      shareOf: (rps) => (Math.max(0, valueAt(line, rps)) * growth) / (node.memoryGib * limit),
      line,
      derivation: [lineWords('memory', line, (value) => `${figure(value)} GiB`)],
    },
  ]
}

function acuMeasures({setting, node, line, role, count}: Asked & Role): ClusterMeasure[] {
  if (line === null || node.acu === null) return []
  const limit = setting.judgement('acuLimitRatio')
  const {maxAcu} = node.acu
  return [
    {
      name: nameOf(role, 'ACU'),
      role,
      limitText: `${each(count, `${figure(maxAcu)} ACU`)} at ${percent(limit)}`,
      shareOf: (rps) => Math.max(0, valueAt(line, rps)) / (count * maxAcu * limit),
      line,
      derivation: [
        lineWords(`capacity${role === 'writer' ? '' : ', all readers'}`, line, (value) => `${figure(value)} ACU`),
        'intervals at the minimum or the maximum tell a bound and not the need, and are left out',
      ],
    },
  ]
}

/**
 * Connections of the writer. Callers' pools end at a proxy where there is one: the database then sees what the proxy
 * opens, which is what was measured, and at most the proxy's share of max_connections. Without a measurement the pools
 * are counted as if each reached the database, which is the most there could be.
 */
function writerConnections({
  load,
  pools,
  proxies,
  node,
  setting,
}: ClusterAsked & {node: ClusterNode}): ClusterMeasure[] {
  const line = load.writer.connectionCount
  if (line === null && pools.connectionCount === 0) return []
  const planned = setting.judgement('connectionLimitRatio')
  const proxy = line === null ? undefined : proxies[0]
  const most = node.connectionCount * (proxy?.maxConnectionsRatio ?? 1)
  const pooled = proxy === undefined ? pools.connectionCount : 0
  const heldAt = (rps: number) => Math.max(pooled, line === null ? 0 : valueAt(line, rps))
  const overlap = proxy === undefined ? (pools.overlap?.connectionCount ?? 0) : 0
  return [
    {
      name: 'connections',
      role: 'writer',
      limitText: `${figure(most)} at ${percent(planned)}`,
      shareOf: (rps) => Math.max(heldAt(rps) / (most * planned), overlap / most),
      line,
      derivation: [
        ...(line === null ? [] : [lineWords('connections', line, figure)]),
        ...(pooled > 0 ? [`pools after the plan: ${pools.because} = ${figure(pooled)}; the larger counts`] : []),
        `max_connections about ${figure(node.connectionCount)} of ${node.text}; a parameter group may say otherwise (then write maxConnections)`,
        ...proxyWords(proxy, pools),
      ],
    },
  ]
}

function readerConnections({setting, node, line, count}: Asked & {count: number}): ClusterMeasure[] {
  if (line === null) return []
  const planned = setting.judgement('connectionLimitRatio')
  return [
    {
      name: 'reader connections',
      role: 'reader',
      limitText: `${each(count, figure(node.connectionCount))} at ${percent(planned)}`,
      shareOf: (rps) => Math.max(0, valueAt(line, rps)) / (count * node.connectionCount * planned),
      line,
      derivation: [
        lineWords('connections, all readers', line, figure),
        `max_connections about ${figure(node.connectionCount)} of each of ${counted(count, 'reader')}`,
      ],
    },
  ]
}
