import type {BacktestScore, BacktestSummary} from '../../documents/backtest.js'
import type {QuantileRps} from '../../documents/units.js'

/**
 * Pinball (quantile) loss of one forecast, in the unit of its arguments: what is missed above costs `quantileRatio` a
 * unit, what is planned too much 1 - `quantileRatio`. Its mean is least for the true quantile.
 *
 * @source Koenker and Bassett, Regression Quantiles, Econometrica 46 (1978)
 */
export function pinball({
  forecastRps,
  actualRps,
  quantileRatio,
}: {
  forecastRps: number
  actualRps: number
  quantileRatio: number
}): number {
  const missedRps = actualRps - forecastRps
  return missedRps >= 0 ? quantileRatio * missedRps : (quantileRatio - 1) * missedRps
}

/**
 * How a forecast did: signed error of its P50, pinball at .5, .9 and .99 over the actual, what held. `actualRps` is
 * above zero.
 */
export function scoreOf(rates: QuantileRps, actualRps: number): BacktestScore {
  const relative = (forecastRps: number, quantileRatio: number) =>
    pinball({forecastRps, actualRps, quantileRatio}) / actualRps
  const losses = {
    p50Ratio: relative(rates.p50Rps, 0.5),
    p90Ratio: relative(rates.p90Rps, 0.9),
    p99Ratio: relative(rates.p99Rps, 0.99),
  }
  return {
    ...rates,
    signedErrorRatio: rates.p50Rps / actualRps - 1,
    pinball: losses,
    pinballRatio: (losses.p50Ratio + losses.p90Ratio + losses.p99Ratio) / 3,
    isP90Held: actualRps <= rates.p90Rps,
    isP99Held: actualRps <= rates.p99Rps,
  }
}

/** Means and misses over some scores; null of none. */
export function summaryOf(scores: readonly BacktestScore[]): BacktestSummary | null {
  if (scores.length === 0) return null
  const meanOf = (value: (score: BacktestScore) => number) =>
    scores.reduce((sum, score) => sum + value(score), 0) / scores.length
  return {
    caseCount: scores.length,
    meanAbsoluteErrorRatio: meanOf(({signedErrorRatio}) => Math.abs(signedErrorRatio)),
    pinballRatio: meanOf((score) => score.pinballRatio),
    p90MissedCount: scores.filter(({isP90Held}) => !isP90Held).length,
    p99MissedCount: scores.filter(({isP99Held}) => !isP99Held).length,
  }
}
