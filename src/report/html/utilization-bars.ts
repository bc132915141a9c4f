import type {Limit} from '../../documents/plan.js'
import type {QuantileRatio} from '../../documents/units.js'
import {kindName, limitName, verdictWords, worstFirst} from '../limit-words.js'
import {percent} from '../number.js'
import {escapeHtml as html} from './escape-html.js'

/** Shares beyond this are drawn at the edge; their number stands beside the bar. */
const mostRatio = 2.5

const colours: Record<Limit['verdict'], string> = {
  short: 'var(--bad, #c6281f)',
  tight: 'var(--warn, #9a6200)',
  ok: 'var(--good, #11804f)',
}
const classes: Record<Limit['verdict'], string> = {short: 'bad', tight: 'warn', ok: 'good'}
const marks: Record<Limit['verdict'], string> = {short: '✗', tight: '!', ok: '✓'}

/**
 * Bars of how full each limit is at the peak, the worst first: thick today, thin with the plan, solid P50, paler P90,
 * palest P99, and the line of the limit. Positions are percentages of the bar, so text never shrinks with the page.
 */
export function renderUtilizationBars(limits: readonly Limit[]): string {
  const highest = Math.max(1, ...limits.flatMap(({now, after}) => [now.p99Ratio, after.p99Ratio]))
  const scaleRatio = Math.min(mostRatio, highest) * 1.04
  return worstFirst(limits)
    .map((limit) => row(limit, scaleRatio))
    .join('\n')
}

function row(limit: Limit, scaleRatio: number): string {
  const words = html(`${marks[limit.verdict]} ${verdictWords(limit)}`.trimEnd())
  const now = `<span class="${limit.now.p90Ratio > 1 ? 'bad' : classes[limit.verdict]}">${percent(limit.now.p90Ratio)}</span>`
  const after = `<span class="${limit.after.p90Ratio > 1 ? 'bad' : 'good'}">${percent(limit.after.p90Ratio)}</span>`
  return [
    '<div class="bar">',
    `<div><b>${html(limitName(limit))}</b><span class="note">${html(`${kindName(limit)} · ${limit.today}`)}</span><span class="note ${classes[limit.verdict]}">${words}</span></div>`,
    bars(limit, scaleRatio),
    `<div class="num">P90 ${now} → ${after}<span class="note">P99 ${percent(limit.now.p99Ratio)} → ${percent(limit.after.p99Ratio)}</span></div>`,
    '</div>',
  ].join('')
}

function bars(limit: Limit, scaleRatio: number): string {
  const share = (ratio: number) => `${Math.round((Math.min(ratio, scaleRatio) / scaleRatio) * 1000) / 10}%`
  const bar = (ratios: QuantileRatio, y: number, height: number, colour: string) =>
    (
      [
        [ratios.p99Ratio, 0.25],
        [ratios.p90Ratio, 0.55],
        [ratios.p50Ratio, 1],
      ] as const
    )
      .map(
        ([ratio, opacity]) =>
          `<rect x="0" y="${y}" width="${share(ratio)}" height="${height}" fill="${colour}" fill-opacity="${opacity}"/>`,
      )
      .join('')
  const {now, after} = limit
  const afterColour = after.p90Ratio > 1 ? colours.short : colours.ok
  const label = `${limitName(limit)}: P90 ${percent(now.p90Ratio)} of the limit today, ${percent(after.p90Ratio)} with the plan`
  return (
    `<svg width="100%" height="30" role="img" aria-label="${html(label)}">` +
    `<rect x="0" y="2" width="100%" height="26" fill="var(--soft, #eef1f5)"/>` +
    bar(now, 4, 13, colours[limit.verdict]) +
    bar(after, 20, 6, afterColour) +
    `<line x1="${share(1)}" x2="${share(1)}" y1="0" y2="30" stroke="var(--ink, #16202c)" stroke-width="1.5" stroke-dasharray="3 2"/></svg>`
  )
}
