import {DescribeRegionsCommand, EC2Client} from '@aws-sdk/client-ec2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'

/**
 * The other Regions of the account that have a resource of that name, sorted. It is asked only when something is
 * missing, of all Regions at once and each with one short attempt: a Region that does not answer, and a caller that may
 * not list Regions, give none.
 */
export async function findElsewhere({
  clients,
  name,
  nameOf,
  readAll,
}: {
  clients: AwsClients
  name: string
  nameOf: (element: AwsObject) => string
  readAll: (clients: AwsClients) => Promise<AwsObject[]>
}): Promise<string[]> {
  const has = async (region: string) =>
    (await orNone(() => readAll(clients.scout(region)))).some((element) => nameOf(element) === name)
  const regions = await orNone(() => readOtherRegions(clients))
  const found = await Promise.all(regions.map(async (region) => ((await has(region)) ? [region] : [])))
  return found.flat().sort()
}

async function readOtherRegions(clients: AwsClients): Promise<string[]> {
  const scout = clients.scout(clients.region).of(EC2Client)
  const {Regions = []} = await scout.send(new DescribeRegionsCommand({}))
  return Regions.flatMap(({RegionName}) =>
    RegionName === undefined || RegionName === clients.region ? [] : [RegionName],
  )
}

/** A hint that cannot be had is no failure: the one that it belongs to is said all the same. */
async function orNone<T>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read()
  } catch {
    return []
  }
}
