import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database, DatabaseProxy} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import type {DatabaseState} from '../calibrate/database-state.js'
import type {LoadLine} from '../calibrate/load-line.js'
import {figure, percent} from '../figure.js'
import {type DatabaseShape, type Measure, measureOf} from './measure.js'
import {connectionMeasure, type PoolDemand} from './rds-connections.js'
import {diskMeasures} from './rds-disk-measures.js'
import type {Setting} from './tier-finding.js'
import type {WorkingSet} from './working-set.js'

/** What the measures of a database hang on besides the shape that it could have. */
export type MeasuresAsked = {
  database: Database
  /** The class that the load was measured on. */
  measured: RdsClass
  load: DatabaseLoad
  state: DatabaseState
  workingSet: WorkingSet | null
  pools: PoolDemand
  proxies: readonly DatabaseProxy[]
  /** What a person says max_connections is; null where nobody does. */
  givenMaxCount: number | null
  /** The rate that the database is sized for, at the load balancer. */
  targetRps: number
  setting: Setting
}

/**
 * What a database of this shape has and what the load takes of it.
 *
 * CPU is spread over vCPUs as if one were worth the same in every class: families differ, and a new generation is
 * usually better. A T class of RDS is never held to its baseline, so it counts with all its CPU; what that costs is said
 * elsewhere (see rds-credits). Memory says only that what is used now still fits.
 */
export function measuresOf({shape, ...asked}: MeasuresAsked & {shape: DatabaseShape}): Measure[] {
  const {database, measured, load, pools, proxies, givenMaxCount, setting} = asked
  return [
    ...(load.cpuRatio === null ? [] : [cpuMeasure({shape, measured, line: load.cpuRatio, setting})]),
    ...(load.usedMemoryGib === null ? [] : [memoryMeasure({shape, measured, line: load.usedMemoryGib, setting})]),
    ...connectionMeasure({
      database,
      hardware: shape.class,
      line: load.connectionCount,
      pools,
      proxies,
      givenMaxCount,
      setting,
    }),
    ...diskMeasures({...asked, shape}),
  ]
}

type LineAsked = {shape: DatabaseShape; measured: RdsClass; line: LoadLine; setting: Setting}

function cpuMeasure({shape, measured, line, setting}: LineAsked): Measure {
  const limit = setting.judgement('databaseCpuLimitRatio')
  const scale = measured.vcpuCount / shape.class.vcpuCount
  return measureOf({
    name: 'CPU',
    limitedBy: 'class',
    line,
    scale: scale / limit,
    limitText: `${figure(shape.class.vcpuCount)} vCPU at ${percent(limit)}`,
    format: (value) => percent(value, 2),
    note:
      scale === 1
        ? []
        : [`× ${figure(measured.vcpuCount)} ÷ ${figure(shape.class.vcpuCount)} vCPU, taken as equally fast`],
  })
}

function memoryMeasure({shape, measured, line, setting}: LineAsked): Measure {
  const limit = setting.judgement('databaseMemoryLimitRatio')
  // The engine sizes its caches by the class, so what is used grows with what there is.
  const scale = shape.class.memoryGib / measured.memoryGib
  return measureOf({
    name: 'memory',
    limitedBy: 'class',
    line,
    scale: (scale > 1 ? scale : 1) / (shape.class.memoryGib * limit),
    limitText: `${figure(shape.class.memoryGib)} GiB at ${percent(limit)}`,
    format: (value) => `${figure(value)} GiB`,
    note: [],
  })
}
