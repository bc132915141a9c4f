/** Places of labels from the top down, each where it belongs or `gap` below the one before, so that none lies upon another. */
export function spreadDown(places: readonly number[], gap: number): number[] {
  let above = Number.POSITIVE_INFINITY
  return places.map((place) => {
    above = Math.min(place, above - gap)
    return above
  })
}

/** A place for one more label: where it belongs, or above each of `taken` that it would lie upon. */
export function placeAbove(place: number, taken: readonly number[], gap: number): number {
  return taken
    .toSorted((a, b) => a - b)
    .reduce((found, other) => (Math.abs(found - other) < gap ? other + gap : found), place)
}
