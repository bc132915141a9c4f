import type {Driver} from '../../documents/plan.js'
import type {Spread} from '../calibrate/visits.js'

/** What makes the visits to a tier uncertain on the event day; none where that is not known or nothing. */
export function visitDrivers(tier: string, spread: Spread | undefined): Driver[] {
  if (spread === undefined || spread.logSpreadRatio === 0) return []
  return [{id: `visits:${tier}`, label: `visits to ${tier}`, ...spread}]
}
