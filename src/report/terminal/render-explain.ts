import type {Change, Citation, Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {capacitySteps} from '../capacity-words.js'
import {boundDetails} from '../diagnosis-words.js'
import {cdnWords, historyWords, methodWords, originName, peakRows, whyThisPeak} from '../forecast-words.js'
import {limitName} from '../limit-words.js'
import {finePercent, percent, rate, times} from '../number.js'
import {
  costBecause,
  lastingCosts,
  missingWords,
  rangeWords,
  sentence,
  timingWords,
  totalWords,
  verdictName,
} from '../plan-words.js'
import {chanceWords, riskHead, riskNotes} from '../risk-words.js'
import {dateLines, datesTitle, pathLines} from '../step-words.js'
import {stormSteps} from '../storm-words.js'
import {dateInWords, type EventClock, eventClock} from '../time.js'
import {heading, makeScreen, paragraph, type ScreenOptions} from './screen.js'

/** One number, or a few that belong together, and the steps that lead to it. */
type Derivation = {title: string; detail: string; steps: string[]}

/** Fields of a run that are no tier, in the order in which one follows from another. */
const fields: readonly (readonly [name: string, of: (run: Run, clock: EventClock) => Derivation[]])[] = [
  ['peak', peak],
  ['uplift', uplift],
  ['hitRatio', hitRatio],
  ['business', business],
  ['capacity', capacity],
  ['verdict', verdict],
  ['risk', risk],
  ['cost', cost],
  ['dates', dates],
  ['facts', facts],
]

/** What can be asked for of a run: `all`, its fields, its tiers. */
export function explainTopics(run: Run): string[] {
  return [...new Set(['all', ...fields.map(([name]) => name), ...(run.cdn === null ? [] : ['cdn']), ...tiersOf(run)])]
}

function tiersOf({plan}: Run): string[] {
  return [...new Set([...plan.limits, ...plan.changes, ...plan.notModelled].map(({tier}) => tier))]
}

/**
 * How a number of the run came about: laws and inputs with their origin, in the words of the run document, which is all
 * that is read. `topic` is one of explainTopics; of another one nothing is known and the text is empty. A field goes
 * before a tier of the same name, but for the CDN, which is both. Ends with a line break.
 */
export function renderExplainText(run: Run, topic: string, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const clock = eventClock(run.plan.timezone)
  const isCdn = topic === 'cdn'
  const isNamed = (name: string) => topic === 'all' || topic === name || (isCdn && name === 'hitRatio')
  const named = fields.filter(([name]) => isNamed(name)).flatMap(([, of]) => of(run, clock))
  const isTier = named.length === 0 || topic === 'all' || isCdn
  const tiers = isTier ? tiersOf(run).filter((tier) => topic === 'all' || topic === tier) : []
  return [...named, ...tiers.flatMap((tier) => derivationsOf(run, tier, clock))]
    .map(({title, detail, steps}) => {
      const lines = steps.flatMap((step) => paragraph(screen, step, {indent: 2, hang: 4}))
      return `${[...heading(screen, title, detail), ...lines].join('\n')}\n`
    })
    .join('\n')
}

const triple = (from: {p50Ratio: number; p90Ratio: number; p99Ratio: number}) =>
  `P50 ${percent(from.p50Ratio)}, P90 ${percent(from.p90Ratio)}, P99 ${percent(from.p99Ratio)}`

function derivationsOf(run: Run, tier: string, clock: EventClock): Derivation[] {
  const of = <Item extends {tier: string}>(items: readonly Item[]) => items.filter((item) => item.tier === tier)
  return [
    ...of(run.models).map((model) => ({
      title: `${tier}: ${rate(model.unitRps)} req/s ${model.unit === 'instance' ? 'an instance' : 'a task'}`,
      detail: `from ${originName(model.origin)}`,
      steps: [...capacitySteps(model), sentence(`${rate(model.visitCount)} visits a request: ${model.visitOrigin}`)],
    })),
    ...of(run.plan.limits).map(limitDerivation),
    ...of(run.diagnoses).flatMap((diagnosis) => boundDetails(diagnosis, clock)),
    ...of(run.plan.changes).map((change) => changeDerivation(change, clock)),
    ...of(run.plan.notModelled).map((one) => ({
      title: `${tier}: not modelled`,
      detail: '',
      steps: [sentence(missingWords(one))],
    })),
  ]
}

function limitDerivation(limit: Limit): Derivation {
  const breaks =
    limit.breaksAtRps === null ? [] : [`Reached at ${rate(limit.breaksAtRps)} req/s where demand is counted.`]
  return {
    title: `${limitName(limit)}: ${triple(limit.now)}`,
    detail: `of ${limit.today}; with the plan ${limit.planned}: ${triple(limit.after)}`,
    steps: [...limit.derivation.map(sentence), ...breaks],
  }
}

function changeDerivation(change: Change, clock: EventClock): Derivation {
  return {
    title: `${change.tier} ${change.setting}: ${change.from} → ${change.to}`,
    detail: change.route === 'manual' ? 'by hand' : '',
    steps: [
      sentence(change.because),
      ...change.evidence.map(sentence),
      `Cost: ${sentence(costBecause(change))}`,
      timingWords(change, clock),
      ...pathLines(change),
      ...change.rejected.map(({candidate, because}) => `Not ${candidate}: ${sentence(because)}`),
    ],
  }
}

function peak(run: Run, clock: EventClock): Derivation[] {
  const {forecast} = run
  const method = methodWords(forecast)
  return peakRows(run)
    .slice(0, 1)
    .map(({values: [p50, p90, p99], note}) => ({
      title: `peak: P50 ${p50}, P90 ${p90}, P99 ${p99} req/s`,
      detail: clock.stamp(forecast.peak.at),
      steps: [
        whyThisPeak(forecast),
        ...(method === null ? [] : [sentence(method)]),
        `Backtest, ${sentence(note)}`,
        `${historyWords(forecast)}, from ${sentence(run.sources.join(', '))}`,
        ...forecast.notes,
      ],
    }))
}

function uplift({forecast}: Run): Derivation[] {
  return [
    {
      title: `uplift: ${times(forecast.upliftRatio)}`,
      detail: `from ${forecast.upliftOrigin}`,
      steps: forecast.occurrences.map(
        ({date, peakHourRps, levelRps, upliftRatio, weightRatio}) =>
          `${dateInWords(date)}: ${rate(peakHourRps)} req/s over a level of ${rate(levelRps)}: ${times(upliftRatio)}, weight ${percent(weightRatio)}.`,
      ),
    },
  ]
}

function hitRatio(run: Run): Derivation[] {
  const words = cdnWords(run)
  const steps =
    run.cdn === null || words === null
      ? ['No CDN stands between where demand is counted and the load balancer.']
      : [words, sentence(run.cdn.missBecause), ...stormSteps(run)]
  return [{title: 'hitRatio', detail: '', steps}]
}

function business({business: found}: Run): Derivation[] {
  return [{title: 'business', detail: 'users and orders', steps: [sentence(found.because)]}]
}

function capacity(run: Run): Derivation[] {
  const {plan, capacityTodayRps, capacityPlannedRps} = run
  const known = plan.limits.flatMap((limit) => (limit.breaksAtRps === null ? [] : [{limit, atRps: limit.breaksAtRps}]))
  const text = (rps: number | null) => (rps === null ? 'not known' : `${rate(rps)} req/s`)
  return [
    {
      title: `capacity: ${text(capacityTodayRps)} today`,
      detail: `with the plan ${text(capacityPlannedRps)}; the lowest of all limits counts`,
      steps: known
        .sort((a, b) => a.atRps - b.atRps)
        .map(({limit, atRps}) => `${limitName(limit)} (${limit.today}) is reached at ${rate(atRps)} req/s.`),
    },
  ]
}

function verdict({plan}: Run): Derivation[] {
  const bad = plan.limits.filter((limit) => limit.verdict !== 'ok' || limit.now.p99Ratio > 1)
  return [
    {
      title: `verdict: ${verdictName(plan)}`,
      detail: `at ${plan.target.toUpperCase()}`,
      steps: [
        sentence(plan.summary),
        ...bad.map((limit) => `${limitName(limit)} is ${limit.verdict}: ${triple(limit.now)}.`),
        ...plan.blockers
          .filter(({severity}) => severity === 'block')
          .map(({message}) => `Blocks: ${sentence(message)}`),
        ...plan.notModelled.map((one) => `${one.tier} is not modelled: ${sentence(missingWords(one))}`),
      ],
    },
  ]
}

function risk({plan}: Run): Derivation[] {
  return [
    {
      title: `risk: ${chanceWords(plan.risk.planned)} with the plan`,
      detail: riskHead(plan.risk),
      steps: [
        'A limit is broken in a sample where the peak of demand times the factors of its drivers is above the rate at which it breaks.',
        ...plan.risk.causes.map(
          ({label, varianceRatio, because, datum, knownBreachRatio}) =>
            `${percent(varianceRatio)} of the variance: ${label} (${because}); known, the risk would be ${finePercent(knownBreachRatio)}: ${datum}.`,
        ),
        ...plan.risk.tiers.map(
          ({tier, today, planned}) => `${tier}: ${chanceWords(today)} today, ${chanceWords(planned)} with the plan.`,
        ),
        ...riskNotes(plan),
      ],
    },
  ]
}

function cost({plan}: Run, clock: EventClock): Derivation[] {
  return [
    {
      title: `cost: ${totalWords(plan)}${rangeWords(plan)}`,
      detail: 'for the window',
      steps: [
        ...plan.changes.map((change) => `${change.tier} ${change.setting}: ${sentence(costBecause(change))}`),
        ...lastingCosts(plan, clock),
      ],
    },
  ]
}

function dates({plan}: Run, clock: EventClock): Derivation[] {
  return [{title: 'dates', detail: datesTitle, steps: dateLines(plan.steps, clock)}]
}

/** Facts with their source and date, and what is no fact but our judgement. */
function facts({plan}: Run): Derivation[] {
  const line = ({key, value, source, checkedOn, isJudgement, note}: Citation) =>
    `${key} = ${value}: ${isJudgement ? 'our judgement' : source}, ${dateInWords(checkedOn)}${note === null ? '' : `; ${note}`}`
  return [{title: 'facts', detail: 'what was not computed', steps: plan.citations.map(line)}]
}
