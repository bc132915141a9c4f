import {catalog} from '../catalog/catalog.js'
import {retailEvents} from '../catalog/retail-events.js'
import {eventDate} from '../core/events/event-date.js'
import {findConfig} from '../files/find-config.js'
import {readConfig} from '../files/read-config.js'
import {type AwsFlagValues, withAwsFlags} from './aws-flags.js'

/**
 * Reads the config that was named, or the nearest ecom-plan.yaml, checked against what the catalogue knows, with what
 * the command line says of AWS in place of its own.
 */
export async function readCheckedConfig(
  path: string | undefined,
  aws: AwsFlagValues = {},
): ReturnType<typeof readConfig> {
  const read = await readConfig({
    path: path ?? (await findConfig(process.cwd())),
    judgementNames: Object.keys(catalog.judgements),
    catalogEventIds: retailEvents.map((event) => event.id),
    catalogDate: (eventId, year) => eventDate({eventId, year, catalog: retailEvents}),
  })
  return {...read, config: withAwsFlags(read.config, aws)}
}
