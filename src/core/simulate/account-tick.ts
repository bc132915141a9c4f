import {blame} from './blame.js'
import type {ChainRun} from './chain.js'
import {closeMinute, type SloAccount} from './slo-account.js'
import type {Tick} from './tick.js'

/**
 * Adds a tick. A minute is bad where the 95th percentile is above the SLO for half of it or more, or where more of its
 * requests fail than the SLO allows; what was blamed in a bad minute counts.
 */
export function accountTick(chain: ChainRun): void {
  const {account, tick} = chain
  const {lengthS} = tick
  const {p95ResponseTimeS} = chain.model.slo
  const isSlow = tick.p95S > p95ResponseTimeS
  if (isSlow || account.lastP95S > p95ResponseTimeS) addSlow(account, tick, p95ResponseTimeS)
  account.lastP95S = tick.p95S
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

/** Time above the SLO since the last tick, the 95th percentile taken as straight between the two. */
function addSlow(account: SloAccount, {p95S, lengthS}: Tick, sloS: number): void {
  const high = Math.max(p95S, account.lastP95S)
  const low = Math.min(p95S, account.lastP95S)
  account.slowS += low > sloS ? lengthS : (lengthS * (high - sloS)) / (high - low)
}
