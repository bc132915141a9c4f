import {stat} from 'node:fs/promises'

/** Whether there is anything at a path, a folder included. */
export async function fileExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
