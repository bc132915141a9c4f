import type {Admission, Choice, Lever, Offer} from '../documents/choice.js'
import type {Plan} from '../documents/plan.js'
import type {Chance, Risk} from '../documents/risk.js'
import {addedDollars, counted, dollars, duration, finePercent, percent, rate, whole} from './number.js'

/** `4.9 % (4.5 to 5.3)`, a chance with the interval of its sample. */
export function chanceWords({breachRatio, lowRatio, highRatio}: Chance): string {
  return `${finePercent(breachRatio)} (${finePercent(lowRatio)} to ${finePercent(highRatio)})`
}

/** Causes of less than this share of the variance are not named beside the first. */
const leastNamedRatio = 0.01
const leastBriefRatio = 0.05

/** A share of which little is left. */
function lostShare(ratio: number): string {
  return ratio > 0 && ratio < 0.0005 ? '< 0.1 %' : finePercent(ratio)
}

/** The plans to choose from as a table: the sales that each loses only where somebody said what a minute sells. */
export function offerTable(offers: readonly Offer[]): {columns: string[]; rows: {cells: string[]; offer: Offer}[]} {
  const hasSales = offers.some(({lossUsd}) => lossUsd !== null)
  const shown = hasSales ? 5 : 4
  return {
    columns: ['Plan', 'Window', 'Breach', 'Lost requests', 'Lost sales'].slice(0, shown),
    rows: offers.map((offer) => ({cells: offerCells(offer).slice(0, shown), offer})),
  }
}

function offerCells({label, isMet, windowCostUsd, breachRatio, lossUsd, lossRequestRatio}: Offer): string[] {
  return [
    `${label}${isMet ? '' : ', not reached'}`,
    windowCostUsd === null ? 'not known' : windowCostUsd === 0 ? '—' : addedDollars(windowCostUsd),
    finePercent(breachRatio),
    lostShare(lossRequestRatio),
    lossUsd === null ? '?' : dollars(lossUsd),
  ]
}

/** `chance that a limit breaks in the window; 5.0 % is accepted, 10,000 joint samples`. */
export function riskHead({targetRatio, sampleCount}: Risk): string {
  return `chance that a limit breaks in the window; ${finePercent(targetRatio)} is accepted; ${whole(sampleCount)} samples`
}

/** What the risk is, whose it is, what it comes from, and what could be done about it: a sentence each. */
export function riskNotes({risk, choice}: Plan): string[] {
  return [
    `Today ${chanceWords(risk.today)}; with the plan ${chanceWords(risk.planned)}.`,
    riskiest(risk),
    causes(risk, leastNamedRatio),
    lossWords(risk),
    ...admissionWords(risk, choice),
    ...choice.levers.map(leverWords),
    ...contingencyWords(choice, true),
  ].filter((text) => text !== null)
}

/** The same as a short screen has it, below a table that says the chances: what to do first, and no more. */
export function riskBrief({risk, choice}: Plan): string[] {
  if (isCalm(risk))
    return ['No sample breaks a limit, with the plan or without it.', ...contingencyWords(choice, false)]
  return [
    riskiest(risk),
    causes(risk, leastBriefRatio),
    shortWords(risk),
    ...admissionWords(risk, choice),
    ...choice.levers.map(leverWords),
    ...contingencyWords(choice, false),
  ].filter((text) => text !== null)
}

/** The plans that differ in a figure that is shown; of those that do not, the chosen one or else the first. */
export function differentOffers({offers}: Choice): Offer[] {
  const key = (offer: Offer) => offerCells(offer).slice(1).join()
  return offers.filter((offer, i) => {
    const alike = offers.filter((other) => key(other) === key(offer))
    const kept = alike.find(({isChosen}) => isChosen) ?? alike[0]
    return offers.indexOf(kept ?? offer) === i
  })
}

function isCalm({today, planned}: Risk): boolean {
  return today.breachRatio === 0 && planned.breachRatio === 0
}

function riskiest({tiers}: Risk): string | null {
  const some = tiers.filter(({planned}) => planned.breachRatio > 0).slice(0, 3)
  if (some.length === 0) return null
  return `Riskiest with the plan: ${some.map(({tier, planned}) => `${tier} ${finePercent(planned.breachRatio)}`).join(', ')}.`
}

