import {parquetWriteBuffer} from 'hyparquet-writer'
import {expect, test} from 'vitest'
import {openPart} from '../../src/archive/decode-part.ts'
import {encodePart} from '../../src/archive/encode-part.ts'
import {readArchive} from '../../src/archive/read-archive.ts'
import {readCoverage} from '../../src/archive/read-coverage.ts'
import {readNewestSnapshot, writeSnapshot} from '../../src/archive/snapshots.ts'
import {sha256} from '../../src/archive/store-part.ts'
import {verifyArchive} from '../../src/archive/verify.ts'
import {writePart} from '../../src/archive/write-part.ts'
import {type Snapshot, snapshotSchema} from '../../src/documents/snapshot.ts'
import {memoryStore} from './memory-store.ts'
import {coverageOf, requests, seriesOf, shop} from './sample-series.ts'

const pulledAt = '2026-11-02T06:00:00Z'
const series = [seriesOf(requests, '2026-11-01T00:00:00.000Z', [1, 2, null, 4])]
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

async function archive() {
  const store = memoryStore()
  const [part] = await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
  if (part === undefined) throw new Error('no part was written')
  const manifest = [...store.blobs.keys()].find((name) => name.startsWith('parts/')) ?? ''
  return {store, part, manifest, bytes: store.blobs.get(part.file) ?? new Uint8Array()}
}

test('an archive as it was written has no finding', async () => {
  const {store, part} = await archive()
  expect(await verifyArchive({store})).toEqual({
    place: 'memory',
    partCount: 1,
    rowCount: 3,
    byteCount: part.byteCount,
    findings: [],
  })
  expect(await verifyArchive({store: memoryStore()})).toMatchObject({partCount: 0, findings: []})
})

test('any flipped byte of a file is found, and no reading takes it for a value', async () => {
  const {store, part, bytes} = await archive()
  for (let i = 0; i < bytes.length; i++) {
    const damaged = bytes.slice()
    damaged[i] = (damaged[i] ?? 0) ^ 0x10
    store.blobs.set(part.file, damaged)
    const {findings} = await verifyArchive({store})
    expect(findings, `byte ${i}`).toMatchObject([{severity: 'bad', file: part.file}])
    await expect(readArchive({store}), `byte ${i}`).rejects.toMatchObject({name: 'PlanError', exitCode: 3})
  }
})

test('a file cut short: where it is, and what to type', async () => {
  const {store, part, bytes} = await archive()
  for (const length of [0, 3, 4, bytes.length - 1]) {
    store.blobs.set(part.file, bytes.slice(0, length))
    expect((await verifyArchive({store})).findings).toMatchObject([
      {severity: 'bad', code: 'ARCHIVE_DAMAGED', message: 'is no readable Parquet file'},
    ])
    await expect(readArchive({store})).rejects.toMatchObject({
      code: 'ARCHIVE_DAMAGED',
      place: {file: `memory/${part.file}`},
      suggestions: expect.arrayContaining(['ecom-plan archive verify']),
    })
  }
})

test('columns that differ from the index are found even where the checksum fits', async () => {
  const {store, part, manifest, bytes} = await archive()
  const {readColumn: _read, rowCount: _count, ...index} = openPart(bytes)
  const rows = {
    ...index,
    atMs: Float64Array.of(0, 1, 2).map((i) => Date.parse('2026-11-01T00:00:00Z') + i * 3_600_000),
    values: Float64Array.of(1, 2, 4),
  }
  const forged = encodePart(rows)
  store.blobs.set(part.file, forged)
  store.blobs.set(manifest, encode({...part, sha256: sha256(forged)}))
  expect((await verifyArchive({store})).findings).toMatchObject([
    {severity: 'bad', code: 'ARCHIVE_DAMAGED', message: 'holds something else in measured_at than its index says'},
  ])
})

