import type {Delay} from '../../documents/simulation-policy.js'
import type {Judge} from '../forecast/uplift.js'

/** The delays of how AWS scales, where the account's own history does not tell them. */
export type DefaultDelays = Record<
  | 'minuteLag'
  | 'fastLag'
  | 'groupLag'
  | 'task'
  | 'hostTask'
  | 'instance'
  | 'pooled'
  | 'register'
  | 'failover'
  | 'scheduleLateness',
  Delay
>

/**
 * Delays with their spread, from facts and judgements. `scheduleLatenessS` is how late AWS says a scheduled action may
 * be; that it is as likely as any shorter time is ours.
 */
export function defaultDelays(judgement: Judge, scheduleLatenessS: number): DefaultDelays {
  const between = (leastS: number, mostS: number): Delay => ({kind: 'uniform', leastS, mostS})
  const about = (medianS: number, p95S: number): Delay => ({kind: 'lognormal', medianS, p95S})
  return {
    minuteLag: between(judgement('minuteLagLeastS'), judgement('minuteLagMostS')),
    fastLag: between(judgement('fastLagLeastS'), judgement('fastLagMostS')),
    groupLag: between(judgement('groupLagLeastS'), judgement('groupLagMostS')),
    task: about(judgement('taskProvisionMedianS'), judgement('taskProvisionP95S')),
    hostTask: about(judgement('hostTaskMedianS'), judgement('hostTaskP95S')),
    instance: about(judgement('instanceBootMedianS'), judgement('instanceBootP95S')),
    pooled: about(judgement('poolBootMedianS'), judgement('poolBootP95S')),
    register: between(judgement('registerLeastS'), judgement('healthCheckIntervalS')),
    failover: between(judgement('failoverLeastS'), judgement('failoverMostS')),
    scheduleLateness: between(0, scheduleLatenessS),
  }
}
