import {promisify} from 'node:util'
import {gunzip, gzip} from 'node:zlib'
import type {BlobStore} from '../documents/blob-store.js'
import {type LoadTest, loadTestSchema} from '../documents/load-test.js'
import {parseDocument} from '../documents/parse.js'
import {PlanError} from '../errors.js'

const ending = '.json.gz'
/** A document is a few kB; one that unpacks to more was not written here. */
const mostBytes = 256 * 2 ** 20

/** The tests of a store: those that can be read, newest first, and why the others cannot. */
export type StoredTests = {tests: LoadTest[]; failures: PlanError[]}

/**
 * Keeps a test under its id, whole or not at all. Returns what is kept under that id then, and whether it was there
 * before: the same results give the same id.
 */
export async function storeLoadTest({
  store,
  test,
}: {
  store: BlobStore
  test: LoadTest
}): Promise<{isNew: boolean; kept: LoadTest}> {
  const bytes = await promisify(gzip)(Buffer.from(JSON.stringify(loadTestSchema.parse(test))), {level: 9})
  if (await store.putIfAbsent(test.id + ending, bytes)) return {isNew: true, kept: test}
  return {isNew: false, kept: await readStoredTest({store, name: test.id + ending})}
}

/** Keeps a test in place of the one of the same id. */
export async function replaceLoadTest({store, test}: {store: BlobStore; test: LoadTest}): Promise<void> {
  await store.remove(test.id + ending)
  await storeLoadTest({store, test})
}

/** All tests of a store. A document that is broken does not hide the others. */
export async function readStoredTests(store: BlobStore): Promise<StoredTests> {
  const names = (await store.list('')).filter((name) => name.endsWith(ending))
  const found: StoredTests = {tests: [], failures: []}
  for (const name of names) {
    try {
      found.tests.push(await readStoredTest({store, name}))
    } catch (error) {
      if (!(error instanceof PlanError)) throw error
      found.failures.push(error)
    }
  }
  found.tests.sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1))
  return found
}

/**
 * The one test whose id begins with `wanted`, or the newest for `latest`. Throws LOAD_TEST_UNKNOWN where there is none
 * and LOAD_TEST_AMBIGUOUS where several begin so.
 */
export async function findStoredTest({store, wanted}: {store: BlobStore; wanted: string}): Promise<LoadTest> {
  const {tests, failures} = await readStoredTests(store)
  const found = wanted === 'latest' ? tests.slice(0, 1) : tests.filter(({id}) => id.startsWith(wanted))
  const [first, second] = found
  if (first !== undefined && second === undefined) return first
  const broken = failures.find(({place}) => place?.file.includes(wanted))
  if (first === undefined && broken !== undefined) throw broken
  if (first !== undefined) {
    throw new PlanError(
      'usage',
      'LOAD_TEST_AMBIGUOUS',
      `${wanted} begins the ids of ${found.length} tests in ${store.place}`,
      {
        suggestions: found.slice(0, 3).map(({id}) => `ecom-plan loadtest show ${id}`),
      },
    )
  }
  throw new PlanError('data', 'LOAD_TEST_UNKNOWN', `${store.place} holds no load test ${wanted}`, {
    suggestions: ['ecom-plan loadtest list', 'ecom-plan loadtest import FILE'],
  })
}

async function readStoredTest({store, name}: {store: BlobStore; name: string}): Promise<LoadTest> {
  const bytes = await store.read(name)
  const place = `${store.place}/${name}`
  if (bytes === null) throw broken(place, undefined)
  let value: unknown
  try {
    value = JSON.parse((await promisify(gunzip)(bytes, {maxOutputLength: mostBytes})).toString('utf8'))
  } catch (cause) {
    throw broken(place, cause)
  }
  return parseDocument({schema: loadTestSchema, value, name: place})
}

function broken(place: string, cause: unknown): PlanError {
  return new PlanError('data', 'LOAD_TEST_BROKEN', `${place} is damaged: it cannot be read`, {
    suggestions: [`rm ${place}`, 'ecom-plan loadtest import FILE   # the results that it was made from'],
    place: {file: place},
    cause,
  })
}
