import type {Limit} from '../documents/plan.js'
import {duration} from './number.js'

const measures: Record<string, string> = {cpu: 'CPU', iops: 'IOPS'}
const kinds: Record<Limit['kind'], string> = {
  asg: 'Auto Scaling group',
  ecs: 'ECS service',
  hosts: 'ECS hosts',
  rds: 'RDS instance',
  aurora: 'Aurora cluster',
  'rds-cluster': 'Multi-AZ DB cluster',
  dependency: 'dependency',
  edge: 'CDN',
  alb: 'load balancer',
}
const severity: Record<Limit['verdict'], number> = {short: 0, tight: 1, ok: 2}

/** `web`, `orders-db CPU`: the tier, and what is limited where that is not its requests. */
export function limitName(limit: Pick<Limit, 'tier' | 'measure'>): string {
  return limit.measure === 'requests' ? limit.tier : `${limit.tier} ${measures[limit.measure] ?? limit.measure}`
}

/** `Auto Scaling group`, `RDS instance`. */
export function kindName(limit: Limit): string {
  return kinds[limit.kind]
}

/** `short 12 h 35 min`, `tight`, or nothing where all is well: what stands beside the verdict's mark. */
export function verdictWords(limit: Limit): string {
  if (limit.verdict === 'short') return limit.shortS > 0 ? `short ${duration(limit.shortS)}` : 'short'
  return limit.verdict === 'tight' ? 'tight' : ''
}

/** The same limits, the worst verdict first, otherwise in the plan's order. */
export function worstFirst(limits: readonly Limit[]): Limit[] {
  return [...limits].sort((a, b) => severity[a.verdict] - severity[b.verdict])
}
