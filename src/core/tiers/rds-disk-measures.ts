import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import type {DatabaseState} from '../calibrate/database-state.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {figure, percent} from '../figure.js'
import {waitingLine} from '../laws/waiting-line.js'
import {type Disk, type DiskLimit, diskLimitAt, iopsDisk, throughputDisk} from './disk-limit.js'
import {type DatabaseShape, lineWords, type Measure} from './measure.js'
import type {Setting} from './tier-finding.js'
import type {WorkingSet} from './working-set.js'

/** A queue without bound is shown as ten times its limit: more says nothing more. */
const mostShareRatio = 10

type Asked = {
  database: Database
  shape: DatabaseShape
  /** The class that the load was measured on. */
  measured: RdsClass
  load: DatabaseLoad
  state: DatabaseState
  workingSet: WorkingSet | null
  /** The rate that the database is sized for, at the load balancer. */
  targetRps: number
  setting: Setting
}

/**
 * IOPS, disk queue and throughput of a shape, each against the smaller of volume and class, and against a burst where
 * its credits last through the window (see disk-limit). The queue is that of one M/M/1 server at the same rate.
 *
 * A working set that memory no longer holds reads more than the line says, and less on a class that holds it again.
 */
export function diskMeasures({load, ...asked}: Asked): Measure[] {
  const {setting, shape, state, measured} = asked
  // A class with a smaller baseline than the one that was measured would have spent its balance where this one did not.
  const isMeasured = shape.class.ebsBaselineIops >= measured.ebsBaselineIops
  const balances = isMeasured ? state.balances : {...state.balances, ebsIoRatio: null, ebsByteRatio: null}
  const iopsOf = load.iops === null ? null : iopsAt({line: load.iops, ...asked})
  const iops =
    load.iops === null || iopsOf === null
      ? []
      : iopsMeasures({
          ...asked,
          load,
          line: load.iops,
          demandOf: iopsOf,
          disk: iopsDisk({database: asked.database, volumeIops: shape.iops, hardware: shape.class, balances, setting}),
        })
  if (load.mibPerS === null) return iops
  const {mibPerS: line, iops: iopsLine} = load
  // As large on average as they were: more reads carry more.
  const moreOf = (rps: number) =>
    iopsLine === null || iopsOf === null || valueAt(iopsLine, rps) <= 0 ? 1 : iopsOf(rps) / valueAt(iopsLine, rps)
  const disk = throughputDisk({volumeMibPerS: shape.mibPerS, hardware: shape.class, balances})
  return [...iops, throughputMeasure({...asked, line, demandOf: (rps) => valueAt(line, rps) * moreOf(rps), disk})]
}

/** I/O a second of a shape at a rate: those of the line, corrected for a working set that does not fit, or fits again. */
function iopsAt({
  line,
  shape,
  workingSet,
}: {
  line: LoadLine
  shape: DatabaseShape
  workingSet: WorkingSet | null
}): (rps: number) => number {
  if (workingSet === null) return (rps) => valueAt(line, rps)
  return shape.class.memoryGib >= workingSet.neededGib
    ? (rps) => Math.min(valueAt(line, rps), workingSet.fittedIops(rps))
    : (rps) => Math.max(valueAt(line, rps), workingSet.missedIops(rps))
}

type DiskAsked = Omit<Asked, 'load'> & {line: LoadLine; demandOf: (rps: number) => number; disk: Disk}

/** The limit by the window's busiest rate; the same window is asked about once for each step of its course. */
function limitOver({demandOf, disk, setting}: DiskAsked, plannedRatio: number): (peakRps: number) => DiskLimit {
  const known = new Map<number, DiskLimit>()
  return (peakRps) => {
    const found = known.get(peakRps) ?? diskLimitAt({disk, demandOf, peakRps, plannedRatio, setting})
    known.set(peakRps, found)
    return found
  }
}

function iopsMeasures({load, ...asked}: DiskAsked & {load: DatabaseLoad}): Measure[] {
  const {line, demandOf, targetRps, setting, shape, workingSet} = asked
  const share = setting.judgement('iopsLimitRatio')
  const limitAt = limitOver(asked, share)
  const {perS, limitedBy, because} = limitAt(targetRps)
  const queuePerThousand = setting.judgement('diskQueuePerThousandIopsCount')
  const allowedAt = (limit: number) => (limit / 1000) * queuePerThousand
  const seen = [
    ...(load.queueCount === null ? [] : [`measured in the busiest tenth: ${figure(load.queueCount)} waiting`]),
    ...(load.ioTimeS === null ? [] : [`${figure(load.ioTimeS * 1000)} ms an I/O`]),
  ]
  return [
    {
      name: 'IOPS',
      limitedBy,
      limitText: `${figure(perS)} at ${percent(share)}`,
      shareOf: (rps, peakRps = rps) => {
        const limit = limitAt(peakRps)
        return Math.max(Math.max(0, demandOf(rps)) / (limit.perS * share), limit.usedRatio)
      },
      line,
      derivation: [
        lineWords('IOPS', line, figure),
        ...because(),
        ...(workingSet === null ? [] : [workingSetWords(shape, workingSet)]),
      ],
    },
    {
      name: 'disk queue',
      limitedBy,
      limitText: `${figure(allowedAt(perS))} waiting`,
      shareOf: (rps, peakRps = rps) => {
        const limit = limitAt(peakRps).perS
        const waiting = waitingLine({utilizationRatio: Math.max(0, demandOf(rps)) / limit, serverCount: 1})
        return Math.min(mostShareRatio, waiting / allowedAt(limit))
      },
      line,
      derivation: [`waiting = ρ²/(1 − ρ) at ρ = IOPS ÷ ${figure(perS)} (M/M/1)`, `allowed: 1 per 1,000 IOPS`, ...seen],
    },
  ]
}

function workingSetWords({class: {name, memoryGib}}: DatabaseShape, {because, neededGib}: WorkingSet): string {
  return memoryGib >= neededGib
    ? `${name} with ${figure(memoryGib)} GiB is taken to hold the working set: reads in step with requests`
    : `${because}; reads go on rising so`
}

function throughputMeasure(asked: DiskAsked): Measure {
  const {line, demandOf, targetRps, setting} = asked
  const share = setting.judgement('throughputLimitRatio')
  const limitAt = limitOver(asked, share)
  const {perS, limitedBy, because} = limitAt(targetRps)
  return {
    name: 'throughput',
    limitedBy,
    limitText: `${figure(perS)} MiB/s at ${percent(share)}`,
    shareOf: (rps, peakRps = rps) => {
      const limit = limitAt(peakRps)
      return Math.max(Math.max(0, demandOf(rps)) / (limit.perS * share), limit.usedRatio)
    },
    line,
    derivation: [
      lineWords('throughput', line, (value) => `${figure(value)} MiB/s`),
      ...because(),
      `${percent(share)} of it is planned for`,
    ],
  }
}
