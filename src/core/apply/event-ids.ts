/** The events that a plan, an apply or its undoing is of: its own, and the others where one plan was made for several. */
export function eventIdsOf({
  eventId,
  alsoEventIds = [],
}: {
  eventId: string
  alsoEventIds?: string[] | undefined
}): string[] {
  return [eventId, ...alsoEventIds]
}

/** Events as flags of `forecast`: `--event a --event b`. */
export const eventFlags = (of: Parameters<typeof eventIdsOf>[0]) =>
  eventIdsOf(of)
    .map((id) => `--event ${id}`)
    .join(' ')
