import type {FreezeConfig} from '../../documents/config-planning.js'
import {makeZone} from '../series/zone.js'

/** A stretch in which nothing may be changed, in epoch seconds: from `startS` until `endS`. */
export type Freeze = {startS: number; endS: number}

/** The freezes of a config in the zone of the event, earliest first. */
export function freezesOf(freeze: readonly FreezeConfig[], timezone: string): Freeze[] {
  const zone = makeZone(timezone)
  const instant = (text: string) => zone.instantS(text.slice(0, 10), text.slice(11))
  return freeze.map(({from, to}) => ({startS: instant(from), endS: instant(to)})).sort((a, b) => a.startS - b.startS)
}

/**
 * The latest moment, not after `atS`, from which work of `workS` seconds runs without touching a freeze. Work may end
 * in the second in which a freeze begins, and start in the one in which it ends. All in epoch seconds.
 */
export function latestOutside({atS, workS, freezes}: {atS: number; workS: number; freezes: readonly Freeze[]}): number {
  let latestS = atS
  // From the last freeze to the first: moving out of one can only lead into an earlier one.
  for (const {startS, endS} of [...freezes].sort((a, b) => b.endS - a.endS)) {
    if (latestS < endS && latestS + workS > startS) latestS = startS - workS
  }
  return latestS
}

/** The freeze that a moment lies in, if any. */
export function freezeAt(atS: number, freezes: readonly Freeze[]): Freeze | undefined {
  return freezes.find(({startS, endS}) => startS <= atS && atS < endS)
}
