import {
  AutoScalingClient,
  DescribeScalingActivitiesCommand,
  paginateDescribeScalingActivities,
  paginateDescribeWarmPool,
} from '@aws-sdk/client-auto-scaling'
import {EC2Client, paginateDescribeLaunchTemplateVersions} from '@aws-sdk/client-ec2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {ask, readInGroups, readPages} from './read-pages.js'
import {textOf} from './snapshot-fields.js'

const service = 'autoscaling'
/** The largest page of DescribeScalingActivities. */
const activitiesPerCall = 100
/** From here on the region's activities are read in pages, not each group's in a call of its own. */
const manyGroups = 20
/** The last activities of a region, enough for some of each of a thousand groups. */
const mostRegionPages = 10

/** The warm pools of the named groups, which have one. */
export async function readWarmPools(clients: AwsClients, groups: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(groups, 1, async ([AutoScalingGroupName]) => {
    if (AutoScalingGroupName === undefined) return []
    const doing = {service, operation: 'DescribeWarmPool', resource: AutoScalingGroupName}
    const pages = paginateDescribeWarmPool({client: clients.of(AutoScalingClient)}, {AutoScalingGroupName})
    return readPages(clients, doing, pages, (page) => [
      {
        AutoScalingGroupName,
        ...(page.WarmPoolConfiguration ? {WarmPoolConfiguration: page.WarmPoolConfiguration} : {}),
        Instances: page.Instances ?? [],
      },
    ])
  })
}

/**
 * The last 100 activities of each named group, which tell how long a launch took; of more than 20 groups the last
 * thousand of the whole region, as far as they are the groups'.
 */
export async function readScalingActivities(clients: AwsClients, groups: readonly string[]): Promise<AwsObject[]> {
  const client = clients.of(AutoScalingClient)
  if (groups.length <= manyGroups) {
    return readInGroups(groups, 1, async ([AutoScalingGroupName]) => {
      const doing = {service, operation: 'DescribeScalingActivities', resource: AutoScalingGroupName}
      const input = {AutoScalingGroupName, MaxRecords: activitiesPerCall}
      const page = await ask(clients, doing, () => client.send(new DescribeScalingActivitiesCommand(input)))
      return (page.Activities ?? []).map(plain)
    })
  }
  const wanted = new Set(groups)
  const doing = {service, operation: 'DescribeScalingActivities'}
  const found = await ask(clients, doing, async () => {
    const activities: AwsObject[] = []
    let pageCount = 0
    for await (const page of paginateDescribeScalingActivities({client}, {MaxRecords: activitiesPerCall})) {
      activities.push(...(page.Activities ?? []).map(plain))
      pageCount += 1
      if (pageCount === mostRegionPages) break
    }
    return activities
  })
  return found.filter((activity) => wanted.has(textOf(activity, 'AutoScalingGroupName')))
}

/**
 * Launch templates in the version that a group starts from. The default and latest version of all templates come in
 * pages; other versions are asked for template by template, since the API takes them no other way.
 */
export async function readLaunchTemplates(
  clients: AwsClients,
  templates: readonly {id: string; version: string}[],
): Promise<AwsObject[]> {
  if (templates.length === 0) return []
  const general = templates.length > manyGroups ? await describeVersions(clients, ['$Default', '$Latest']) : []
  const isKnown = ({id, version}: {id: string; version: string}) =>
    general.some(
      (one) =>
        textOf(one, 'LaunchTemplateId') === id &&
        (version.startsWith('$') || String(one['VersionNumber'] ?? '') === version),
    )
  const wanted = new Set(templates.map(({id}) => id))
  const rest = templates.filter((template) => !isKnown(template))
  const own = await readInGroups(rest, 1, async ([template]) =>
    template === undefined ? [] : describeVersions(clients, [template.version], template.id),
  )
  return [...general.filter((one) => wanted.has(textOf(one, 'LaunchTemplateId'))), ...own]
}

function describeVersions(clients: AwsClients, Versions: string[], LaunchTemplateId?: string): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service: 'ec2', operation: 'DescribeLaunchTemplateVersions', resource: LaunchTemplateId},
    paginateDescribeLaunchTemplateVersions(
      {client: clients.of(EC2Client)},
      {Versions, MaxResults: 200, ...(LaunchTemplateId === undefined ? {} : {LaunchTemplateId})},
    ),
    (page) => page.LaunchTemplateVersions?.map(withoutUserData),
  )
}

/** User data may hold secrets, and nothing of it is needed. */
function withoutUserData(version: object): AwsObject {
  const {LaunchTemplateData: data, ...rest} = version as {LaunchTemplateData?: Record<string, unknown>}
  const {UserData: _, ...kept} = data ?? {}
  return {...rest, LaunchTemplateData: kept}
}
