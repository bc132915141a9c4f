import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, expect, test} from 'vitest'
import type {BlobStore} from '../../src/documents/blob-store.js'
import type {LoadTest} from '../../src/documents/load-test.js'
import {findStoredTest, readStoredTests, replaceLoadTest, storeLoadTest} from '../../src/loadtests/stored-tests.js'
import {importLoadTest} from '../../src/shell/import-load-test.js'
import {folderStore} from '../../src/store/folder-store.js'

const fixtures = new URL('../../fixtures/loadtests/', import.meta.url).pathname
const root = mkdtempSync(join(tmpdir(), 'ecom-plan-stored-'))
afterAll(() => rmSync(root, {recursive: true}))
let folder = root
let store: BlobStore
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
  store = folderStore(folder)
})
const facts = {tier: 'checkout', unitCount: 6, commit: null, tags: {env: 'staging'}}
const wrk = (startedAt: string | null = null) => importLoadTest({paths: [`${fixtures}wrk`], facts, startedAt})
const wrk2 = () => importLoadTest({paths: [`${fixtures}wrk2`], facts, startedAt: '2026-11-20T00:00:00Z'})

test('a test comes back as it was kept; the same results are kept once', async () => {
  const made = await wrk()
  expect(await storeLoadTest({store, test: made})).toEqual({isNew: true, kept: made})
  const again = {...(await wrk()), commit: 'other'}
  expect(again.id).toBe(made.id)
  expect(await storeLoadTest({store, test: again})).toEqual({isNew: false, kept: made})
  expect(readdirSync(folder)).toEqual([`${made.id}.json.gz`])
  await replaceLoadTest({store, test: again})
  expect((await findStoredTest({store, wanted: 'latest'})).commit).toBe('other')
})

test('the id is of what was measured, not of names, packing or tags', async () => {
  const files = ['c001', 'c002', 'c004'].map((step) => `${fixtures}wrk/checkout-${step}.txt`)
  const one = await importLoadTest({paths: files, facts})
  const two = await importLoadTest({paths: [...files].reverse(), facts: {...facts, tier: null}})
  const less = await importLoadTest({paths: files.slice(1), facts})
  expect(two.id).toBe(one.id)
  expect(less.id).not.toBe(one.id)
})

test('newest first, undated last, found by the start of the id', async () => {
  const [undated, dated] = [await wrk(), await wrk2()]
  for (const made of [undated, dated]) await storeLoadTest({store, test: made})
  expect((await readStoredTests(store)).tests.map(({id}) => id)).toEqual([dated.id, undated.id])
  expect((await findStoredTest({store, wanted: undated.id.slice(0, 5)})).id).toBe(undated.id)
  await expect(findStoredTest({store, wanted: ''})).rejects.toMatchObject({code: 'LOAD_TEST_AMBIGUOUS'})
  await expect(findStoredTest({store, wanted: 'ffff'})).rejects.toMatchObject({code: 'LOAD_TEST_UNKNOWN'})
})

test('a document that is damaged, or of another version, does not hide the others', async () => {
  const made = await wrk()
  await storeLoadTest({store, test: made})
  writeFileSync(join(folder, '0000000000000000.json.gz'), 'no gzip')
  await storeLoadTest({store: storeOf({...made, id: '1111111111111111'}, 'ecom-plan.load-test/v9'), test: made})
  const {tests, failures} = await readStoredTests(store)
  expect(tests.map(({id}) => id)).toEqual([made.id])
  expect(failures.map(({code}) => code)).toEqual(['LOAD_TEST_BROKEN', 'DOCUMENT_VERSION'])
  await expect(findStoredTest({store, wanted: '0000'})).rejects.toMatchObject({code: 'LOAD_TEST_BROKEN'})
})

/** A store that writes another version of the document in place of the one it is given. */
function storeOf(made: LoadTest, schema: string): BlobStore {
  return {
    ...store,
    putIfAbsent: async () => {
      const {gzipSync} = await import('node:zlib')
      return store.putIfAbsent(`${made.id}.json.gz`, gzipSync(JSON.stringify({...made, schema})))
    },
  }
}
