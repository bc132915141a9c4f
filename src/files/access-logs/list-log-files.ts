import {createReadStream} from 'node:fs'
import {readdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {Readable} from 'node:stream'
import {readFailure} from '../read-failure.js'

/**
 * A file to read, on disk or elsewhere. What was named must be a log; what was found in a folder may be something else.
 * `open` starts a new stream of its bytes, packed as they are, and throws a PlanError or a failure of the system.
 */
export type LogFile = {path: string; isNamed: boolean; open: () => Promise<Readable>}

const chunkBytes = 131_072

/**
 * The files of the paths: files as they are named, folders searched to any depth in order of their names, hidden ones
 * left out. A path named twice stands there twice. Throws FILE_MISSING and FILE_UNREADABLE.
 */
export async function listLogFiles(paths: readonly string[]): Promise<LogFile[]> {
  const lists = await Promise.all(paths.map(listOne))
  return lists.flat()
}

async function listOne(path: string): Promise<LogFile[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [localFile(path, true)]
    const entries = await readdir(path, {recursive: true, withFileTypes: true})
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((found) => localFile(found, false))
  } catch (cause) {
    throw readFailure({path, cause})
  }
}

function localFile(path: string, isNamed: boolean): LogFile {
  return {path, isNamed, open: async () => createReadStream(path, {highWaterMark: chunkBytes})}
}
