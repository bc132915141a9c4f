import {catalog} from '../catalog/catalog.js'
import {retailEvents} from '../catalog/retail-events.js'
import {eventDate} from '../core/events/event-date.js'
import {assumeConfig} from '../core/what-if/assume-config.js'
import type {Assumption} from '../core/what-if/assumption.js'
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
  assumptions: readonly Assumption[] = [],
): ReturnType<typeof readConfig> {
  const read = await readConfig({
    path: path ?? (await findConfig(process.cwd())),
    judgementNames: Object.keys(catalog.judgements),
    catalogEventIds: retailEvents.map((event) => event.id),
    catalogDate: (eventId, year) => eventDate({eventId, year, catalog: retailEvents}),
    assumed: assumptions.length === 0 ? null : (config, value) => assumeConfig({config, value, assumptions}),
  })
  return {...read, config: withAwsFlags(read.config, aws)}
}
