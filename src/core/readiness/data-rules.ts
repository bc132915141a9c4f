import {healthLimits} from '../../catalog/health-limits.js'
import {judgements} from '../../catalog/judgements.js'
import {readinessLimits} from '../../catalog/readiness-limits.js'
import {figure, percent, span} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'
import type {Rule} from './rule.js'

export const dataGaps: Rule = ({run}) => {
  const {hourCount, missingHourCount} = run.forecast.history
  const gaps = run.forecast.anomalies.filter(({kind}) => kind === 'gap')
  const evidence = gaps.map(({from, to, why}) => `${from} to ${to}: ${why}`)
  if (missingHourCount === 0) return {status: 'pass', message: `${figure(hourCount)} hours of history, none missing.`}
  const share = missingHourCount / Math.max(1, hourCount + missingHourCount)
  const message = `${figure(missingHourCount)} of ${figure(hourCount + missingHourCount)} hours of history are missing (${percent(share, 1)}).`
  return share <= readinessLimits.missingHourRatio.value
    ? {status: 'pass', message, evidence}
    : {status: 'warn', message, evidence, next: 'add a source for them: demand.sources in ecom-plan.yaml'}
}

export const dataAge: Rule = ({run, facts, atS}) => {
  const {toAt} = run.forecast.history
  const ageS = Math.max(0, atS - instantOf(toAt))
  const staleS = facts.asked?.staleDataS ?? healthLimits.dataStaleS.value
  const message = `The newest hour ends at ${localMinute(instantOf(toAt), run.plan.timezone)}, ${span(ageS)} ago; ${span(staleS)} counts as fresh.`
  const next = 'ecom-plan pull, or export the files of demand.sources again'
  // Hours are counted from their end, so that an hour on its way is no sign of age.
  if (ageS <= staleS + 3600) return {status: 'pass', message}
  return {status: ageS <= judgements.planValidS.value ? 'warn' : 'fail', message, next}
}

export const backtest: Rule = ({run}) => {
  const {hindcast, occurrences} = run.forecast
  if (hindcast === null || hindcast.eventCount === 0) {
    return {
      status: 'unknown',
      message: 'Not known: no past event could be forecast from the days before it.',
      next: 'add the traffic of past events: demand.sources in ecom-plan.yaml',
    }
  }
  const {meanAbsoluteErrorRatio, eventCount} = hindcast
  const limit = readinessLimits.hindcastErrorRatio.value
  const message = `Past peaks would have been missed by ${percent(meanAbsoluteErrorRatio)} in the mean of ${figure(eventCount)}; ${percent(limit)} is what we call good.`
  const evidence = occurrences.flatMap(({eventId, date, peakHourRps, hindcastRps}) =>
    hindcastRps === null
      ? []
      : [`${eventId} ${date}: ${figure(hindcastRps)} forecast, ${figure(peakHourRps)} req/s came`],
  )
  return {status: meanAbsoluteErrorRatio <= limit ? 'pass' : 'warn', message, evidence}
}

export const p90Coverage: Rule = ({run}) => {
  const {hindcast} = run.forecast
  if (hindcast === null || hindcast.eventCount === 0) {
    return {
      status: 'unknown',
      message: 'Not known: no past event could be forecast from the days before it.',
      next: 'add the traffic of past events: demand.sources in ecom-plan.yaml',
    }
  }
  const {eventCount, p90HeldCount} = hindcast
  // Of so few events one may pass a P90 that is right.
  const allowed = Math.max(1, Math.ceil(eventCount * 0.1))
  const message = `P90 held ${figure(p90HeldCount)} of ${figure(eventCount)} past events.`
  return eventCount - p90HeldCount <= allowed
    ? {status: 'pass', message}
    : {status: 'warn', message, next: 'plan for P99: --target p99'}
}
