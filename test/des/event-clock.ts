/** What happens, and when: the earliest first, and of two at the same instant the one that was asked for first. */
export type EventClock = {
  nowS: () => number
  /** Does `action` in so many seconds from now. */
  after: (delayS: number, action: () => void) => void
  /** Lets time run until `untilS`; what lies beyond stays. */
  runUntil: (untilS: number) => void
}

type Item = {atS: number; order: number; action: () => void}

const isBefore = (a: Item, b: Item) => a.atS < b.atS || (a.atS === b.atS && a.order < b.order)

/** A clock over a binary heap. */
export function eventClock(): EventClock {
  const heap: Item[] = []
  let nowS = 0
  let order = 0

  function push(item: Item) {
    let at = heap.length
    heap.push(item)
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || !isBefore(item, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = item
  }

  function pop(): Item | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (heap.length > 0 && last !== undefined) sink(last)
    return first
  }

  function sink(item: Item) {
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      let child = heap[below]
      const other = heap[below + 1]
      if (child === undefined) break
      if (other !== undefined && isBefore(other, child)) {
        below += 1
        child = other
      }
      if (!isBefore(child, item)) break
      heap[at] = child
      at = below
    }
    heap[at] = item
  }

  return {
    nowS: () => nowS,
    after(delayS, action) {
      push({atS: nowS + delayS, order, action})
      order += 1
    },
    runUntil(untilS) {
      for (let first = heap[0]; first !== undefined && first.atS <= untilS; first = heap[0]) {
        pop()
        nowS = first.atS
        first.action()
      }
      nowS = untilS
    },
  }
}
