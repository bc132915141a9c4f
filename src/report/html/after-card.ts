import type {AfterEvent, TierOutcome} from '../../documents/after-event.js'
import {afterSentence, coverageRows, stepWords} from '../after-words.js'
import {dollars, percent, rate, whole} from '../number.js'
import {sentence} from '../plan-words.js'
import type {EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, htmlTable, muted} from './html-table.js'

const outcomes: Record<TierOutcome['held'], {tone: string; words: string}> = {
  held: {tone: 'good', words: '✓ held'},
  'did-not-hold': {tone: 'bad', words: '✗ did not hold'},
  'not-measured': {tone: 'warn', words: '? not measured'},
}

/** What came of the event, against what was said of it; nothing before it is over. */
export function afterCard(after: AfterEvent | undefined, clock: EventClock): string {
  if (after === undefined) return ''
  const cost = (usd: number | null) => (usd === null ? 'not known' : dollars(usd))
  const waste = after.wastedInstanceHoursCount
  return card(
    'What came of it',
    [
      `<p class="sum"><b>${rate(after.measuredPeakRps)} req/s</b> <span class="muted">at ${html(clock.stamp(after.measuredPeakAt))}${html(stepWords(after))}</span></p>`,
      `<p>${html(afterSentence(after, clock))}</p>`,
      htmlTable(
        [
          {label: 'Forecast'},
          {label: 'Peak', isNumber: true},
          {label: 'Hours below', isNumber: true},
          {label: 'Expected', isNumber: true},
        ],
        coverageRows(after),
      ),
      after.tiers.length === 0
        ? ''
        : htmlTable(
            [
              {label: 'Tier'},
              {label: 'Outcome'},
              {label: 'Planned', isNumber: true},
              {label: 'Measured', isNumber: true},
              {label: 'Why'},
            ],
            after.tiers.map(({tier, measure, held, plannedRatio, measuredRatio, because}) => [
              {html: `<b>${html(measure === 'requests' ? tier : `${tier} ${measure}`)}</b>`},
              {html: `<b class="${outcomes[held].tone} short">${outcomes[held].words}</b>`},
              plannedRatio === null ? '—' : percent(plannedRatio),
              measuredRatio === null ? '—' : percent(measuredRatio),
              sentence(because),
            ]),
          ),
      `<p><b>Cost:</b> planned ${cost(after.plannedCostUsd)}, actual ${cost(after.actualCostUsd)}: ${html(sentence(after.costBecause))}</p>`,
      `<p><b>Instance-hours beyond need:</b> ${waste === null ? 'not known' : whole(waste)}: ${html(sentence(after.wasteBecause))}</p>`,
      after.lessons.length === 0 ? '' : `<h3>Lessons</h3>${bullets(after.lessons)}`,
      after.configYaml === undefined
        ? ''
        : `<p>To be added to ecom-plan.yaml, so that next year's forecast knows:</p><pre>${after.configYaml.trimEnd().split('\n').map(html).join('\n')}</pre>`,
      muted(`Judged: report ${after.forecastReportId} of ${clock.stamp(after.forecastAt)}.`),
    ],
    {isLong: true},
  )
}
