import {changeWords, driverEffect} from './driver-effect.js'
import type {Past} from './learn-from.js'
import type {PlannedEvent} from './planned-event.js'
import {type Judge, priorSpread, recencyWeights, type Uplift} from './uplift.js'

/**
 * An uplift with the effect of the event's drivers in it, and what must be said of them; as it is where the event has
 * none. A factor that a person gave outranks them. They are learned from the event's own past alone: what another event
 * had, to which it is likened, says nothing of them.
 */
export function drivenUplift({
  event,
  uplift,
  past,
  judgement,
}: {
  event: PlannedEvent
  uplift: Uplift
  past: Past
  judgement: Judge
}): {uplift: Uplift; notes: string[]} {
  const {drivers = []} = event
  if (drivers.length === 0) return {uplift, notes: []}
  if (event.uplift?.kind === 'factor') return {uplift, notes: ['A factor is given, so the drivers are set aside.']}
  const events = past.isLike ? [] : past.events
  const effect = driverEffect({
    drivers,
    events,
    weights: recencyWeights(events, judgement),
    noiseLogSpread: priorSpread(uplift.logMean, judgement),
    judgement,
  })
  if (effect === null) return {uplift, notes: []}
  const {logShift, logSpread, sentences} = effect
  const isMoved = logShift !== 0 || logSpread !== 0
  return {
    uplift: {
      ...uplift,
      logMean: uplift.logMean + logShift,
      logSpread: Math.hypot(uplift.logSpread, logSpread),
      origin: isMoved ? `${uplift.origin}, ${changeWords(logShift)} for its drivers` : uplift.origin,
    },
    notes: sentences,
  }
}
