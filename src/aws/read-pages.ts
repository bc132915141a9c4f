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
