import type {Plan} from '../documents/plan.js'
import {finePercent} from './number.js'

/** The chance of a breach today, with the plan, and the one that is accepted; null where nothing was sampled. */
export function chancesOf({risk}: Plan): {today: string; planned: string; accepted: string} | null {
  if (risk.tiers.length === 0) return null
  return {
    today: finePercent(risk.today.breachRatio),
    planned: finePercent(risk.planned.breachRatio),
    accepted: finePercent(risk.targetRatio),
  }
}

/** How today's chance looks beside the accepted one. */
export function chanceTone({risk}: Plan): 'good' | 'bad' {
  return risk.today.breachRatio > risk.targetRatio ? 'bad' : 'good'
}
