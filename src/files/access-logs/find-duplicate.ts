import {createHash} from 'node:crypto'
import type {LogFile} from './list-log-files.js'
import {unpackedBytes} from './open-log.js'

/** Another file with the same beginning, and whether all of it is the same. */
type Duplicate = {path: string; isWhole: boolean}

/**
 * Remembers the beginnings of files, and finds an earlier file that has the same content, packed or not.
 *
 * Only files with the same beginning are read once more to the end: hashing everything would cost more than counting.
 * A file whose beginning is that of another and that goes on differently (a log copied while it grew) is found too.
 */
export function duplicateFinder() {
  const seen = new Map<string, LogFile>()
  return async (file: LogFile, head: string): Promise<Duplicate | undefined> => {
    const digest = createHash('sha256').update(head, 'latin1').digest('hex')
    const earlier = seen.get(digest)
    if (earlier === undefined) {
      seen.set(digest, file)
      return undefined
    }
    return {path: earlier.path, isWhole: (await contentDigest(file)) === (await contentDigest(earlier))}
  }
}

async function contentDigest(file: LogFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of unpackedBytes(file)) hash.update(chunk)
  return hash.digest('hex')
}
