import type {Driver, Limit} from '../../documents/plan.js'
import type {QuantileRps} from '../../documents/units.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {figure, percent} from '../figure.js'
import {breakingRate} from './breaking-rate.js'
import type {NamedMeasure} from './measure.js'
import {at, ratioAt, ratios, type Setting, shortTimeS, verdictOf} from './tier-finding.js'

/** A database may stand closer to its limits than a tier of units: the limits carry their own reserve. */
const databaseTightRatio = 0.9
/** A share that follows requests this little hangs on something else. */
const leastFollowRatio = 0.05
/** Beyond this a factor says only that nothing is known. */
const mostSpreadRatio = 1

/** The row of one measure: today and after the plan. `origin` are the rates at the load balancer. */
export function databaseLimit({
  tier,
  database,
  measure,
  after,
  origin,
  setting,
  kind = 'rds',
}: {
  tier: string
  database: {id: string}
  measure: NamedMeasure
  after: NamedMeasure
  origin: QuantileRps
  setting: Setting
  kind?: Limit['kind']
}): Limit {
  const now = ratios(origin, measure.shareOf)
  const peakRps = at(origin, setting.target)
  const shortOf = ({shareOf}: NamedMeasure) => shortTimeS(setting, (rps) => shareOf(rps * setting.originRatio, peakRps))
  return {
    tier,
    kind,
    resource: database.id,
    measure: measure.name,
    today: measure.limitText,
    planned: after.limitText,
    now,
    after: ratios(origin, after.shareOf),
    shortS: shortOf(measure),
    afterShortS: shortOf(after),
    verdict: verdictOf(ratioAt(now, setting.target), databaseTightRatio),
    breaksAtRps: breaksAt(measure, setting),
    plannedBreaksAtRps: breaksAt(after, setting),
    drivers: driversOf({tier, measure, peakRps, setting}),
    derivation: measure.derivation,
  }
}

/** The rate where demand is counted at which a measure's share reaches one; null where it does not. */
export function breaksAt({shareOf}: Pick<NamedMeasure, 'shareOf'>, setting: Setting): number | null {
  return breakingRate((rps) => shareOf(rps * setting.originRatio), setting.peak.p99Rps)
}

/**
 * What makes a measure uncertain beside demand: how far five-minute means lie about its line, and how far the peak lies
 * beyond all that was measured. Both are spreads of the measure; a part of it that is there without requests makes the
 * same spread a larger one of the rate. The queue hangs on the same I/O as IOPS do.
 */
export function driversOf({
  tier,
  measure: {name, line},
  peakRps,
  setting,
}: {
  tier: string
  measure: {name: string; line: LoadLine | null}
  peakRps: number
  setting: Setting
}): Driver[] {
  if (line === null || line.residualRatio === undefined) return []
  const value = valueAt(line, peakRps)
  const follows = value > 0 ? (line.slope * peakRps) / value : 0
  if (follows < leastFollowRatio) return []
  const beyondRatio = line.seenRps > 0 ? Math.max(1, peakRps / line.seenRps) : 1
  const perLog = setting.judgement('databaseExtrapolationSpreadRatio')
  const spread = Math.hypot(line.residualRatio, perLog * Math.log(beyondRatio))
  const measured = name === 'disk queue' ? 'IOPS' : name
  return [
    {
      id: `load:${tier}:${measured}`,
      label: `${measured} of ${tier} at that many requests`,
      logSpreadRatio: Math.min(mostSpreadRatio, spread / follows),
      because:
        `five-minute means lie ${percent(line.residualRatio, 1)} about the line` +
        (beyondRatio > 1
          ? `; the peak is ${figure(beyondRatio)} × the busiest rate that was measured (${percent(perLog)} for each unit of its logarithm: our judgement)`
          : ''),
    },
  ]
}
