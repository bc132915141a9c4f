import {catalog} from '../catalog/catalog.js'
import {retailEvents} from '../catalog/retail-events.js'
import {findConfig} from '../files/find-config.js'
import {readConfig} from '../files/read-config.js'

/** Reads the config that was named, or the nearest ecom-plan.yaml, checked against what the catalogue knows. */
export async function readCheckedConfig(path: string | undefined): ReturnType<typeof readConfig> {
  return readConfig({
    path: path ?? (await findConfig(process.cwd())),
    judgementNames: Object.keys(catalog.judgements),
    catalogEventIds: retailEvents.map((event) => event.id),
  })
}
