import {readdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {PlanError} from '../errors.js'
import {howToTest, unreadable} from './unreadable.js'

/** A file to read. What lies in a folder may be no result (notes, logs) and is then passed over. */
export type ListedFile = {path: string; isFromFolder: boolean}

/** No test has so many files; a folder that has is another. */
const mostFiles = 20_000

/**
 * The files behind what the user typed: files, folders (their files by name; hidden ones and folders inside are passed
 * over), and `-` for stdin. Throws FILE_MISSING, and LOAD_TEST_UNREADABLE for an empty folder or one of over 20,000.
 */
export async function listSources(paths: readonly string[]): Promise<ListedFile[]> {
  const files: ListedFile[] = []
  for (const path of paths) files.push(...(await filesAt(path)))
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

async function filesAt(path: string): Promise<ListedFile[]> {
  if (path === '-') return [{path, isFromFolder: false}]
  try {
    if (!(await stat(path)).isDirectory()) return [{path, isFromFolder: false}]
    const entries = await readdir(path, {withFileTypes: true})
    const files = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    if (files.length > mostFiles) throw tooMany(path, files.length)
    if (files.length > 0) return files.map(({name}) => ({path: join(path, name), isFromFolder: true})).sort(byPath)
  } catch (cause) {
    if (cause instanceof PlanError) throw cause
    throw new PlanError('data', 'FILE_MISSING', `${path} cannot be read: there is no such load test`, {
      suggestions: ['correct the path (under loadTests in ecom-plan.yaml, if it stands there)', ...howToTest],
      place: {file: path},
      cause,
    })
  }
  throw unreadable({file: path, what: 'is an empty folder: every file in it is a step'})
}

const byPath = (a: ListedFile, b: ListedFile) => (a.path < b.path ? -1 : 1)

function tooMany(path: string, count: number): PlanError {
  return unreadable({
    file: path,
    what: `holds ${count.toLocaleString('en')} files: a load test has a few`,
    suggestions: ['put the results of one test into a folder of their own'],
  })
}
