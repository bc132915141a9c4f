import type {Driver} from './planned-event.js'

/**
 * Drivers as they would have been planned for a past occurrence: its own value for the planned one, and earlier values
 * alone for the past. A driver that has no value of that date is left out.
 */
export function driversAsOf(drivers: readonly Driver[], date: string): Driver[] {
  return drivers.flatMap((driver) => {
    const planned = driver.past[date]
    const past = Object.fromEntries(Object.entries(driver.past).filter(([earlier]) => earlier < date))
    return planned === undefined ? [] : [{...driver, planned, past}]
  })
}
