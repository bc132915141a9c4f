import type {Admission, Choice, Lever, Offer} from '../documents/choice.js'
import type {Plan} from '../documents/plan.js'
import type {Chance, Risk} from '../documents/risk.js'
import {addedDollars, counted, dollars, duration, finePercent, percent, rate, whole} from './number.js'

/** `4.9 % (4.5 to 5.3)`, a chance with the interval of its sample. */
export function chanceWords({breachRatio, lowRatio, highRatio}: Chance): string {
  return `${finePercent(breachRatio)} (${finePercent(lowRatio)} to ${finePercent(highRatio)})`
}

/** A share of which little is left. */
function lostShare(ratio: number): string {
  return ratio > 0 && ratio < 0.0005 ? '< 0.1 %' : finePercent(ratio)
}

/** The head of the plans to choose from. */
export const offerColumns = ['Plan', 'Window', 'Breach', 'Lost requests', 'Lost sales'] as const

/** One plan to choose from, as the cells of `offerColumns`. */
export function offerCells(offer: Offer): string[] {
  const {label, isMet, windowCostUsd, breachRatio, lossUsd, lossRequestRatio} = offer
  return [
    `${label}${isMet ? '' : ', not reached'}`,
    windowCostUsd === null ? 'not known' : windowCostUsd === 0 ? '—' : addedDollars(windowCostUsd),
    finePercent(breachRatio),
    lostShare(lossRequestRatio),
    lossUsd === null ? '?' : dollars(lossUsd),
  ]
}

/** `chance that a limit is broken anywhere in the window; 5.0 % is accepted, 10,000 joint samples`. */
export function riskHead({targetRatio, sampleCount}: Risk): string {
  return `chance that a limit is broken anywhere in the window; ${finePercent(targetRatio)} is accepted, ${whole(sampleCount)} joint samples`
}

/** What the risk is, whose it is, what it comes from, and what could be done about it: a sentence each. */
export function riskNotes({risk, choice}: Plan): string[] {
  return [
    `Today ${chanceWords(risk.today)}; with the plan ${chanceWords(risk.planned)}.`,
    riskiest(risk),
    causes(risk),
    lossWords(risk),
    ...admissionWords(choice),
    ...choice.levers.map(leverWords),
    ...contingencyWords(choice),
  ].filter((text) => text !== null)
}

function riskiest({tiers}: Risk): string | null {
  const some = tiers.filter(({planned}) => planned.breachRatio > 0).slice(0, 3)
  if (some.length === 0) return null
  return `Riskiest with the plan: ${some.map(({tier, planned}) => `${tier} ${finePercent(planned.breachRatio)}`).join(', ')}.`
}

function causes({causes: found, planned}: Risk): string | null {
  const [first, ...others] = found
  if (first === undefined) return null
  const rest = others.slice(0, 2).map(({label, varianceRatio}) => `${label} ${percent(varianceRatio)}`)
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
      : ` What would tell most: ${best.datum} (the risk left would be ${finePercent(best.knownBreachRatio)}).`
  return `Of the uncertainty, ${percent(first.varianceRatio)} is ${[first.label, ...rest].join(', ')}.${tells}`
}

function lossWords({lossToday, lossPlanned}: Risk): string {
  const of = ({requestRatio, shortS, salesUsd}: Risk['lossToday']) =>
    `${lostShare(requestRatio)} of the requests${salesUsd === null ? '' : ` and ${dollars(salesUsd)} of sales`} (${duration(shortS)} above a limit)`
  return `Expected to be turned away: today ${of(lossToday)}; with the plan ${of(lossPlanned)}.`
}

function admissionWords({admissionToday, admissionPlanned}: Choice): string[] {
  if (admissionToday === null || admissionPlanned === null) return []
  return [
    `A waiting room keeps that chance if it admits at most ${admits(admissionToday)} today, ${admits(admissionPlanned)} with the plan.`,
  ]
}

function admits({rateRps, sessionsPerMinuteCount}: Admission): string {
  const sessions = sessionsPerMinuteCount === null ? '' : ` (${whole(sessionsPerMinuteCount)} sessions a minute)`
  return `${rate(rateRps)} req/s${sessions}`
}

function leverWords({id, saves, todayBreachRatio, plannedBreachRatio, plannedAdmission}: Lever): string {
  const admit = plannedAdmission === null ? '' : `, ${admits(plannedAdmission)} with the plan`
  return `Lever ${id} (spares ${saves}): breach ${finePercent(todayBreachRatio)} today, ${finePercent(plannedBreachRatio)} with the plan${admit}.`
}

function contingencyWords({contingency}: Choice): string[] {
  if (contingency === null) return []
  const {quantile, triggerRps, because, steps, windowCostUsd, obstacles} = contingency
  const raised = steps.filter(({setting}) => setting.startsWith('max'))
  const list = raised.map(({tier, setting, from, to}) => `${tier} ${setting} ${from} → ${to}`).join(', ')
  const cost = windowCostUsd === null ? 'cost not known' : addedDollars(windowCostUsd)
  return [
    `If demand passes ${rate(triggerRps)} req/s (${because}), raise for ${quantile.toUpperCase()}: ${list === '' ? counted(steps.length, 'schedule') : list}; ${cost}.`,
    ...(obstacles.length === 0
      ? []
      : [`In the way of that: ${obstacles.map((text) => text.replace(/\.$/, '')).join('; ')}.`]),
  ]
}
