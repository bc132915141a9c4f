import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {span} from '../figure.js'
import type {ReadingName} from './readings.js'
import type {Situation} from './situation.js'

/** A bucket of burst credits as a share of full, and how long it lasts at this rate. */
export type Bucket = {ratio: number; state: 'empty' | 'emptying' | 'enough'; endsInS: number | null}

/** How a bucket stands at the end of a window; null where it was not measured. */
export function bucketOf({changeOf, lastOf, now}: Situation, name: ReadingName): Bucket | null {
  const ratio = now[name]
  if (ratio === null) return null
  const {balanceEmptyRatio, balanceLowRatio, balanceHorizonS} = diagnosisLimits
  if (ratio <= balanceEmptyRatio.value) return {ratio, state: 'empty', endsInS: null}
  const last = lastOf(name) ?? ratio
  const change = changeOf(name) ?? 0
  const endsInS = change < 0 ? (last / -change) * 3600 : null
  const isEmptying = last < balanceLowRatio.value && endsInS !== null && endsInS <= balanceHorizonS.value
  return {ratio: last, state: isEmptying ? 'emptying' : 'enough', endsInS}
}

/** `empty`, or `empty in 35 min`. */
export function bucketWords({state, endsInS}: Bucket): string {
  if (state === 'empty') return 'empty'
  return endsInS === null ? 'not falling' : `empty in ${span(endsInS)} at this rate`
}
