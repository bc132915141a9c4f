import {extname} from 'node:path'
import {PlanError} from '../errors.js'
import {writeFileAtomically} from '../files/write-file.js'

/** How a file of each extension is made; made only when asked for. */
export type Formats = Readonly<Record<string, () => string>>

/** Refuses a file whose extension names no format, before anything is read or written. */
export function checkOutputs(paths: readonly string[], extensions: readonly string[]): void {
  for (const path of paths) {
    if (extensions.includes(extname(path))) continue
    throw new PlanError(
      'usage',
      'FORMAT_UNKNOWN',
      `-o ${path}: the extension picks the format, and ${extname(path) || 'none'} is not one`,
      {
        suggestions: [`use one of ${extensions.join(', ')}`],
      },
    )
  }
}

/** Writes each file whole or not at all. */
export async function writeOutputs(paths: readonly string[], formats: Formats): Promise<void> {
  for (const path of paths) await writeFileAtomically(path, formats[extname(path)]?.() ?? '')
}
