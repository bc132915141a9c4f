import {Config} from '@oclif/core'
import {nearestName} from '../documents/nearest-name.js'

/** What to type instead of a command that does not exist. */
export async function closestCommand(root: string, argv: readonly string[]): Promise<string[]> {
  const config = await Config.load({root})
  const names = config.commandIDs.map((id) => id.replaceAll(':', ' '))
  const typed = argv
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ')
  const near = nearestName(typed, names)
  return [near === undefined ? 'ecom-plan --help' : `ecom-plan ${near}`]
}
