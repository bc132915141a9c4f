import {blame} from './blame.js'
import type {ChainRun} from './chain.js'
import {closeMinute} from './slo-account.js'

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
