import type {EventClock} from './event-clock.js'

/** Response times of requests, with those under way at the time so far: a queue without end is seen. */
export type TimesSeen = {
  /** Notes a beginning; call what it returns at the end. */
  start: () => () => void
  reset: () => void
  startedCount: () => number
  endedCount: () => number
  /** Response times of all that began since the reset; of those under way, the time so far. */
  times: () => number[]
  byMinute: (minuteS: number) => number[][]
}

/** A record that begins empty. */
export function timesSeen(clock: EventClock): TimesSeen {
  type Seen = {startS: number; endS: number | null}
  let all: Seen[] = []
  let endedCount = 0
  let fromS = 0
  const timeOf = ({startS, endS}: Seen) => (endS ?? clock.nowS()) - startS
  return {
    start() {
      const one: Seen = {startS: clock.nowS(), endS: null}
      all.push(one)
      return () => {
        one.endS = clock.nowS()
        endedCount += 1
      }
    },
    reset() {
      all = []
      endedCount = 0
      fromS = clock.nowS()
    },
    startedCount: () => all.length,
    endedCount: () => endedCount,
    times: () => all.map(timeOf),
    byMinute(minuteS) {
      const minutes: number[][] = []
      for (const one of all) {
        const at = Math.floor((one.startS - fromS) / minuteS)
        const minute = minutes[at] ?? []
        minute.push(timeOf(one))
        minutes[at] = minute
      }
      return minutes.filter((minute) => minute !== undefined)
    },
  }
}

/** The 95th percentile; 0 of nothing. */
export function p95Of(times: readonly number[]): number {
  const sorted = Float64Array.from(times).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0
}
