import {randomBytes} from 'node:crypto'
import {constants} from 'node:fs'
import {link, mkdir, open, readdir, readFile, rename, rm, stat} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import type {BlobStore} from '../documents/blob-store.js'
import {checkBlobName} from './check-blob-name.js'
import {folderReadFailure, folderWriteFailure} from './folder-failure.js'

/**
 * Blobs as files of a folder, which is made when the first is written.
 *
 * A blob is written to a hidden temporary file, flushed, then linked to its name, which fails where the name is taken:
 * of two writers one wins, and a cut leaves nothing that is listed. Names that begin with a dot are never listed.
 * On disks without hard links (FAT, some network shares) a rename stands in, and of two writers within the same
 * instant the later wins.
 *
 * A ledger (`isLedger`) is this user's alone: files 0600, folders that it makes 0700, and a link in place of a file is
 * not followed. On a disk without hard links its writers claim the name first, so that one wins there too, and a cut may
 * leave an empty file. Throws STORE_UNREADABLE and STORE_UNWRITABLE.
 */
export function folderStore(path: string, {isLedger = false}: {isLedger?: boolean} = {}): BlobStore {
  const pathOf = (name: string) => {
    checkBlobName(name)
    return join(path, name)
  }
  return {
    place: path,
    list: (prefix) => listBlobs(path, prefix),
    read: async (name) => {
      const file = pathOf(name)
      try {
        return await readFile(file, {flag: isLedger ? constants.O_RDONLY | constants.O_NOFOLLOW : 'r'})
      } catch (cause) {
        if (isMissing(cause)) return null
        throw folderReadFailure({path: file, cause})
      }
    },
    putIfAbsent: async (name, bytes) => {
      const file = pathOf(name)
      try {
        return await writeBlob(file, bytes, isLedger)
      } catch (cause) {
        throw folderWriteFailure({path: file, cause})
      }
    },
    remove: async (name) => {
      const file = pathOf(name)
      try {
        await rm(file, {force: true})
      } catch (cause) {
        throw folderWriteFailure({path: file, cause})
      }
    },
  }
}

async function listBlobs(root: string, prefix: string): Promise<string[]> {
  // A prefix may end inside a name: its folder is walked, and the rest is compared.
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  const names: string[] = []
  await collect({root, folder, names})
  return names.filter((name) => name.startsWith(prefix)).sort()
}

async function collect({root, folder, names}: {root: string; folder: string; names: string[]}): Promise<void> {
  const path = join(root, folder)
  const entries = await readdir(path, {withFileTypes: true}).catch((cause: unknown) => {
    if (isMissing(cause)) return []
    throw folderReadFailure({path, cause})
  })
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const name = `${folder}${entry.name}`
    if (entry.isDirectory()) await collect({root, folder: `${name}/`, names})
    else if (entry.isFile()) names.push(name)
  }
}

async function writeBlob(file: string, bytes: Uint8Array, isLedger: boolean): Promise<boolean> {
  if (await exists(file)) return false
  const folder = dirname(file)
  await makeFolder(folder, isLedger ? 0o700 : 0o777)
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const handle = await open(temporary, 'wx', isLedger ? 0o600 : 0o666)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    const isFirst = await nameFile(temporary, file, isLedger)
    await syncFolder(folder)
    return isFirst
  } finally {
    await rm(temporary, {force: true})
  }
}

/** A folder outlives a power cut only when the one above it is flushed too. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  const first = await mkdir(folder, {recursive: true, mode})
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

async function nameFile(temporary: string, file: string, isLedger: boolean): Promise<boolean> {
  try {
    await link(temporary, file)
    return true
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'EEXIST') return false
    if (!noLinkCodes.includes(code)) throw cause
    if (isLedger ? !(await claim(file)) : await exists(file)) return false
    await rename(temporary, file)
    return true
  }
}

/** Whether the name was free, and is now taken by an empty file. */
async function claim(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close()
    return true
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false
    throw cause
  }
}

/** A name outlives a power cut only when its folder is flushed too. Windows cannot open a folder, and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  try {
    await handle.sync()
  } catch (cause) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP', 'EBADF'].includes(codeOf(cause))) throw cause
  } finally {
    await handle.close()
  }
}

const noLinkCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (cause: unknown) => {
      if (isMissing(cause)) return false
      throw cause
    },
  )
}

const codeOf = (cause: unknown) => (cause instanceof Error && 'code' in cause ? String(cause.code) : '')
const isMissing = (cause: unknown) => codeOf(cause) === 'ENOENT'
