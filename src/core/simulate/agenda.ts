/**
 * What lies ahead of a chain, so that a tick in which nothing happens costs next to nothing: the ticks at which units
 * arrive or leave, when the next datapoint or scheduled action is due, when the next period of a metric closes.
 */
export type Agenda = {
  /** 1 at each tick that brings a fleet something. */
  readonly isEventful: Uint8Array
  /** The tick that is being made: what is noted comes after it. */
  index: number
  newsAtS: number
  closesAtS: number
  /** Tasks wait to be launched. */
  isLaunching: boolean
  /** Units came or went in this tick. */
  isChanged: boolean
}

export const makeAgenda = (tickCount: number): Agenda => ({
  isEventful: new Uint8Array(tickCount + 1),
  index: 0,
  newsAtS: 0.5,
  closesAtS: 0.5,
  isLaunching: false,
  isChanged: false,
})

export function resetAgenda(agenda: Agenda): void {
  agenda.isEventful.fill(0)
  agenda.index = -1
  agenda.newsAtS = 0
  agenda.closesAtS = 0
  agenda.isLaunching = false
  agenda.isChanged = false
}
