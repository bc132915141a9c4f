/** Columns between two columns of a table. */
export const gapColumns = 2
/** No column is squeezed below this, whatever its floor. */
const leastColumns = 4

export type ColumnSize = {
  natural: number
  /** Columns it can be squeezed to before others have to go. */
  floor: number
  /** 1 goes first; null never goes. */
  dropOrder: number | null
}

/**
 * Widths for the columns of a table that has `width` columns to itself; 0 means the column is left out.
 *
 * What fits is left alone. Columns with a drop order go one by one: while the rest is too wide as it is where
 * `mayWrap` is false, while squeezing to the floors is not enough where it is true. Then the widest are squeezed first.
 */
export function fitColumns(
  sizes: readonly ColumnSize[],
  {width, mayWrap}: {width: number; mayWrap: boolean},
): number[] {
  const kept = new Set(sizes.map((_, i) => i))
  const needed = (size: ColumnSize) => (mayWrap ? Math.min(size.floor, size.natural) : size.natural)
  const isTooWide = () =>
    sizes.reduce((sum, size, i) => (kept.has(i) ? sum + needed(size) + gapColumns : sum), -gapColumns) > width
  const order = sizes
    .map((size, i) => ({i, dropOrder: size.dropOrder}))
    .filter((column): column is {i: number; dropOrder: number} => column.dropOrder !== null)
    .sort((a, b) => a.dropOrder - b.dropOrder)
  for (const {i} of order) {
    if (!isTooWide()) break
    kept.delete(i)
  }
  const widths = sizes.map((size, i) => (kept.has(i) ? size.natural : 0))
  const spare = width - (kept.size - 1) * gapColumns
  squeeze(
    widths,
    sizes.map((size) => size.floor),
    spare,
  )
  squeeze(
    widths,
    sizes.map(() => leastColumns),
    spare,
  )
  return widths
}

function squeeze(widths: number[], floors: readonly number[], spare: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - spare
  while (excess > 0) {
    const room = widths.map((width, i) => (width > (floors[i] ?? 0) ? width : 0))
    const widest = room.indexOf(Math.max(...room))
    if ((room[widest] ?? 0) === 0) return
    widths[widest] = (widths[widest] ?? 0) - 1
    excess -= 1
  }
}
