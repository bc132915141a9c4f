import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {type Doing, explainFailure} from './failures.js'
import {plain} from './plain.js'

/** Makes one call; throws what went wrong as `explainFailure` words it. */
export async function ask<Reply>(clients: AwsClients, doing: Doing, call: () => Promise<Reply>): Promise<Reply> {
  try {
    return await call()
  } catch (error) {
    throw explainFailure(error, {...doing, profile: clients.profile, region: clients.region})
  }
}

/** Follows a reply over all of its pages and returns the elements of one of its lists, as JSON values. */
export async function readPages<Page>(
  clients: AwsClients,
  doing: Doing,
  pages: AsyncIterable<Page>,
  listOf: (page: Page) => readonly object[] | undefined,
): Promise<AwsObject[]> {
  return ask(clients, doing, async () => {
    const elements: AwsObject[] = []
    for await (const page of pages) elements.push(...(listOf(page) ?? []).map(plain))
    return elements
  })
}

/** Runs a call for each group of at most `size` names and returns all elements, in order. */
export async function readInGroups<Name>(
  names: readonly Name[],
  size: number,
  read: (group: Name[]) => Promise<AwsObject[]>,
): Promise<AwsObject[]> {
  const elements: AwsObject[] = []
  for (let start = 0; start < names.length; start += size) {
    elements.push(...(await read(names.slice(start, start + size))))
  }
  return elements
}

/** From here on one list in pages of a hundred takes fewer calls than a call for each name. */
const manyNames = 10

/** What belongs to the named resources: asked for one by one, or where they are many from the whole region's list. */
export async function readOfEach(
  names: readonly string[],
  {
    readOne,
    readAll,
    nameOf,
  }: {
    readOne: (name: string) => Promise<AwsObject[]>
    readAll: () => Promise<AwsObject[]>
    nameOf: (element: AwsObject) => string
  },
): Promise<AwsObject[]> {
  if (names.length > manyNames) {
    const wanted = new Set(names)
    return (await readAll()).filter((element) => wanted.has(nameOf(element)))
  }
  return readInGroups(names, 1, async ([name]) => (name === undefined ? [] : readOne(name)))
}
