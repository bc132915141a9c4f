import type {BlobStore} from '../../src/documents/blob-store.ts'

/** A store in memory that counts its operations, and whose blobs a test may look at and change. */
export type MemoryStore = BlobStore & {blobs: Map<string, Uint8Array>; operations: string[]}

export class Cut extends Error {
  override readonly name = 'Cut'
}

/**
 * A store that throws Cut at every operation after the first `cutAfter`, as a process that is killed does nothing more.
 * `before` is called ahead of each operation: what happens in it comes from someone else at the same time.
 */
export function memoryStore({
  blobs = new Map(),
  cutAfter = Number.POSITIVE_INFINITY,
  before = async () => {},
}: {
  blobs?: Map<string, Uint8Array>
  cutAfter?: number
  before?: (operation: string) => Promise<void>
} = {}): MemoryStore {
  const operations: string[] = []
  const note = async (operation: string) => {
    if (operations.length >= cutAfter) throw new Cut(operation)
    operations.push(operation)
    await before(operation)
  }
  return {
    place: 'memory',
    blobs,
    operations,
    list: async (prefix) => {
      await note(`list ${prefix}`)
      return [...blobs.keys()].filter((name) => name.startsWith(prefix)).sort()
    },
    read: async (name) => {
      await note(`read ${name}`)
      return blobs.get(name) ?? null
    },
    putIfAbsent: async (name, bytes) => {
      await note(`put ${name}`)
      if (blobs.has(name)) return false
      blobs.set(name, bytes.slice())
      return true
    },
    remove: async (name) => {
      await note(`remove ${name}`)
      blobs.delete(name)
    },
  }
}
