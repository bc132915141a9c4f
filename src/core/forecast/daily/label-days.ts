/** One occurrence of an event: its epoch day and the window of days around it that it bends. */
export type DayEvent = {id: string; day: number; lo: number; hi: number}

/** The event a day belongs to, and how many days it lies after the event's own day. */
export type DayLabel = {id: string; offset: number; key: string}

/**
 * Says of each day of history and horizon which event it belongs to, or null for an ordinary day.
 *
 * Where windows overlap, the event with the fewest measured occurrences wins, for it is the most specific (Easter on a
 * May Day is Easter); an event that was never measured comes last, since nothing is known of it. Of two alike the one
 * whose own day is nearer wins.
 */
export function labelDays({
  events,
  firstDay,
  dayCount,
  historyCount,
}: {
  events: readonly DayEvent[]
  firstDay: number
  dayCount: number
  historyCount: number
}): (DayLabel | null)[] {
  const measured = new Map<string, number>()
  for (const event of events) {
    const isInside = event.day + event.lo >= firstDay && event.day + event.hi < firstDay + historyCount
    if (isInside) measured.set(event.id, (measured.get(event.id) ?? 0) + 1)
  }
  const rankOf = (id: string) => measured.get(id) ?? Number.POSITIVE_INFINITY
  const labels = new Array<DayLabel | null>(dayCount).fill(null)
  for (const event of events) {
    const from = Math.max(event.lo, firstDay - event.day)
    const to = Math.min(event.hi, firstDay + dayCount - 1 - event.day)
    for (let offset = from; offset <= to; offset++) {
      const i = event.day + offset - firstDay
      const held = labels[i] ?? null
      if (held === null || isBefore(rankOf(event.id), offset, rankOf(held.id), held.offset)) {
        labels[i] = {id: event.id, offset, key: `${event.id}|${offset}`}
      }
    }
  }
  return labels
}

function isBefore(rank: number, offset: number, heldRank: number, heldOffset: number): boolean {
  return rank === heldRank ? Math.abs(offset) < Math.abs(heldOffset) : rank < heldRank
}
