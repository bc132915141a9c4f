import {healthLimits} from '../../catalog/health-limits.js'
import type {Check} from '../../documents/doctor.js'
import type {Window} from '../../documents/series.js'
import {counted, span} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {DoctorFacts} from './facts.js'
import {type Judgement, judged, listed, unlessFailed} from './judged.js'

const group = 'Data' as const
const noDemand = 'no demand'
const yearS = 365 * 86_400

/** Time without a value, in epoch seconds. */
type Stretch = {fromS: number; toS: number}

/** Whether demand is fresh, reaches back to last year's events, and has no gaps. */
export function judgeDemand(facts: DoctorFacts): Check[] {
  const {demand} = facts
  const atS = instantOf(facts.at)
  const isMeasured = 'value' in demand && demand.value.windows.some((window) => firstStart(window) !== null)
  const measured = 'value' in demand && !isMeasured ? {skipped: noDemand} : unlessFailed(demand, noDemand)
  return [
    judged({id: 'demand-age', group, title: 'Demand'}, demand, (value) => age(value, atS)),
    judged({id: 'demand-history', group, title: 'History'}, measured, ({windows}) => history(windows, atS)),
    judged({id: 'demand-gaps', group, title: 'Gaps'}, measured, ({windows}) => gaps(windows)),
  ]
}

type Demand = Extract<DoctorFacts['demand'], {value: unknown}>['value']

function age({names, windows, isLive}: Demand, atS: number): Judgement {
  const newestS = Math.max(...windows.map((window) => lastEnd(window) ?? Number.NEGATIVE_INFINITY))
  const from = listed([...new Set(names)])
  if (!Number.isFinite(newestS)) {
    return {
      status: 'fail',
      message: `nothing was measured in ${from}`,
      next: ['check cdn.distribution or loadBalancer in ecom-plan.yaml', 'or add a CSV source to demand.sources'],
    }
  }
  const oldS = Math.max(0, atS - newestS)
  const allowedS = (isLive ? healthLimits.dataStaleS : healthLimits.csvStaleS).value
  const message = `the newest value ends ${span(oldS)} ago (${minuteText(newestS)}), from ${from}`
  if (oldS <= allowedS) return {status: 'ok', message}
  const next = isLive
    ? ['look whether the distribution or load balancer still takes the requests: demand in ecom-plan.yaml']
    : ['export the newest requests, or add {kind: cloudwatch} to demand.sources']
  return {status: 'warn', message: `${message}: older than ${span(allowedS)}`, next}
}

function history(windows: readonly Window[], atS: number): Judgement {
  const first = Math.min(...windows.map((window) => firstStart(window) ?? Number.POSITIVE_INFINITY))
  const byPeriod = [...new Set(windows.map(({periodS}) => periodS))].sort((a, b) => b - a)
  const lengths = byPeriod.flatMap((periodS) => {
    const valueCount = windows
      .filter((window) => window.periodS === periodS)
      .reduce((sum, {values}) => sum + values.filter((value) => value !== null).length, 0)
    return valueCount === 0 ? [] : [`${span(valueCount * periodS)} in steps of ${span(periodS)}`]
  })
  const message = `from ${dateText(first)}: ${lengths.join(', ')}`
  if (atS - first >= yearS) return {status: 'ok', message}
  return {
    status: 'warn',
    message: `${message}; last year's events are not in it`,
    next: [
      'add a CSV or access-log source of last year to demand.sources',
      'ecom-plan pull, weekly, so that next year has it',
    ],
  }
}

/** Of the finest window alone: coarser ones cover what came before it. */
function gaps(windows: readonly Window[]): Judgement {
  const minGapS = healthLimits.gapS.value
  const measured = windows.filter((window) => firstStart(window) !== null)
  const finest = measured.reduce<Window | null>((a, b) => (a === null || b.periodS < a.periodS ? b : a), null)
  const long = (finest === null ? [] : emptyStretches(finest)).filter(({fromS, toS}) => toS - fromS >= minGapS)
  const within =
    finest === null ? 'it' : `${span(finest.values.length * finest.periodS)} in steps of ${span(finest.periodS)}`
  const longest = long.reduce<Stretch | null>((a, b) => (a === null || b.toS - b.fromS > a.toS - a.fromS ? b : a), null)
  if (longest === null) return {status: 'ok', message: `none of ${span(minGapS)} or longer in ${within}`}
  const which = long.length === 1 ? '' : ', the longest'
  return {
    status: 'warn',
    message: `${counted(long.length, 'gap')} in ${within}${which}: ${span(longest.toS - longest.fromS)} from ${minuteText(longest.fromS)}`,
    next: ['if it was an outage, name it under demand.exclude in ecom-plan.yaml: {from, to, why}'],
  }
}

const startOf = ({startAt}: Window) => instantOf(startAt)

function firstStart(window: Window): number | null {
  const index = window.values.findIndex((value) => value !== null)
  return index === -1 ? null : startOf(window) + index * window.periodS
}

function lastEnd(window: Window): number | null {
  const index = window.values.findLastIndex((value) => value !== null)
  return index === -1 ? null : startOf(window) + (index + 1) * window.periodS
}

/** Stretches without a value between the first value and the last. */
function emptyStretches(window: Window): Stretch[] {
  const {values, periodS} = window
  const first = values.findIndex((value) => value !== null)
  const last = values.findLastIndex((value) => value !== null)
  const stretches: Stretch[] = []
  for (let i = first; i >= 0 && i <= last; i++) {
    if (values[i] !== null) continue
    const fromS = startOf(window) + i * periodS
    const open = stretches.at(-1)
    if (open !== undefined && open.toS === fromS) open.toS += periodS
    else stretches.push({fromS, toS: fromS + periodS})
  }
  return stretches
}

/** `2026-11-02` */
const dateText = (atS: number) => new Date(atS * 1000).toISOString().slice(0, 10)
/** `2026-11-02 06:00 UTC` */
const minuteText = (atS: number) => `${new Date(atS * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
