import type {EventClock} from './event-clock.js'

/** What a station saw since the last `reset`. */
export type StationMeasure = {
  /** Share of the servers' time that was used. */
  utilizationRatio: number
  arrivalCount: number
  /** Of those who came: how many found no server free. */
  delayedCount: number
  /** Mean number waiting over time, and the most that were held at one instant. */
  waitingCount: number
  mostBusyCount: number
  completedCount: number
}

/** So many equal servers with one line, first come first served. */
export type Station = {
  /** Waits for a server, holds it for `serviceS`, then goes on. */
  serve: (serviceS: number, done: () => void) => void
  /** Waits for a server and keeps it until `release`, as a connection is kept. */
  acquire: (got: () => void) => void
  release: () => void
  reset: () => void
  measure: () => StationMeasure
}

/** A station of `serverCount` servers; Infinity where nobody ever waits. */
export function station(clock: EventClock, serverCount: number): Station {
  const line: (() => void)[] = []
  let head = 0
  let busy = 0
  let sinceS = 0
  let fromS = 0
  let busyS = 0
  let waitingS = 0
  let arrivalCount = 0
  let delayedCount = 0
  let completedCount = 0
  let mostBusyCount = 0

  const waiting = () => line.length - head

  function account() {
    const spanS = clock.nowS() - sinceS
    busyS += busy * spanS
    waitingS += waiting() * spanS
    sinceS = clock.nowS()
  }

  function start(got: () => void) {
    busy += 1
    mostBusyCount = Math.max(mostBusyCount, busy)
    got()
  }

  function acquire(got: () => void) {
    account()
    arrivalCount += 1
    if (busy < serverCount) {
      start(got)
      return
    }
    delayedCount += 1
    line.push(got)
  }

  function release() {
    account()
    busy -= 1
    completedCount += 1
    const next = line[head]
    if (next === undefined) return
    head += 1
    if (head > 1024 && head * 2 > line.length) {
      line.splice(0, head)
      head = 0
    }
    start(next)
  }

  return {
    acquire,
    release,
    serve(serviceS, done) {
      acquire(() =>
        clock.after(serviceS, () => {
          release()
          done()
        }),
      )
    },
    reset() {
      account()
      fromS = clock.nowS()
      busyS = 0
      waitingS = 0
      arrivalCount = 0
      delayedCount = 0
      completedCount = 0
      mostBusyCount = busy
    },
    measure() {
      account()
      const spanS = clock.nowS() - fromS
      return {
        utilizationRatio: busyS / (serverCount * spanS),
        arrivalCount,
        delayedCount,
        waitingCount: waitingS / spanS,
        mostBusyCount,
        completedCount,
      }
    },
  }
}
