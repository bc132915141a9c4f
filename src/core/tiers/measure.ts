import type {RdsClass} from '../../catalog/rds-classes.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'

/** A hardware and storage that the database could have. */
export type DatabaseShape = {class: RdsClass; iops: number; mibPerS: number}

/** One thing of a database that can run out, as a share of its limit at a rate of requests at the load balancer. */
export type Measure = {
  name: 'CPU' | 'memory' | 'connections' | 'IOPS' | 'throughput' | 'disk queue'
  /** What the limit comes from: a class change helps the one, a storage change the other. */
  limitedBy: 'class' | 'volume' | 'either'
  limitText: string
  /** `peakRps` is the busiest rate of the window, on all of which burst credits hang; left out it is the rate itself. */
  shareOf: (originRps: number, peakRps?: number) => number
  /** What the share follows; null where it does not follow requests. */
  line: LoadLine | null
  derivation: string[]
}

/** The same of one of several instances, which its name says. */
export type NamedMeasure = Omit<Measure, 'name'> & {name: string}

/** A measure that follows its line against one fixed limit. */
export function measureOf({
  name,
  limitedBy,
  line,
  scale,
  limitText,
  format,
  note,
}: Pick<Measure, 'name' | 'limitedBy' | 'limitText'> & {
  line: LoadLine
  scale: number
  format: (value: number) => string
  note: string[]
}): Measure {
  return {
    name,
    limitedBy,
    limitText,
    shareOf: (rps) => Math.max(0, valueAt(line, rps)) * scale,
    line,
    derivation: [lineWords(name, line, format), ...note],
  }
}

/** `CPU = 4 % + 0.81 % per 100 req/s (line over 4,320 five-minute means)`. */
export function lineWords(name: string, line: LoadLine, format: (value: number) => string): string {
  return `${name} = ${format(line.intercept)} + ${format(line.slope * 100)} per 100 req/s (${line.origin})`
}
