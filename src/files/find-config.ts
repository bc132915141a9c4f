import {stat} from 'node:fs/promises'
import {dirname, join, relative, resolve} from 'node:path'
import {PlanError} from '../errors.js'

/**
 * The nearest `ecom-plan.yaml`: in the folder given or a parent, up to and including the root of its git repository
 * (or of the disk, outside one). Returned relative to that folder, as a person would type it.
 *
 * Throws CONFIG_MISSING.
 */
export async function findConfig(from: string): Promise<string> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, 'ecom-plan.yaml')
    if (await exists(path)) return relative(resolve(from), path)
    if ((await exists(join(folder, '.git'))) || folder === dirname(folder)) break
  }
  throw new PlanError('config', 'CONFIG_MISSING', `there is no ecom-plan.yaml in ${from} or above it`, {
    suggestions: ['ecom-plan forecast --config fixtures/bright-friday/ecom-plan.yaml'],
    place: {file: 'ecom-plan.yaml'},
  })
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
