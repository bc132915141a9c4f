import type {Config} from '../documents/config.js'
import {PlanError} from '../errors.js'
import {type AwsFlagValues, useEndpoint} from './aws-flags.js'
import {readCheckedConfig} from './read-checked-config.js'

/**
 * The config that was named, or the nearest, with what the command line says of AWS; null where none was named and
 * there is none. Throws as reading does.
 */
export async function optionalConfig(
  path: string | undefined,
  aws: AwsFlagValues = {},
): Promise<{config: Config; folder: string} | null> {
  useEndpoint(aws['endpoint-url'])
  try {
    return await readCheckedConfig(path, aws)
  } catch (error) {
    if (path === undefined && error instanceof PlanError && error.code === 'CONFIG_MISSING') return null
    throw error
  }
}
