import type {Choice} from '../../documents/choice.js'
import type {Blocker} from '../../documents/plan.js'
import type {Risk} from '../../documents/risk.js'
import {dollars, figure, percent} from '../figure.js'

/** That the plan leaves more risk than is accepted, or keeps to a budget: what that leaves, and whom to admit instead. */
export function riskBlockers({
  risk,
  choice,
  beyondHelp,
}: {
  risk: Risk
  choice: Choice
  beyondHelp: readonly string[]
}): Blocker[] {
  const budget = budgetBlockers(choice)
  if (risk.isMet || risk.tiers.length === 0) return budget
  const worst = risk.tiers.filter(({planned}) => planned.breachRatio > 0).slice(0, 3)
  const names = worst.map(({tier, planned}) => `${tier} ${percent(planned.breachRatio, 1)}`).join(', ')
  const admit = choice.admissionPlanned
  const sessions =
    admit?.sessionsPerMinuteCount == null ? '' : ` (${figure(admit.sessionsPerMinuteCount)} sessions a minute)`
  return [
    ...budget,
    {
      severity: 'block',
      code: 'RISK_NOT_MET',
      message:
        `With the plan the chance of a breach is ${percent(risk.planned.breachRatio, 1)}, above the ${percent(risk.targetRatio, 1)} that is accepted: ${names}.` +
        `${beyondHelp.length === 0 ? '' : ` Nothing on offer helps ${beyondHelp.join(', ')}.`}`,
      next:
        admit === null
          ? 'accept more: riskTarget in ecom-plan.yaml'
          : `admit no more than ${figure(admit.rateRps)} req/s${sessions}, or accept more: riskTarget in ecom-plan.yaml`,
    },
  ]
}

/** That the budget leaves tiers as they are, or buys nothing at all. */
function budgetBlockers({budget, offers}: Choice): Blocker[] {
  if (budget === null) return []
  const limit = dollars(budget.limitUsd)
  if (!budget.isKept) {
    const cost = offers.find(({isChosen}) => isChosen)?.windowCostUsd ?? null
    return [
      {
        severity: 'block',
        code: 'BUDGET_TOO_SMALL',
        message: `No plan was found for ${limit}; what is recommended costs ${cost === null ? 'what is not known' : dollars(cost)}.`,
        next: 'raise --budget, or take out of the plan what you can do without',
      },
    ]
  }
  if (budget.leftTiers.length === 0) return []
  return [
    {
      severity: 'warn',
      code: 'BUDGET_LEAVES_OUT',
      message: `For ${limit} ${budget.leftTiers.join(', ')} stay${budget.leftTiers.length === 1 ? 's' : ''} as today: neither the target nor a lost zone is planned for there.`,
      next: 'raise --budget; RISK shows what the whole plan costs',
    },
  ]
}
