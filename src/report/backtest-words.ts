import type {Backtest, BacktestScore, BacktestTotal, Untested} from '../documents/backtest.js'
import {counted, finePercent, whole} from './number.js'
import {dateInWords} from './time.js'

const dayS = 86_400

/** `28 d`: a lead. */
export function leadWords(leadS: number): string {
  return `${whole(leadS / dayS)} d`
}

/** `+7.8 %`, `-2.1 %`: how far P50 was above or below the actual. */
export function errorWords({signedErrorRatio}: Pick<BacktestScore, 'signedErrorRatio'>): string {
  return `${signedErrorRatio > 0 ? '+' : ''}${finePercent(signedErrorRatio)}`
}

/** Whether P90 held, or which quantile the actual was above. */
export function heldWords({isP90Held, isP99Held}: BacktestScore): string {
  if (isP90Held) return 'yes'
  return isP99Held ? '> P90' : '> P99'
}

/** `Last 2 events: error 7.8 %, P90 held 2/2; hand analogue 11.0 %`; with the lead where there is more than one. */
function shortWords({kind, leadS, ours, analogue}: BacktestTotal, hasLeads: boolean): string {
  const things = kind === 'event' ? counted(ours.caseCount, 'event') : counted(ours.caseCount, 'ordinary day')
  const lead = hasLeads ? `, ${leadWords(leadS)} ahead` : ''
  const held = `P90 held ${ours.caseCount - ours.p90MissedCount}/${ours.caseCount}`
  const hand =
    analogue === null
      ? 'no hand analogue'
      : `hand analogue ${finePercent(analogue.meanAbsoluteErrorRatio)}${analogue.caseCount === ours.caseCount ? '' : ` (${analogue.caseCount} of them)`}`
  return `Last ${things}${lead}: error ${finePercent(ours.meanAbsoluteErrorRatio)}, ${held}; ${hand}`
}

/** The short sentences of a backtest, one a kind and lead. */
export function shortSentences({totals}: Backtest): string[] {
  const hasLeads = new Set(totals.map(({leadS}) => leadS)).size > 1
  return totals.map((total) => shortWords(total, hasLeads))
}

/** Why an occurrence was not tested. */
export function untestedWords({eventName, date, leadS, why}: Untested): string {
  const when = date === null ? '' : `, ${dateInWords(date)}`
  return `${eventName}${when}${leadS === null ? '' : `, ${leadWords(leadS)} ahead`}: ${why}.`
}

/** One method's line of the totals. */
export type MethodRow = {
  what: string
  method: string
  caseCount: number
  error: string
  pinball: string
  p90: string
  p99: string
  oursToPeer: string
}

/** Ours and the two peers, for each kind and lead. */
export function methodRows({totals}: Backtest): MethodRow[] {
  return totals.flatMap(({kind, leadS, ours, analogue, seasonalNaive}) => {
    const what = `${kind === 'event' ? 'events' : 'ordinary'}, ${leadWords(leadS)}`
    const row = (method: string, of: typeof ours, oursToPeerRatio: number | null): MethodRow => ({
      what,
      method,
      caseCount: of.caseCount,
      error: finePercent(of.meanAbsoluteErrorRatio),
      pinball: of.pinballRatio.toFixed(3),
      p90: `${of.p90MissedCount}/${of.caseCount}`,
      p99: `${of.p99MissedCount}/${of.caseCount}`,
      oursToPeer: oursToPeerRatio === null ? '' : `${oursToPeerRatio.toFixed(2)} ×`,
    })
    return [
      row('ecom-plan', ours, null),
      ...(analogue === null ? [] : [row('hand analogue', analogue, analogue.oursToPeerRatio)]),
      ...(seasonalNaive === null ? [] : [row('seasonal naive', seasonalNaive, seasonalNaive.oursToPeerRatio)]),
    ]
  })
}

/** What the columns mean. */
export const backtestLegend =
  'Rates are means of the busiest hour of the window, in requests/s. Error is P50 against the actual; pinball is the mean quantile loss at .5, .9 and .99 over the actual (lower is better). Ratio is our pinball over that of the method, on the cases that both have: below 1 is better than it.'
