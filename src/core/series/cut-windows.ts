import type {Window} from '../../documents/series.js'
import {instantOf} from './zone.js'

/** The windows as they were known at `endS` (epoch seconds): only intervals that had ended by then. Empty ones go. */
export function cutWindows(windows: readonly Window[], endS: number): Window[] {
  return windows.flatMap((window) => {
    const whole = Math.floor((endS - instantOf(window.startAt)) / window.periodS)
    const values = window.values.slice(0, Math.max(0, whole))
    return values.length > 0 ? [{...window, values}] : []
  })
}
