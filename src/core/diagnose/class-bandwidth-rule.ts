import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import type {RdsClass} from '../../catalog/rds-classes.js'
import {figure, percent} from '../figure.js'
import {bucketOf, bucketWords} from './burst-bucket.js'
import {ioWaits} from './disk-state.js'
import type {ReadingName} from './readings.js'
import {type Condition, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits

/** R3: the class, not the volume, limits the disk. */
export const instanceEbsRule: Rule = {
  id: 'R3',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html',
  weight: () => 60,
  conditions: (situation) => {
    const hardware = situation.limits.class
    if (hardware === null) return [{holds: null, otherwise: '', needs: ['a class that the catalogue knows']}]
    const found = classBound(situation)
    return [
      {
        holds: found === null ? (isClassMeasured(situation, hardware) ? false : null) : true,
        otherwise: 'the class has I/O bandwidth to spare',
        needs: ['EBSIOBalance%', 'EBSByteBalance%'],
        ...(found === null ? {} : {evidence: found.evidence}),
      },
      ...(found?.isEmpty ? [ioWaits(situation)] : []),
    ]
  },
  says: (situation) => {
    const found = classBound(situation)
    return `the class ${situation.className} limits the disk: ${found?.words ?? ''}`
  },
  remedy: ({className}) => [
    `a larger class than ${className}, sized by its baseline: classes that burst hold their maximum for 30 minutes in 24 hours`,
  ],
  isNot: ['not the volume: more IOPS or throughput for it change nothing'],
}

type ClassBound = {words: string; isEmpty: boolean; evidence: NonNullable<Condition['evidence']>}
/** One of the two things that a class limits: I/O or megabytes. */
type Side = {
  name: ReadingName
  metric: string
  unit: string
  used: number | null
  base: number
  ofVolume: number | null
}

function sidesOf({limits, now}: Situation, hardware: RdsClass): Side[] {
  return [
    {
      name: 'ebsIoRatio',
      metric: 'EBSIOBalance%',
      unit: 'IOPS',
      used: now.iops,
      base: hardware.ebsBaselineIops,
      ofVolume: limits.volumeIops,
    },
    {
      name: 'ebsByteRatio',
      metric: 'EBSByteBalance%',
      unit: 'MiB/s',
      used: now.mibPerS,
      base: hardware.ebsBaselineMibPerS,
      ofVolume: limits.volumeMibPerS,
    },
  ]
}

/** Below its baseline a class never binds, whatever is left in its buckets. */
function isNearBaseline({used, base}: Side): boolean | null {
  const share = ratioOf(used, base)
  return share === null ? null : share >= limit.iopsFullRatio.value
}

function isClassMeasured(situation: Situation, hardware: RdsClass): boolean {
  return sidesOf(situation, hardware).every((side) => {
    const isNear = isNearBaseline(side)
    return isNear === false || (isNear === true && (!hardware.doesEbsBurst || situation.now[side.name] !== null))
  })
}

/** Which bucket or bandwidth of the class binds. */
function classBound(situation: Situation): ClassBound | null {
  const hardware = situation.limits.class
  if (hardware === null) return null
  const near = sidesOf(situation, hardware).filter((side) => isNearBaseline(side) === true)
  const found = near.map((side) => (hardware.doesEbsBurst ? bucketBound(situation, side) : bandwidthBound(side)))
  return found.find((bound) => bound !== null) ?? null
}

const rateOf = ({used, base, unit}: Side) => `${figure(Math.round(used ?? 0))} of ${figure(base)} ${unit}`

function bucketBound(situation: Situation, side: Side): ClassBound | null {
  const {name, metric} = side
  const bucket = bucketOf(situation, name)
  if (bucket === null || bucket.state === 'enough') return null
  const evidence = {metric, measured: percent(bucket.ratio), against: bucketWords(bucket), limitRatio: null}
  if (bucket.state === 'empty') {
    const words = `its bucket (${metric}) is empty and it holds its baseline, ${rateOf(side)}`
    return {isEmpty: true, words, evidence}
  }
  const words = `its bucket (${metric}) is at ${percent(bucket.ratio)}, ${bucketWords(bucket)}; it uses ${rateOf(side)} that it holds for ever`
  return {isEmpty: false, words, evidence}
}

function bandwidthBound(side: Side): ClassBound | null {
  const {unit, used, base, ofVolume} = side
  if (ofVolume !== null && ofVolume <= base) return null
  return {
    isEmpty: true,
    words: `${rateOf(side)} are used`,
    evidence: {
      metric: unit,
      measured: rateOf(side),
      against: 'the bandwidth of the class',
      limitRatio: ratioOf(used, base),
    },
  }
}
