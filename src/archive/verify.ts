import type {ArchivePart} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {PlanError} from '../errors.js'
import {checkMarker} from './archive-marker.js'
import {atOnce} from './at-once.js'
import {checkPart} from './check-part.js'
import {openPart, PartUnreadable} from './decode-part.js'
import {manifestName} from './partition.js'
import {listManifests, parseManifest, readCount} from './read-parts.js'
import {sha256} from './store-part.js'

/** Something about one blob. `bad`: what the archive claims to hold cannot be read. `warn`: it can, and this is beside it. */
export type ArchiveFinding = {severity: 'bad' | 'warn'; code: string; file: string; message: string; next: string}

export type ArchiveCheck = {
  place: string
  partCount: number
  rowCount: number
  byteCount: number
  findings: ArchiveFinding[]
}

/**
 * Reads all of an archive and compares it with its manifests: checksums, row counts, every column against the index;
 * files without a manifest, manifests without a file, files that something else wrote. Returns what it found, sorted by
 * file; throws only where the place cannot be read, and ARCHIVE_VERSION.
 */
export async function verifyArchive({store}: {store: BlobStore}): Promise<ArchiveCheck> {
  await checkMarker(store)
  const findings: ArchiveFinding[] = []
  // Files before manifests: a part that is written meanwhile then has no chance to look like one without its manifest.
  const files = await store.list('metrics/')
  const manifests = await listManifests(store)
  const parts = (
    await atOnce(manifests, {count: readCount, work: (name) => readManifest(store, name, findings)})
  ).filter((part) => part !== null)
  const replacedFiles = new Set(parts.flatMap((part) => part.replaces))
  const live = parts.filter((part) => !replacedFiles.has(part.file))
  await atOnce(live, {count: 4, work: (part) => checkFile(store, part, findings)})
  const named = new Set(manifests)
  for (const file of files) {
    if (replacedFiles.has(file)) findings.push(leftover(file))
    else if (!named.has(manifestName(file))) findings.push(await orphan(store, file))
  }
  const sum = (key: 'rowCount' | 'byteCount') => live.reduce((total, part) => total + part[key], 0)
  return {
    place: store.place,
    partCount: live.length,
    rowCount: sum('rowCount'),
    byteCount: sum('byteCount'),
    findings: findings.sort((a, b) => (a.file < b.file ? -1 : 1)),
  }
}

const restore = 'restore the file from a backup, or remove it and its manifest and run ecom-plan pull'

async function readManifest(store: BlobStore, name: string, findings: ArchiveFinding[]): Promise<ArchivePart | null> {
  const bytes = await store.read(name)
  if (bytes === null) return null
  try {
    const part = parseManifest(store, name, bytes)
    if (manifestName(part.file) === name) return part
    findings.push({
      severity: 'bad',
      code: 'ARCHIVE_DAMAGED',
      file: name,
      message: `is the manifest of another file, ${part.file}`,
      next: `move it back to ${manifestName(part.file)}`,
    })
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    const next = error.suggestions[0] ?? restore
    findings.push({severity: 'bad', code: error.code, file: name, message: error.message, next})
  }
  return null
}

async function checkFile(store: BlobStore, part: ArchivePart, findings: ArchiveFinding[]): Promise<void> {
  const {file} = part
  const bad = (code: string, message: string) => {
    findings.push({severity: 'bad', code, file, message, next: restore})
  }
  const bytes = await store.read(file)
  if (bytes === null) {
    // Beside a compaction the manifest goes too.
    if ((await store.read(manifestName(file))) !== null) bad('ARCHIVE_INCOMPLETE', 'is gone; its manifest is there')
    return
  }
  try {
    if (openPart(bytes).rowCount !== part.rowCount)
      bad('ARCHIVE_DAMAGED', 'has another number of rows than its manifest')
    else if (sha256(bytes) !== part.sha256)
      bad('ARCHIVE_DAMAGED', 'is not the file that was written: its checksum differs')
    else await checkPart(bytes)
  } catch (error) {
    if (!(error instanceof PartUnreadable)) throw error
    bad(error.damage.code, error.damage.message)
  }
}

function leftover(file: string): ArchiveFinding {
  const message = 'was merged into another file and is still there; it counts for nothing'
  return {severity: 'warn', code: 'ARCHIVE_LEFTOVER', file, message, next: 'ecom-plan pull removes it'}
}

async function orphan(store: BlobStore, file: string): Promise<ArchiveFinding> {
  const isOurs = await store.read(file).then((bytes) => bytes !== null && isPart(bytes))
  return isOurs
    ? {
        severity: 'warn',
        code: 'ARCHIVE_ORPHAN',
        file,
        message: 'has no manifest: a pull was cut before it was done, or is at it now; it counts for nothing',
        next: 'remove it when no pull is running',
      }
    : {
        severity: 'bad',
        code: 'ARCHIVE_FOREIGN',
        file,
        message: 'is in the archive and is not one of its files; DuckDB and Athena would read it all the same',
        next: 'move it out of the archive',
      }
}

function isPart(bytes: Uint8Array): boolean {
  try {
    openPart(bytes)
    return true
  } catch (error) {
    if (error instanceof PartUnreadable) return false
    throw error
  }
}
