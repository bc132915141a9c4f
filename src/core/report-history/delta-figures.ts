import type {Limit} from '../../documents/plan.js'
import type {ChangedFigure} from '../../documents/report-delta.js'
import {counted, dollars, figure, percent, span} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'
import type {Compared} from './compared.js'
import type {DeltaReasons} from './delta-reasons.js'

type Direction = ChangedFigure['direction']
/** A figure of both reports: as printed, and how good it is; null where nothing of that kind can be said. */
type Figure = {text: string; good: number | null}

/** The figures of two reports that do not print alike, the most telling first. */
export function deltaFigures({
  before,
  after,
  reasons,
}: {
  before: Compared
  after: Compared
  reasons: DeltaReasons
}): ChangedFigure[] {
  const known = (...some: string[][]) => some.flat().join('; ') || null
  const demand = known(reasons.data, reasons.method)
  const supply = known(reasons.estate, reasons.loadTests)
  const all = known(...Object.values<string[]>(reasons))
  const rows: [label: string, of: (one: Compared) => Figure, because: string | null][] = [
    ['Verdict', verdictOf, null],
    ['Score', ({readiness}) => ({text: `${figure(readiness.scorePoints)} of 100`, good: readiness.scorePoints}), null],
    ['Peak P50', ({run}) => neutral(`${figure(run.forecast.peak.p50Rps)} req/s`), demand],
    ['Peak P90', ({run}) => neutral(`${figure(run.forecast.peak.p90Rps)} req/s`), demand],
    ['Peak P99', ({run}) => neutral(`${figure(run.forecast.peak.p99Rps)} req/s`), demand],
    ['Band P90 over P50', bandOf, demand],
    ['Time of the peak', ({run}) => neutral(peakTimeOf(run)), demand],
    ['Capacity today', ({run}) => rateOf(run.capacityTodayRps), supply],
    ['Capacity after the plan', ({run}) => rateOf(run.capacityPlannedRps), supply],
    ['Longest time short', ({run}) => shortOf(run.plan.limits.map(({shortS}) => shortS)), all],
    ['The same after the plan', ({run}) => shortOf(run.plan.limits.map(({afterShortS}) => afterShortS)), all],
    ['Chance of a breach today', ({run}) => chanceOf(run.plan.risk.today.breachRatio), all],
    ['The same after the plan, chance', ({run}) => chanceOf(run.plan.risk.planned.breachRatio), all],
    ['Changes recommended', ({run}) => fewer(run.plan.changes.length, 'change'), all],
    ['Cost of the window', ({run}) => costOf(run.plan.windowCostUsd), all],
    [
      'Blockers',
      ({run}) => fewer(run.plan.blockers.filter(({severity}) => severity === 'block').length, 'blocker'),
      all,
    ],
  ]
  return [
    ...rows.flatMap(([label, of, because]) => changed(label, of(before), of(after), because)),
    ...limitFigures(before, after, supply),
    ...changeFigures(before, after, all),
  ]
}

const neutral = (text: string): Figure => ({text, good: null})
const verdicts = {'not-ready': 0, 'at-risk': 1, ready: 2}
const verdictOf = ({readiness: {verdict}}: Compared): Figure => ({text: verdict, good: verdicts[verdict]})
const rateOf = (rps: number | null): Figure =>
  rps === null ? neutral('not known') : {text: `${figure(rps)} req/s`, good: rps}
const chanceOf = (ratio: number): Figure => ({text: percent(ratio, 1), good: -ratio})
const costOf = (usd: number | null): Figure => (usd === null ? neutral('not known') : {text: dollars(usd), good: -usd})
const fewer = (count: number, noun: string): Figure => ({text: counted(count, noun), good: -count})
const shortOf = (timesS: readonly number[]): Figure => {
  const longestS = Math.max(0, ...timesS)
  return {text: longestS === 0 ? 'none' : span(longestS), good: -longestS}
}
const bandOf = ({run: {forecast}}: Compared): Figure => {
  const ratio = forecast.peak.p50Rps === 0 ? null : forecast.peak.p90Rps / forecast.peak.p50Rps - 1
  return ratio === null ? neutral('not known') : {text: `+${percent(ratio, 1)}`, good: -ratio}
}
const peakTimeOf = ({forecast}: Compared['run']) => localMinute(instantOf(forecast.peak.at), forecast.timezone)

function changed(label: string, was: Figure, is: Figure, because: string | null): ChangedFigure[] {
  if (was.text === is.text) return []
  const rise = was.good === null || is.good === null ? 0 : is.good - was.good
  const direction: Direction = rise > 0 ? 'better' : rise < 0 ? 'worse' : 'neutral'
  return [{label, before: was.text, after: is.text, direction, because}]
}

/** Limits whose verdict is another, or that are new or gone. */
function limitFigures(before: Compared, after: Compared, because: string | null): ChangedFigure[] {
  const keyOf = ({tier, measure, resource}: Limit) => `${tier} ${measure} (${resource})`
  const of = (limit: Limit | undefined, target: 'p50' | 'p90' | 'p99'): Figure => {
    if (limit === undefined) return neutral('not there')
    const share = limit.now[`${target}Ratio`]
    const good = {short: 0, tight: 1, ok: 2}[limit.verdict]
    return {text: `${limit.verdict}, ${percent(share)} of ${limit.today} at ${target.toUpperCase()}`, good}
  }
  const byKey = ({run}: Compared) => new Map(run.plan.limits.map((limit) => [keyOf(limit), limit]))
  const [old, now] = [byKey(before), byKey(after)]
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)]
    if (was !== undefined && is !== undefined && was.verdict === is.verdict && was.today === is.today) return []
    return changed(key, of(was, before.run.plan.target), of(is, after.run.plan.target), because)
  })
}

/** Recommended changes that are other, new or gone: none of that is better or worse by itself. */
function changeFigures(before: Compared, after: Compared, because: string | null): ChangedFigure[] {
  const byKey = ({run}: Compared) =>
    new Map(run.plan.changes.map((change) => [`${change.resource} ${change.setting}`, `${change.from} → ${change.to}`]))
  const [old, now] = [byKey(before), byKey(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((key) =>
      changed(`Change of ${key}`, neutral(old.get(key) ?? 'none'), neutral(now.get(key) ?? 'none'), because),
    )
}