test('a foreign Parquet file in the folder, and in the place of a part', async () => {
  const {store, part, manifest} = await archive()
  const foreign = new Uint8Array(parquetWriteBuffer({columnData: [{name: 'value', data: [1, 2, 3], type: 'DOUBLE'}]}))
  store.blobs.set('metrics/theirs.parquet', foreign)
  expect((await verifyArchive({store})).findings).toMatchObject([
    {severity: 'bad', code: 'ARCHIVE_FOREIGN', file: 'metrics/theirs.parquet', next: 'move it out of the archive'},
  ])
  expect(await readArchive({store})).toEqual(series)
  store.blobs.delete('metrics/theirs.parquet')
  store.blobs.set(part.file, foreign)
  store.blobs.set(manifest, encode({...part, sha256: sha256(foreign)}))
  expect((await verifyArchive({store})).findings).toMatchObject([{severity: 'bad', code: 'ARCHIVE_FOREIGN'}])
  // A manifest is read once by a process; this is another one's view of the same place.
  await expect(readArchive({store: {...store}})).rejects.toMatchObject({code: 'ARCHIVE_FOREIGN'})
})

test('a file without its manifest is left from a cut pull: a warning, and not read', async () => {
  const {store, manifest, part} = await archive()
  store.blobs.delete(manifest)
  expect((await verifyArchive({store})).findings).toMatchObject([
    {severity: 'warn', code: 'ARCHIVE_ORPHAN', file: part.file},
  ])
  expect(await readArchive({store})).toEqual([])
})

test('a manifest without its file: said by verify, and by a reading that needs it', async () => {
  const {store, part} = await archive()
  store.blobs.delete(part.file)
  expect((await verifyArchive({store})).findings).toMatchObject([
    {severity: 'bad', code: 'ARCHIVE_INCOMPLETE', file: part.file},
  ])
  await expect(readArchive({store})).rejects.toMatchObject({code: 'ARCHIVE_INCOMPLETE', exitCode: 3})
  expect(await readArchive({store, fromAt: '2027-01-01T00:00:00Z'})).toEqual([])
})

test.each([
  ['no JSON', new TextEncoder().encode('{"schema":'), 'ARCHIVE_DAMAGED'],
  ['a newer part', encode({schema: 'ecom-plan.archive-part/v2'}), 'DOCUMENT_VERSION'],
  ['a part without its hash', encode({schema: 'ecom-plan.archive-part/v1'}), 'DOCUMENT_INVALID'],
])('a manifest that is %s', async (_, bytes, code) => {
  const {store, manifest, part} = await archive()
  store.blobs.set(manifest, bytes)
  expect((await verifyArchive({store})).findings).toMatchObject([{severity: 'bad', code, file: manifest}])
  await expect(readCoverage({store})).rejects.toMatchObject({code, exitCode: 3})
  expect(store.blobs.has(part.file)).toBe(true)
})

test('an archive from a newer version is refused by everything, reading and writing', async () => {
  const {store} = await archive()
  store.blobs.set('archive.json', encode({schema: 'ecom-plan.archive/v2'}))
  const snapshot = snapshotOf('2026-11-02T06:00:00Z')
  const calls = [
    readArchive({store}),
    readCoverage({store}),
    verifyArchive({store}),
    writePart({store, ...shop, pulledAt, series, coverage: []}),
    writeSnapshot({store, snapshot}),
    readNewestSnapshot({store}),
  ]
  for (const call of calls) {
    await expect(call).rejects.toMatchObject({
      code: 'ARCHIVE_VERSION',
      exitCode: 3,
      message: 'the archive memory is ecom-plan.archive/v2; this version reads ecom-plan.archive/v1',
    })
  }
})

const snapshotOf = (capturedAt: string, region = 'eu-west-1'): Snapshot =>
  snapshotSchema.parse({schema: 'ecom-plan.snapshot/v1', capturedAt, account: shop.account, region})

test('the newest snapshot is read, of the account and region asked for', async () => {
  const store = memoryStore()
  expect(await readNewestSnapshot({store})).toBeNull()
  const times = ['2026-11-02T06:00:00Z', '2026-11-09T06:00:00.5Z', '2026-11-09T06:00:00Z']
  for (const capturedAt of times) await writeSnapshot({store, snapshot: snapshotOf(capturedAt)})
  await writeSnapshot({store, snapshot: snapshotOf('2026-11-10T06:00:00Z', 'us-east-1')})
  expect((await readNewestSnapshot({store}))?.region).toBe('us-east-1')
  expect((await readNewestSnapshot({store, region: 'eu-west-1'}))?.capturedAt).toBe('2026-11-09T06:00:00.5Z')
  expect(await readNewestSnapshot({store, account: '999999999999'})).toBeNull()
})
