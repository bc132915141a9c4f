import type {Window} from '../../documents/series.js'
import {instantOf} from './zone.js'

/**
 * Windows of one resolution as few as possible: those that overlap or meet become one, and where two know the same
 * interval the larger count is taken, since a partial read of the same lines is never too high.
 *
 * Not true of windows that count different things: those have to be added, and that is for who knows it. All windows
 * must have the period of the first and lie on its grid.
 */
export function mergeWindows(windows: readonly Window[]): {windows: Window[]; overlapCount: number} {
  const sorted = [...windows].sort((a, b) => instantOf(a.startAt) - instantOf(b.startAt))
  const merged: Window[] = []
  let overlapCount = 0
  for (const window of sorted) {
    const last = merged.at(-1)
    const offset = last === undefined ? Infinity : stepsBetween(last, window)
    if (last === undefined || offset > last.values.length) {
      merged.push({...window, values: [...window.values]})
      continue
    }
    window.values.forEach((value, i) => {
      const known = last.values[offset + i] ?? null
      if (known !== null && value !== null) overlapCount += 1
      last.values[offset + i] = known === null || value === null ? (known ?? value) : Math.max(known, value)
    })
  }
  return {windows: merged, overlapCount}
}

const stepsBetween = (from: Window, to: Window) =>
  Math.round((instantOf(to.startAt) - instantOf(from.startAt)) / from.periodS)