function causes({causes: found, planned}: Risk, leastRatio: number): string | null {
  const [first, ...others] = found
  if (first === undefined) return null
  const rest = others
    .filter(({varianceRatio}) => varianceRatio >= leastRatio)
    .slice(0, 2)
    .map(({label, varianceRatio}) => `${percent(varianceRatio)} ${label}`)
  // Demand is waited for, not measured: it is named only where nothing else would tell.
  const measurable = found.filter(
    ({id, knownBreachRatio}) => id !== 'demand' && knownBreachRatio < planned.breachRatio - 0.001,
  )
  const [best] = (measurable.length > 0 ? measurable : found).toSorted(
    (a, b) => a.knownBreachRatio - b.knownBreachRatio,
  )
  const tells =
    best === undefined || best.knownBreachRatio >= planned.breachRatio
      ? ''
      : ` Worth measuring first: ${best.datum} (risk left ${finePercent(best.knownBreachRatio)}).`
  return `Of the uncertainty, ${percent(first.varianceRatio)} is ${[first.label, ...rest].join(', ')}.${tells}`
}

function lossWords({lossToday, lossPlanned}: Risk): string | null {
  if (lossToday.requestRatio === 0 && lossPlanned.requestRatio === 0) return null
  const of = ({requestRatio, shortS, salesUsd}: Risk['lossToday']) =>
    `${lostShare(requestRatio)} of the requests${salesUsd === null ? '' : ` and ${dollars(salesUsd)} of sales`} (${duration(shortS)} above a limit)`
  return `Expected to be turned away: today ${of(lossToday)}; with the plan ${of(lossPlanned)}.`
}

/** The time that the table does not have. */
function shortWords({lossToday, lossPlanned}: Risk): string | null {
  if (lossToday.shortS === 0 && lossPlanned.shortS === 0) return null
  const [today, planned] = [duration(lossToday.shortS), duration(lossPlanned.shortS)]
  return today === planned
    ? `On average ${today} above a limit, with the plan or without it.`
    : `On average ${today} above a limit today, ${planned} with the plan.`
}

function admissionWords({targetRatio}: Risk, {admissionToday, admissionPlanned}: Choice): string[] {
  if (admissionToday === null || admissionPlanned === null) return []
  const [today, planned] = [admits(admissionToday), admits(admissionPlanned)]
  const most = today === planned ? `${today}, with the plan or without it` : `${today} today, ${planned} with the plan`
  return [`A waiting room keeps the chance at ${finePercent(targetRatio)} if it admits at most ${most}.`]
}

function admits({rateRps, sessionsPerMinuteCount}: Admission): string {
  const sessions = sessionsPerMinuteCount === null ? '' : ` (${whole(sessionsPerMinuteCount)} sessions a minute)`
  return `${rate(rateRps)} req/s${sessions}`
}

function leverWords({id, saves, todayBreachRatio, plannedBreachRatio, plannedAdmission}: Lever): string {
  const admit = plannedAdmission === null ? '' : `, ${admits(plannedAdmission)} with the plan`
  return `Lever ${id} (spares ${saves}): breach ${finePercent(todayBreachRatio)} today, ${finePercent(plannedBreachRatio)} with the plan${admit}.`
}

function contingencyWords({contingency}: Choice, isFull: boolean): string[] {
  if (contingency === null) return []
  const {quantile, triggerRps, because, steps, windowCostUsd, obstacles} = contingency
  const raised = steps.filter(({setting}) => setting.startsWith('max'))
  const list = raised.map(({tier, from, to}) => `${tier} ${from} → ${to}`).join(', ')
  const cost = windowCostUsd === null ? 'cost not known' : addedDollars(windowCostUsd)
  const why = isFull ? ` (${because})` : ''
  const what = list === '' ? counted(steps.length, 'schedule') : `the maximum of ${list}`
  const stop = obstacles.map((text) => text.replace(/\.$/, '')).join('; ')
  return [
    `If demand passes ${rate(triggerRps)} req/s${why}, raise for ${quantile.toUpperCase()}: ${what}; ${cost}.${stop === '' ? '' : ` In the way: ${stop}.`}`,
  ]
}
