import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {BlobStore} from '../../src/documents/blob-store.ts'
import {folderStore} from '../../src/store/folder-store.ts'
import {s3Store} from '../../src/store/s3-store.ts'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.ts'

let root = ''
let fake: FakeS3
let number = 0

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example'
  root = await mkdtemp(join(tmpdir(), 'ecom-plan-store-'))
  // Pages of two keys, so that every list of more has to follow the token.
  fake = await startFakeS3({buckets: ['shop-ops'], pageSize: 2})
})
afterAll(async () => {
  await fake.close()
  await rm(root, {recursive: true})
})

const text = (content: string) => new TextEncoder().encode(content)

/** What every BlobStore promises, whatever it lies on. */
describe.each<[string, () => BlobStore]>([
  ['a folder', () => folderStore(join(root, String(number++)))],
  ['S3', () => s3Store({bucket: 'shop-ops', prefix: `team/${number++}`, region: 'eu-west-1', endpointUrl: fake.url})],
])('the store contract on %s', (_, make) => {
  test('what is put is read back, byte for byte', async () => {
    const store = make()
    const bytes = Uint8Array.from({length: 70_000}, (_byte, i) => (i * 7) % 256)
    expect(await store.putIfAbsent('a/b.bin', bytes)).toBe(true)
    expect(Buffer.compare((await store.read('a/b.bin')) ?? text(''), bytes)).toBe(0)
    expect(await store.putIfAbsent('empty', text(''))).toBe(true)
    expect(await store.read('empty')).toHaveLength(0)
  })

  test('what is not there is null, lists as nothing and is removed without complaint', async () => {
    const store = make()
    expect(await store.read('a/missing')).toBeNull()
    expect(await store.list('')).toEqual([])
    expect(await store.list('a/')).toEqual([])
    await store.remove('a/missing')
  })

  test('a name is given once: the second put returns false and changes nothing', async () => {
    const store = make()
    expect(await store.putIfAbsent('one', text('first'))).toBe(true)
    expect(await store.putIfAbsent('one', text('second'))).toBe(false)
    expect(Buffer.from((await store.read('one')) ?? []).toString()).toBe('first')
  })

  test('of ten writers of one name exactly one gets true, and its bytes are there', async () => {
    const store = make()
    const writers = Array.from({length: 10}, (_writer, i) => store.putIfAbsent('race/one', text(`writer ${i}`)))
    const winners = (await Promise.all(writers)).flatMap((isFirst, i) => (isFirst ? [`writer ${i}`] : []))
    expect(winners).toHaveLength(1)
    expect(Buffer.from((await store.read('race/one')) ?? []).toString()).toBe(winners[0])
    expect(await store.list('race/')).toEqual(['race/one'])
  })

  test('lists by prefix, sorted, over pages, and a prefix may end inside a name', async () => {
    const store = make()
    const names = ['b/2', 'b/10', 'a/x=1/y', 'a/x=1/z', 'a/x=2/y', 'ab', 'é&<ü>']
    for (const name of names) await store.putIfAbsent(name, text(name))
    expect(await store.list('')).toEqual([...names].sort())
    expect(await store.list('a/')).toEqual(['a/x=1/y', 'a/x=1/z', 'a/x=2/y'])
    expect(await store.list('a/x=1')).toEqual(['a/x=1/y', 'a/x=1/z'])
    expect(await store.list('a')).toEqual(['a/x=1/y', 'a/x=1/z', 'a/x=2/y', 'ab'])
  })

  test('a removed name is gone and can be given again', async () => {
    const store = make()
    await store.putIfAbsent('a/one', text('first'))
    await store.remove('a/one')
    expect(await store.read('a/one')).toBeNull()
    expect(await store.putIfAbsent('a/one', text('again'))).toBe(true)
  })

  test.each(['../outside', '/etc/passwd', 'a//b', '.hidden', 'a/../b', ''])('%j is no name', async (name) => {
    await expect(make().putIfAbsent(name, text('x'))).rejects.toThrow('is not the name of a blob')
    await expect(make().read(name)).rejects.toThrow('is not the name of a blob')
  })
})
