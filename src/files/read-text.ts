import {readFile} from 'node:fs/promises'
import {readFailure} from './read-failure.js'

/** A text file in UTF-8, without its mark. Throws FILE_MISSING and FILE_UNREADABLE. */
export async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString('utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw readFailure({path, cause})
  }
}
