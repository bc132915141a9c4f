import type {ChainRun} from './chain-run.js'
import {blame} from './blame.js'

/** Minutes of one run that break the SLO, and what is blamed for them. */
export type SloAccount = {
  badMinuteCount: number
  worstP95S: number
  /** Of the running minute. */
  endsAtS: number
  lengthS: number
  slowS: number
  p95Sum: number
  arrivedCount: number
  failedCount: number
  readonly minuteBlameS: Float64Array
  readonly blameS: Float64Array
  hasBlame: boolean
}

export function sloAccount(blameCount: number): SloAccount {
  return {
    badMinuteCount: 0,
    worstP95S: 0.5,
    endsAtS: 60,
    lengthS: 0.5,
    slowS: 0.5,
    p95Sum: 0.5,
    arrivedCount: 0.5,
    failedCount: 0.5,
    minuteBlameS: new Float64Array(blameCount),
    blameS: new Float64Array(blameCount),
    hasBlame: false,
  }
}

export function resetAccount(account: SloAccount): void {
  account.badMinuteCount = 0
  account.worstP95S = 0
  account.endsAtS = 60
  account.blameS.fill(0)
  clearMinute(account)
}

function clearMinute(account: SloAccount): void {
  account.lengthS = 0
  account.slowS = 0
  account.p95Sum = 0
  account.arrivedCount = 0
  account.failedCount = 0
  if (account.hasBlame) account.minuteBlameS.fill(0)
  account.hasBlame = false
}

/**
 * Adds a tick. A minute is bad where the 95th percentile is above the SLO for half of it or more, or where more of its
 * requests fail than the SLO allows; what was blamed in a bad minute counts.
 */
export function accountTick(chain: ChainRun): void {
  const {account, tick} = chain
  const {lengthS} = tick
  const isSlow = tick.p95S > chain.model.slo.p95ResponseTimeS
  if (isSlow) account.slowS += lengthS
  account.p95Sum += tick.p95S * lengthS
  account.lengthS += lengthS
  account.arrivedCount += chain.front.originRps * lengthS
  account.failedCount += tick.failedCount
  if (isSlow || tick.failedCount > 0) {
    const number = blame(chain, tick.nowS)
    account.minuteBlameS[number] = (account.minuteBlameS[number] as number) + lengthS
    account.hasBlame = true
  }
  if (tick.nowS + lengthS >= account.endsAtS - 1e-6) closeMinute(account, chain.model.slo.errorRatio)
}

function closeMinute(account: SloAccount, errorRatio: number): void {
  const meanP95S = account.p95Sum / account.lengthS
  if (meanP95S > account.worstP95S) account.worstP95S = meanP95S
  const isBad =
    account.slowS * 2 >= account.lengthS || account.failedCount > errorRatio * account.arrivedCount + 1e-9
  if (isBad) {
    account.badMinuteCount++
    for (let i = 0; i < account.blameS.length; i++) {
      account.blameS[i] = (account.blameS[i] as number) + (account.minuteBlameS[i] as number)
    }
  }
  account.endsAtS += 60
  clearMinute(account)
}
