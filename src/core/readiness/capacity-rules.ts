import type {Limit} from '../../documents/plan.js'
import type {QuantileName} from '../../documents/units.js'
import {figure, percent} from '../figure.js'
import {isApplied, ratioInForce, shortInForce} from './in-force.js'
import {findings, judgeFindings, named, type Rule} from './rule.js'

const nothingSized = {
  status: 'unknown',
  message: 'Not known: no tier could be sized.',
  next: 'ecom-plan doctor',
} as const

/** P90, or P99 where that is what is planned for. */
const planned = (target: QuantileName): QuantileName => (target === 'p99' ? 'p99' : 'p90')

const nameOf = ({tier, measure}: Limit) => (measure === 'requests' ? tier : `${tier} (${measure})`)

/** The limit that is reached at the lowest rate. */
const firstToBreak = (a: Limit, b: Limit) =>
  (a.breaksAtRps ?? Number.POSITIVE_INFINITY) - (b.breaksAtRps ?? Number.POSITIVE_INFINITY)

const worstFirst = (ratio: (limit: Limit) => number) => (a: Limit, b: Limit) => ratio(b) - ratio(a)

export const limitsInForce: Rule = ({run}) => {
  const {limits, target} = run.plan
  if (limits.length === 0) return nothingSized
  const quantile = planned(target)
  const ratio = (limit: Limit) => ratioInForce(run, limit, quantile)
  const short = shortInForce(run, quantile).sort(firstToBreak)
  const [worst] = short
  const evidence = short.map((limit) => `${nameOf(limit)}: ${percent(ratio(limit))} of ${limit.today}`)
  if (worst === undefined) {
    const [fullest] = [...limits].filter(({kind}) => kind !== 'alb').sort(worstFirst(ratio))
    const most = fullest === undefined ? '' : `; the fullest is ${nameOf(fullest)} at ${percent(ratio(fullest))}`
    return {status: 'pass', message: `Every limit carries the ${quantile.toUpperCase()} peak as it is in force${most}.`}
  }
  const others = short.length - 1
  const more = others === 0 ? '' : `; ${figure(others)} more ${others === 1 ? 'limit is' : 'limits are'} short`
  return {
    status: 'fail',
    message: `${nameOf(worst)} breaks first, at ${percent(ratio(worst))} of its limit at ${quantile.toUpperCase()}${more}.`,
    evidence,
    next: 'ecom-plan forecast --out-plan plan.json && ecom-plan apply plan.json --dry-run',
    latestAt: run.plan.steps.find(({id}) => id === 'apply')?.byAt ?? null,
  }
}

export const limitsPlanned: Rule = ({run}) => {
  const {limits, target} = run.plan
  if (limits.length === 0) return nothingSized
  const quantile = planned(target)
  const ratio = ({after}: Limit) => after[`${quantile}Ratio`]
  const short = limits.filter((limit) => limit.kind !== 'alb' && ratio(limit) > 1).sort(worstFirst(ratio))
  const [worst] = short
  if (worst !== undefined) {
    return {
      status: 'fail',
      message: `Also with the plan ${nameOf(worst)} is at ${percent(ratio(worst))} of its limit at ${quantile.toUpperCase()}.`,
      evidence: short.map((limit) => `${nameOf(limit)}: ${percent(ratio(limit))} of ${limit.planned}`),
      next: worst.ask?.contact
        ? `ask ${worst.ask.contact} for more`
        : `ecom-plan forecast --explain ${worst.tier} says what would help`,
      latestAt: worst.ask?.byAt ?? null,
    }
  }
  return {status: 'pass', message: `With the plan every limit carries the ${quantile.toUpperCase()} peak.`}
}

/** A tier of z zones that loses one has (z − 1)/z of its units left, where they are spread evenly. */
export const zoneLoss: Rule = ({run, facts}) => {
  const quantile = facts.asked?.azLossQuantile ?? 'p50'
  const spread = run.plan.limits.filter(({zoneCount}) => zoneCount !== undefined)
  const found = findings(run, ['ZONE_LOSS_SHORT', 'FAILOVER_TOO_SMALL'])
  if (run.plan.azLossCount === 0) {
    return {
      status: 'warn',
      message: 'The plan is made for no lost zone.',
      next: 'azLoss: {zones: 1} in ecom-plan.yaml, or leave out --az-loss 0',
    }
  }
  if (spread.length === 0 && found.length === 0) return nothingSized
  const left = ({zoneCount = 0}: Limit) => (zoneCount - run.plan.azLossCount) / zoneCount
  const ratio = (limit: Limit) =>
    left(limit) > 0 ? ratioInForce(run, limit, quantile) / left(limit) : Number.POSITIVE_INFINITY
  const short = spread.filter((limit) => ratio(limit) > 1.0005).sort(worstFirst(ratio))
  const [worst] = short
  if (worst !== undefined) {
    const where =
      left(worst) > 0 ? `is at ${percent(ratio(worst))} of what is left` : 'has nothing left: it lies in one zone'
    return {
      status: 'fail',
      message: `With a zone lost ${nameOf(worst)} ${where} at ${quantile.toUpperCase()}.`,
      evidence: short.map((limit) => `${nameOf(limit)} in ${limit.zoneCount} zones, ${limit.today}`),
      next: isApplied(run, worst.tier)
        ? `ecom-plan forecast --explain ${worst.tier} says what would help`
        : 'ecom-plan apply plan.json --dry-run',
    }
  }
  return judgeFindings(
    found,
    `With a zone lost every spread tier carries ${quantile.toUpperCase()}; the zone's units are taken for an even share.`,
  )
}

export const breachRisk: Rule = ({run}) => {
  const {risk, limits} = run.plan
  if (limits.length === 0) return nothingSized
  const words = `The chance of a breach is ${percent(risk.planned.breachRatio, 1)} with the plan, ${percent(risk.today.breachRatio, 1)} today; ${percent(risk.targetRatio, 1)} is accepted`
  const [cause] = risk.causes
  return risk.isMet
    ? {status: 'pass', message: `${words}.`}
    : {
        status: 'warn',
        message: `${words}.`,
        next: cause === undefined ? 'riskTarget in ecom-plan.yaml' : `what would help most to know: ${cause.datum}`,
      }
}

export const notModelled: Rule = ({run}) => {
  const open = run.plan.notModelled.filter(({waived}) => waived === undefined)
  const waived = run.plan.notModelled.length - open.length
  if (open.length === 0) {
    const also = waived === 0 ? '' : ` ${figure(waived)} are waived.`
    return {
      status: 'pass',
      message: `Every tier is sized, or somebody answers for it.${also}`,
      evidence: run.plan.notModelled.map(({tier, waived: by}) => `${tier}: waived by ${by?.by}, ${by?.why}`),
    }
  }
  return {
    status: 'warn',
    message: `Nothing sizes ${named(open.map(({tier}) => tier))}.`,
    evidence: open.map(({tier, why}) => `${tier}: ${why}`),
    next: 'say in ecom-plan.yaml what it carries, or waive it with who answers for it',
  }
}
