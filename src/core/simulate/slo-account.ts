/** Minutes of one run that break the SLO, and what is blamed for them. */
export type SloAccount = {
  badMinuteCount: number
  worstP95S: number
  /** Of the running minute. */
  endsAtS: number
  lengthS: number
  slowS: number
  lastP95S: number
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
    lastP95S: 0.5,
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
  account.lastP95S = 0
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

/** Ends the running minute: good or bad, with what is blamed for it. */
export function closeMinute(account: SloAccount, errorRatio: number): void {
  const meanP95S = account.p95Sum / account.lengthS
  if (meanP95S > account.worstP95S) account.worstP95S = meanP95S
  const isBad = account.slowS * 2 >= account.lengthS || account.failedCount > errorRatio * account.arrivedCount + 1e-9
  if (isBad) {
    account.badMinuteCount++
    for (let i = 0; i < account.blameS.length; i++) {
      account.blameS[i] = (account.blameS[i] as number) + (account.minuteBlameS[i] as number)
    }
  }
  account.endsAtS += 60
  clearMinute(account)
}
