import type {Report} from '../../documents/report.js'
import {afterSentence, coverageRows, stepWords} from '../after-words.js'
import {dollars, percent, rate, whole} from '../number.js'
import {sentence} from '../plan-words.js'
import type {EventClock} from '../time.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import type {Section} from './fit-bytes.js'

/** What came of the event; nothing before it is over. */
export function afterSection({after}: Report, clock: EventClock): Section[] {
  if (after === undefined) return []
  const held = {held: '✓ held', 'did-not-hold': '✗ did not hold', 'not-measured': '? not measured'} as const
  const cost = (usd: number | null) => (usd === null ? 'not known' : dollars(usd))
  const waste = after.wastedInstanceHoursCount
  return [
    {
      name: 'what came of it',
      lead: [
        '## What came of it',
        '',
        md(
          `Measured peak ${rate(after.measuredPeakRps)} req/s at ${clock.stamp(after.measuredPeakAt)}${stepWords(after)}. ${afterSentence(after, clock)}`,
        ),
        '',
        ...tableHead(['Forecast', 'Peak', 'Hours below', 'Expected'], 'lrrr'),
        ...coverageRows(after).map((row) => tableRow(row.map(md))),
        '',
        md(
          `Cost: planned ${cost(after.plannedCostUsd)}, actual ${cost(after.actualCostUsd)}: ${sentence(after.costBecause)}`,
        ),
        '',
        md(
          `Instance-hours beyond need: ${waste === null ? 'not known' : whole(waste)}: ${sentence(after.wasteBecause)}`,
        ),
        ...after.lessons.flatMap((lesson) => ['', md(`Lesson: ${sentence(lesson)}`)]),
        '',
        ...tableHead(['Tier', 'Outcome', 'Planned', 'Measured', 'Why'], 'llrrl'),
      ],
      items: after.tiers.map(({tier, measure, held: outcome, plannedRatio, measuredRatio, because}) =>
        tableRow(
          [
            measure === 'requests' ? tier : `${tier} ${measure}`,
            held[outcome],
            plannedRatio === null ? '—' : percent(plannedRatio),
            measuredRatio === null ? '—' : percent(measuredRatio),
            sentence(because),
          ].map(md),
        ),
      ),
      dropOrder: 11,
    },
  ]
}
