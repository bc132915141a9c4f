import type {EventConfig} from '../../documents/config.js'
import {PlanError} from '../../errors.js'
import type {PlannedEvent} from '../forecast/planned-event.js'

/**
 * The drivers that the config gives for an event, whose past dates are `before`. Throws DRIVER_DATE_UNKNOWN for a value
 * of a day that is none of them.
 */
export function plannedDrivers(
  {id, drivers}: Pick<EventConfig, 'id' | 'drivers'>,
  before: readonly string[],
): Pick<PlannedEvent, 'drivers'> {
  if (drivers === undefined) return {}
  return {
    drivers: Object.entries(drivers).map(([name, driver]) => {
      const unknown = Object.keys(driver.past).find((date) => !before.includes(date))
      if (unknown !== undefined) throw unknownDate({id, name, date: unknown, before})
      return {name, ...driver}
    }),
  }
}

function unknownDate({
  id,
  name,
  date,
  before,
}: {
  id: string
  name: string
  date: string
  before: readonly string[]
}): PlanError {
  return new PlanError(
    'config',
    'DRIVER_DATE_UNKNOWN',
    `${date} is no past date of ${id}, so ${name} has no value then`,
    {
      suggestions: [
        before.length === 0 ? `add it to previous of ${id}` : `its past dates: ${before.join(', ')}`,
        `or remove ${date} from past of ${name}`,
      ],
      place: {file: 'ecom-plan.yaml', field: `events.${id}.drivers.${name}.past`},
    },
  )
}
