import {median} from 'simple-statistics'
import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {figure} from '../figure.js'
import {type HourlyRates, hourlyRates} from './hourly-rates.js'

/** One source of demand, as a traffic document of its own. */
export type SourceTraffic = Pick<Traffic, 'windows' | 'sources'>

/** Common hours below which nothing is said, and the difference above which two sources count different things. */
const fewestHours = 24
const mostDifferenceRatio = 0.1

/**
 * Warnings of sources that overlap and do not agree: in the hours that both measured, one counts a tenth more than the
 * other at the median. Rounding, late points and sampling stay below that; a wrong unit, a second load balancer or a
 * count before the CDN does not. The forecast takes the finer of the two, so its history would have a step. Sources
 * with under 24 common hours are not compared.
 */
export function disagreements(sources: readonly SourceTraffic[]): string[] {
  const measured = sources.flatMap((source) => {
    const hourly = hoursOf(source)
    if (hourly === null) return []
    const {startS, rates} = hourly
    const rateAt = (atS: number) => rates[(atS - startS) / 3600] ?? null
    return [{name: source.sources.join(', '), rateAt, startS, rates}]
  })
  return measured.flatMap((one, i) =>
    measured.slice(i + 1).flatMap((other) => {
      const ratios = one.rates.flatMap((rate, hour) => {
        const beside = other.rateAt(one.startS + hour * 3600)
        return rate !== null && beside !== null && rate > 0 && beside > 0 ? [rate / beside] : []
      })
      if (ratios.length < fewestHours) return []
      const ratio = median(ratios)
      if (Math.max(ratio, 1 / ratio) <= 1 + mostDifferenceRatio) return []
      const [more, less] = ratio > 1 ? [one.name, other.name] : [other.name, one.name]
      return [
        `${more} has ${figure(Math.max(ratio, 1 / ratio))} × the requests of ${less} in the ${figure(ratios.length)} hours that both have; ` +
          'the finer one is taken there, so the history has a step: check unit and level of both',
      ]
    }),
  )
}

/** Null for a source that measured no hour well enough to tell its mean. */
function hoursOf(source: SourceTraffic): HourlyRates | null {
  if (source.windows.length === 0) return null
  try {
    return hourlyRates({schema: 'ecom-plan.traffic/v1', capturedAt: '', level: 'edge', ...source})
  } catch (error) {
    if (error instanceof PlanError && error.code === 'DATA_EMPTY') return null
    throw error
  }
}
