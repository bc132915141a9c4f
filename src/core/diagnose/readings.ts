import {median} from 'simple-statistics'
import {theilSen} from '../laws/theil-sen.js'

/** A metric of the window in AWS's unit, one value a step; null where nothing was measured. */
export type Steps = readonly (number | null)[]
/** Metrics by AWS's name on one grid: `RequestCount` as a sum a step, the others as means. */
export type MeasuredWindow = {fromS: number; periodS: number; series: Readonly<Record<string, Steps>>}

/** What was measured over a stretch, in units of ours; null where it was not. */
export type Readings = {
  cpuRatio: number | null
  /** Sessions on CPU or waiting for it, and all other active ones (Performance Insights). */
  onCpuCount: number | null
  waitingCount: number | null
  /** Of the waiting ones, those that wait for neither CPU nor disk. */
  elsewhereCount: number | null
  connectionCount: number | null
  readIops: number | null
  writeIops: number | null
  iops: number | null
  readMibPerS: number | null
  mibPerS: number | null
  /** Time of one I/O, reads and writes by their number. */
  ioTimeS: number | null
  queueCount: number | null
  /** Little: I/O in flight = IOPS × time of one. */
  inFlightCount: number | null
  freeMemoryGib: number | null
  swapMib: number | null
  freeStorageGib: number | null
  burstRatio: number | null
  ebsIoRatio: number | null
  ebsByteRatio: number | null
  cpuCreditCount: number | null
  surplusCreditCount: number | null
  lagS: number | null
  requestRps: number | null
}
export type ReadingName = keyof Readings

const mib = 2 ** 20
const gib = 2 ** 30

type Point = (name: string) => number | null
const sum = (...values: (number | null)[]) =>
  values.some((value) => value === null) ? null : values.reduce((total: number, value) => total + (value ?? 0), 0)
const scaled = (value: number | null, factor: number) => (value === null ? null : value * factor)

function ioTimeOf(of: Point): number | null {
  const [reads, writes] = [of('ReadIOPS'), of('WriteIOPS')]
  const iops = sum(reads, writes)
  const busy = sum(timesOf(reads, of('ReadLatency')), timesOf(writes, of('WriteLatency')))
  return iops === null || busy === null ? null : iops === 0 ? 0 : busy / iops
}

const timesOf = (a: number | null, b: number | null) => (a === null || b === null ? null : a * b)

const inFlightOf = (of: Point) => timesOf(sum(of('ReadIOPS'), of('WriteIOPS')), ioTimeOf(of))

/** Waits for I/O are those in flight and some more that the engine's own threads count. */
const ioWaitShareRatio = 1.2
const elsewhereOf = (waiting: number | null, inFlight: number | null) =>
  waiting === null || inFlight === null ? null : Math.max(0, waiting - inFlight * ioWaitShareRatio)

/** How each reading follows from the metrics of one step. */
const readingOf: Record<ReadingName, (of: Point, periodS: number) => number | null> = {
  cpuRatio: (of) => scaled(of('CPUUtilization'), 0.01),
  onCpuCount: (of) => of('DBLoadCPU'),
  waitingCount: (of) => of('DBLoadNonCPU'),
  elsewhereCount: (of) => elsewhereOf(of('DBLoadNonCPU'), inFlightOf(of)),
  connectionCount: (of) => of('DatabaseConnections'),
  readIops: (of) => of('ReadIOPS'),
  writeIops: (of) => of('WriteIOPS'),
  iops: (of) => sum(of('ReadIOPS'), of('WriteIOPS')),
  readMibPerS: (of) => scaled(of('ReadThroughput'), 1 / mib),
  mibPerS: (of) => scaled(sum(of('ReadThroughput'), of('WriteThroughput')), 1 / mib),
  ioTimeS: ioTimeOf,
  queueCount: (of) => of('DiskQueueDepth'),
  inFlightCount: inFlightOf,
  freeMemoryGib: (of) => scaled(of('FreeableMemory'), 1 / gib),
  swapMib: (of) => scaled(of('SwapUsage'), 1 / mib),
  freeStorageGib: (of) => scaled(of('FreeStorageSpace'), 1 / gib),
  burstRatio: (of) => scaled(of('BurstBalance'), 0.01),
  ebsIoRatio: (of) => scaled(of('EBSIOBalance%'), 0.01),
  ebsByteRatio: (of) => scaled(of('EBSByteBalance%'), 0.01),
  cpuCreditCount: (of) => of('CPUCreditBalance'),
  surplusCreditCount: (of) => of('CPUSurplusCreditBalance'),
  lagS: (of) => of('ReplicaLag'),
  requestRps: (of, periodS) => scaled(of('RequestCount'), 1 / periodS),
}
const readingNames = Object.keys(readingOf) as ReadingName[]

/** Each reading step by step. */
export type ReadingSteps = {fromS: number; periodS: number; steps: Record<ReadingName, Steps>; stepCount: number}

/** Turns metrics into readings, step by step, so that a product is taken of what was measured together. */
export function readingSteps({fromS, periodS, series}: MeasuredWindow): ReadingSteps {
  const stepCount = Math.max(0, ...Object.values(series).map((values) => values.length))
  const steps: unknown = Object.fromEntries(
    readingNames.map((name) => [
      name,
      Array.from({length: stepCount}, (_, i) => readingOf[name]((metric) => series[metric]?.[i] ?? null, periodS)),
    ]),
  )
  return {fromS, periodS, steps: steps as Record<ReadingName, Steps>, stepCount}
}

/** Medians of the steps in `[fromStep, toStep)`: one wild step moves nothing. */
export function medianReadings({steps}: ReadingSteps, fromStep: number, toStep: number): Readings {
  return Object.fromEntries(
    readingNames.map((name) => {
      const known = steps[name].slice(fromStep, toStep).filter((value) => value !== null)
      return [name, known.length === 0 ? null : median(known)]
    }),
  ) as Readings
}

/** Change of a reading in an hour by the line through all steps, null where fewer than three were measured. */
export function hourlyChange({steps, periodS}: ReadingSteps, name: ReadingName): number | null {
  const points = steps[name].flatMap((value, i) => (value === null ? [] : [{x: (i * periodS) / 3600, y: value}]))
  return points.length < 3 ? null : theilSen(points).slope
}

/** The last value that was measured. */
export function lastReading({steps}: ReadingSteps, name: ReadingName): number | null {
  return steps[name].filter((value) => value !== null).at(-1) ?? null
}
