import {PlanError} from '../../errors.js'
import type {PastEvent} from './event-bank.js'
import type {PlannedEvent} from './planned-event.js'
import {adjustUplift, type Judge, likeUplift, type Uplift, upliftFromFactor, upliftFromHistory} from './uplift.js'

/**
 * The uplift of an event: the factor that a person gave, else what its own past says, else what is said of the event
 * that it is like; an adjustment comes on top of either. `past` are its own occurrences, or those of the other event
 * where `isLike`. Throws EVENT_WITHOUT_HISTORY when there is neither a factor nor an occurrence.
 */
export function chooseUplift({
  event,
  past,
  isLike,
  judgement,
}: {
  event: PlannedEvent
  past: readonly PastEvent[]
  isLike: boolean
  judgement: Judge
}): Uplift {
  if (event.uplift?.kind === 'factor') {
    return upliftFromFactor({factorRatio: event.uplift.factorRatio, why: event.uplift.why, judgement})
  }
  if (past.length === 0) throw withoutHistory(event)
  const learned = upliftFromHistory({events: past, judgement})
  const found = isLike && event.like !== undefined ? likeUplift({...event.like, uplift: learned, judgement}) : learned
  return event.uplift === null ? found : adjustUplift(found, event.uplift)
}

function withoutHistory({id, like}: PlannedEvent): PlanError {
  const neither = like === undefined ? id : `${id}, nor of ${like.id} that it is like,`
  return new PlanError(
    'data',
    'EVENT_WITHOUT_HISTORY',
    `no past occurrence of ${neither} lies in the traffic, and no uplift is given for it`,
    {
      suggestions: [
        `say how far it will stand above an ordinary day: ecom-plan forecast --event ${id} --uplift 3.2`,
        ...(like === undefined
          ? ['or which event it will be like, in ecom-plan.yaml: like: {event: black-friday, factor: 0.6}']
          : []),
        'or add a source that covers an earlier occurrence to demand.sources',
      ],
    },
  )
}
