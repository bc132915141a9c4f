import {createHash} from 'node:crypto'
import type {ArchivePart, Coverage} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {encodePart} from './encode-part.js'
import type {PartRows} from './part-rows.js'
import {manifestName, partitionFolder} from './partition.js'

/**
 * Writes one Parquet file, then its manifest: only with the second does the part count, so a cut in between leaves a
 * file that nobody reads. The name holds a hash of all of it; the same part written twice is written once.
 */
export async function storePart({
  store,
  rows,
  month,
  pulledAt,
  coverage,
  replaces,
}: {
  store: BlobStore
  rows: PartRows
  month: string
  pulledAt: string
  coverage: readonly Coverage[]
  replaces: readonly string[]
}): Promise<ArchivePart> {
  const bytes = encodePart(rows)
  const content: Omit<ArchivePart, 'file'> = {
    schema: 'ecom-plan.archive-part/v1',
    sha256: sha256(bytes),
    byteCount: bytes.length,
    rowCount: rows.values.length,
    pulledAt,
    account: rows.account,
    region: rows.region,
    coverage: [...coverage],
    replaces: [...replaces],
  }
  const {namespace, metricName} = rows
  const folder = partitionFolder({namespace, metricName, month})
  const hash = sha256(JSON.stringify([folder, content])).slice(0, 16)
  const part: ArchivePart = {...content, file: `${folder}${compactTime(pulledAt)}-${hash}.parquet`}
  await store.putIfAbsent(part.file, bytes)
  await store.putIfAbsent(manifestName(part.file), new TextEncoder().encode(`${JSON.stringify(part)}\n`))
  return part
}

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** `20261102T060000000Z`, to the millisecond: sorts as the time does, and is a name on every disk. */
export function compactTime(at: string): string {
  return new Date(at).toISOString().replace(/[-:.]/g, '')
}
