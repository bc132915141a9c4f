export type LinePoint = {readonly x: number; readonly y: number}

/**
 * The fewest points of a line that stay within `tolerance` (in the unit of y) of it: Douglas and Peucker's way, with the
 * distance taken along y, since x is time. First and last are kept.
 *
 * @source https://doi.org/10.3138/FM57-6770-U75U-7727 (Douglas and Peucker, Algorithms for the Reduction of the Number of Points Required to Represent a Digitized Line, 1973)
 */
export function simplifyLine(points: readonly LinePoint[], tolerance: number): LinePoint[] {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 3) return [...points]
  let [farthest, distance] = [0, -1]
  points.forEach(({x, y}, i) => {
    const line = first.y + ((last.y - first.y) * (x - first.x)) / (last.x - first.x)
    if (i > 0 && i < points.length - 1 && Math.abs(y - line) > distance) [farthest, distance] = [i, Math.abs(y - line)]
  })
  if (distance <= tolerance) return [first, last]
  return [
    ...simplifyLine(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...simplifyLine(points.slice(farthest), tolerance),
  ]
}
