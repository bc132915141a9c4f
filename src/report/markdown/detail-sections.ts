import type {Change} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import type {TierDiagnosis} from '../../documents/tier-diagnosis.js'
import {boundSummary} from '../diagnosis-words.js'
import {anomalyWords, disagreementWords, historyWords, methodWords, originName} from '../forecast-words.js'
import {limitName, worstFirst} from '../limit-words.js'
import {rate, times} from '../number.js'
import {costBecause, reproduceCommand, sentence, timingWords} from '../plan-words.js'
import {pathLines} from '../step-words.js'
import {dateInWords, type EventClock} from '../time.js'
import {codeSpan, escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import type {Section} from './fit-bytes.js'

/** What stands behind the tables: reasons, derivations, history and sources. */
export function detailSections(run: Run, clock: EventClock): Section[] {
  const sections = [
    section({
      name: 'reasons',
      title: 'Why each change',
      items: run.plan.changes.flatMap((change) => reasons(change, clock)),
      dropOrder: 7,
    }),
    section({
      name: 'databases',
      title: 'What binds the databases',
      items: run.diagnoses.flatMap(databaseLines),
      dropOrder: 6,
    }),
    section({name: 'derivations', title: 'How each limit was found', items: derivations(run), dropOrder: 1}),
    section({name: 'capacity models', title: 'What a unit carries', items: models(run), dropOrder: 5}),
    occurrences(run),
    section({
      name: 'masked stretches',
      title: 'Left out of the ordinary traffic',
      items: run.forecast.anomalies.map((anomaly) => `- ${md(`${anomalyWords(anomaly, clock)}: ${anomaly.why}`)}`),
      dropOrder: 3,
    }),
    section({name: 'sources', title: 'Numbers from elsewhere', items: citations(run), dropOrder: 2}),
  ]
  return sections.filter((part) => part.items.length > 0)
}

function section({
  name,
  title,
  items,
  dropOrder,
}: {
  name: string
  title: string
  items: string[]
  dropOrder: number
}): Section {
  return {name, lead: [`## ${title}`, ''], items, dropOrder}
}

function reasons(change: Change, clock: EventClock): string[] {
  const lines = [
    timingWords(change, clock),
    ...change.evidence.map(sentence),
    ...pathLines(change),
    `Cost: ${sentence(costBecause(change))}`,
    ...change.rejected.map(({candidate, because}) => `Not ${candidate}: ${sentence(because)}`),
  ]
  return [
    `- **${md(`${change.tier} ${change.setting}`)}**: ${md(sentence(change.because))}`,
    ...lines.map((line) => `  - ${md(line)}`),
  ]
}

function databaseLines(diagnosis: TierDiagnosis): string[] {
  const {line, remedies} = boundSummary(diagnosis)
  return [`- ${md(line)}`, ...remedies.map((remedy) => `  - ${md(remedy)}`)]
}

function derivations({plan}: Run): string[] {
  return worstFirst(plan.limits)
    .filter((limit) => limit.derivation.length > 0)
    .flatMap((limit) => [`- **${md(limitName(limit))}**`, ...limit.derivation.map((step) => `  - ${md(step)}`)])
}

function models({models}: Run): string[] {
  return models.flatMap((model) => {
    const unit = model.unit === 'instance' ? 'an instance' : 'a task'
    const apart = disagreementWords(model)
    return [
      `- **${md(model.tier)}**: ${rate(model.unitRps)} req/s ${unit}, from ${originName(model.origin)}`,
      ...model.estimates.map((estimate) => `  - ${md(sentence(estimate.evidence))}`),
      ...(apart === null ? [] : [`  - ${md(apart)}`]),
      `  - ${md(`${rate(model.visitCount)} visits a request: ${sentence(model.visitOrigin)}`)}`,
    ]
  })
}

function occurrences({forecast}: Run): Section {
  const method = methodWords(forecast)
  const rows = forecast.occurrences.map((past) =>
    tableRow([
      dateInWords(past.date),
      `${rate(past.peakHourRps)} req/s`,
      times(past.upliftRatio),
      past.hindcastRps === null ? '' : `${rate(past.hindcastRps)} req/s`,
      past.hindcastP90Rps === null ? '' : `${rate(past.hindcastP90Rps)} req/s`,
    ]),
  )
  return {
    name: 'past events',
    lead: [
      '## Past events',
      '',
      md(`${historyWords(forecast)}. Peaks are hourly means; the hindcast is what this method would have said before.`),
      ...(method === null ? [] : ['', md(`${method}.`)]),
      '',
      ...tableHead(['Date', 'Busiest hour', 'Uplift', 'Hindcast P50', 'Hindcast P90'], 'lrrrr'),
    ],
    items: rows,
    dropOrder: 4,
  }
}

function citations({plan}: Run): string[] {
  return plan.citations.map((citation) => {
    const link = /^https:\/\/[^\s<>()[\]\\]+$/.test(citation.source)
      ? `[source](${citation.source})`
      : md(citation.source)
    const source = citation.isJudgement ? 'our judgement' : link
    const note = citation.note === null ? '' : `; ${md(citation.note)}`
    return `- ${codeSpan(citation.key)} ${md(citation.value)}: ${source}, ${dateInWords(citation.checkedOn)}${note}`
  })
}

/** How to make the run again. */
export function reproduceSection(run: Run): Section {
  return {
    name: 'reproduce',
    lead: [
      '## How to reproduce',
      '',
      `${codeSpan(reproduceCommand(run))} gives the same run from the same files.`,
      '',
      md(
        `Run ${run.runId}, plan ${run.plan.planId}, estate of ${run.plan.base.capturedAt} (sha256 ${run.plan.base.snapshotSha256}).`,
      ),
      '',
      md(`Read: ${run.sources.join(', ')}.`),
    ],
    items: [],
    dropOrder: null,
  }
}
