import type {PathPoint} from '../../documents/forecast.js'
import type {QuantileName} from '../../documents/units.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {at} from '../tiers/tier-finding.js'
import type {DatabaseLimits} from './database-limits.js'
import type {PeakDemand} from './diagnose-peak.js'

/**
 * What a peak asks of a database by the lines of its load, whatever it can serve of it. `originRps` is the peak at the
 * load balancer, `path` the window where demand is counted, of which `originRatio` reaches the balancer. `poolCount` are
 * the connections that the callers hold open; the larger of both counts.
 *
 * `durationS` is how long the peak's own rate would take as much out of a burst bucket as the whole window does, without
 * what flows back in between, so a bucket that fills again between two waves is taken for emptier than it is.
 */
export function peakDemand({
  load,
  limits,
  originRps,
  path,
  stepS,
  quantile,
  originRatio,
  poolCount,
  readGrowthRatio,
}: {
  load: DatabaseLoad
  limits: DatabaseLimits
  originRps: number
  path: readonly PathPoint[]
  stepS: number
  quantile: QuantileName
  originRatio: number
  poolCount: number
  readGrowthRatio: number
}): PeakDemand {
  const loadAt = (line: LoadLine | null | undefined) => (line ? Math.max(0, valueAt(line, originRps)) : null)
  const cpuRatio = loadAt(load.cpuRatio)
  const vcpuCount = limits.class?.vcpuCount ?? null
  const drainS = (line: LoadLine | null, bases: readonly (number | null | undefined)[]) => {
    const base = Math.min(...bases.map((one) => one ?? Number.POSITIVE_INFINITY))
    if (line === null || valueAt(line, originRps) <= base) return 0
    const excess = (rps: number) => Math.max(0, valueAt(line, rps) - base)
    const total = path.reduce((sum, point) => sum + excess(at(point, quantile) * originRatio) * stepS, 0)
    return total / excess(originRps)
  }
  const connectionCount = loadAt(load.connectionCount)
  return {
    cpuCount: cpuRatio === null || vcpuCount === null ? null : cpuRatio * vcpuCount,
    readIops: loadAt(load.readIops),
    writeIops: loadAt(load.writeIops),
    mibPerS: loadAt(load.mibPerS),
    connectionCount: connectionCount === null && poolCount === 0 ? null : Math.max(connectionCount ?? 0, poolCount),
    durationS: Math.max(
      drainS(load.iops, [limits.volumeIops, limits.class?.ebsBaselineIops]),
      drainS(load.mibPerS, [limits.class?.ebsBaselineMibPerS]),
    ),
    readGrowthRatio,
  }
}
