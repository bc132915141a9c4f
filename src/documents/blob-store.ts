/**
 * Named blobs in one place, a local folder or a bucket's prefix. Names are relative, with `/` between parts.
 * Who needs one is handed one: the rooms that use it do not know where it lies.
 */
export type BlobStore = {
  /** The place as the user would type it: `.ecom-plan/archive` or `s3://shop-ops/ecom-plan/archive`. */
  readonly place: string
  /** Names under a prefix, sorted; an empty list where nothing is. */
  list(prefix: string): Promise<string[]>
  /** The bytes of a blob, or null where there is none of that name. */
  read(name: string): Promise<Uint8Array | null>
  /**
   * Writes a blob whole or not at all, only where there is none of that name. Returns false where there was one.
   * Two writers of the same name: one gets true.
   */
  putIfAbsent(name: string, bytes: Uint8Array): Promise<boolean>
  /** Removes a blob; one that is not there is no failure. */
  remove(name: string): Promise<void>
}
