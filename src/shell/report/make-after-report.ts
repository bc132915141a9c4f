import type {windowOf} from '../../core/events/ended-events.js'
import {PlanError} from '../../errors.js'
import type {Made, Making} from './make-report.js'

export async function makeAfterReport(_making: Making, _dated: ReturnType<typeof windowOf>): Promise<Made> {
  throw new PlanError('usage', 'NOT_YET', 'not yet')
}
