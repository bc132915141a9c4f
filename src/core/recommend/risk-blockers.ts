import type {Choice} from '../../documents/choice.js'
import type {Blocker} from '../../documents/plan.js'
import type {Risk} from '../../documents/risk.js'
import {figure, percent} from '../figure.js'

/** That the plan leaves more risk than is accepted: where it comes from, and how many users to admit instead. */
export function riskBlockers({
  risk,
  choice,
  beyondHelp,
}: {
  risk: Risk
  choice: Choice
  beyondHelp: readonly string[]
}): Blocker[] {
  if (risk.isMet || risk.tiers.length === 0) return []
  const worst = risk.tiers.filter(({planned}) => planned.breachRatio > 0).slice(0, 3)
  const names = worst.map(({tier, planned}) => `${tier} ${percent(planned.breachRatio, 1)}`).join(', ')
  const admit = choice.admissionPlanned
  const sessions =
    admit?.sessionsPerMinuteCount == null ? '' : ` (${figure(admit.sessionsPerMinuteCount)} sessions a minute)`
  return [
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
