import {PlanError} from '../../errors.js'
import type {PlannedEvent} from './planned-event.js'
import {adjustUplift, type Judge, likeUplift, type Uplift, upliftFromFactor} from './uplift.js'

/**
 * The uplift of an event: the factor that a person gave, else what its own past says, else what is said of the event
 * that it is like; an adjustment comes on top of either. `learned` is from its own occurrences, or from those of the
 * other event where `isLike`; null without any. A factor stands over the level known now, so `levelSpread` (log) is
 * added to its spread. Throws EVENT_WITHOUT_HISTORY when there is neither.
 */
export function chooseUplift({
  event,
  learned,
  isLike,
  levelSpread,
  judgement,
}: {
  event: PlannedEvent
  learned: Uplift | null
  isLike: boolean
  levelSpread: () => number
  judgement: Judge
}): Uplift {
  if (event.uplift?.kind === 'factor') {
    const given = upliftFromFactor({factorRatio: event.uplift.factorRatio, why: event.uplift.why, judgement})
    return {...given, logSpread: Math.hypot(given.logSpread, levelSpread())}
  }
  if (learned === null) throw withoutHistory(event)
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
