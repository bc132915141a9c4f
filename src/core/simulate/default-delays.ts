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

/** Gives a fact of how AWS scales, in seconds. */
type FactOf = (
  name:
    | 'scheduledActionLatenessS'
    | 'taskProvisionMedianS'
    | 'healthCheckIntervalS'
    | 'failoverLeastS'
    | 'failoverMostS',
) => number

/**
 * Delays with their spread, from facts and judgements. A scheduled action may be as late as AWS says; that this is as
 * likely as any shorter time is ours.
 */
export function defaultDelays(judgement: Judge, factOf: FactOf): DefaultDelays {
  const between = (leastS: number, mostS: number): Delay => ({kind: 'uniform', leastS, mostS})
  const about = (medianS: number, p95S: number): Delay => ({kind: 'lognormal', medianS, p95S})
  return {
    minuteLag: between(judgement('minuteLagLeastS'), judgement('minuteLagMostS')),
    fastLag: between(judgement('fastLagLeastS'), judgement('fastLagMostS')),
    groupLag: between(judgement('groupLagLeastS'), judgement('groupLagMostS')),
    task: about(factOf('taskProvisionMedianS'), judgement('taskProvisionP95S')),
    hostTask: about(judgement('hostTaskMedianS'), judgement('hostTaskP95S')),
    instance: about(judgement('instanceBootMedianS'), judgement('instanceBootP95S')),
    pooled: about(judgement('poolBootMedianS'), judgement('poolBootP95S')),
    register: between(judgement('registerLeastS'), factOf('healthCheckIntervalS')),
    failover: between(factOf('failoverLeastS'), factOf('failoverMostS')),
    scheduleLateness: between(0, factOf('scheduledActionLatenessS')),
  }
}
