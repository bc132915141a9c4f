import type {AwsObject, Snapshot} from '../../documents/snapshot.js'

/**
 * A snapshot as it may be kept: values of containers' environments and CloudFront's custom headers, where people put
 * passwords and keys, are taken out. Names stay, so that a later look sees that they were there.
 */
export function withoutSecrets(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    taskDefinitions: snapshot.taskDefinitions.map((task) => ({
      ...task,
      ...(Array.isArray(task['containerDefinitions'])
        ? {containerDefinitions: (task['containerDefinitions'] as AwsObject[]).map(withoutEnvironment)}
        : {}),
    })),
    distributions: snapshot.distributions.map(withoutHeaders),
  }
}

function withoutEnvironment(container: AwsObject): AwsObject {
  const {environment, ...rest} = container
  if (!Array.isArray(environment)) return container
  return {...rest, environment: (environment as AwsObject[]).map(({name}) => ({name}))}
}

function withoutHeaders(distribution: AwsObject): AwsObject {
  const origins = distribution['Origins'] as {Items?: AwsObject[]} | undefined
  if (!Array.isArray(origins?.Items)) return distribution
  const items = origins.Items.map((origin) => {
    const {CustomHeaders: headers, ...rest} = origin as {CustomHeaders?: {Items?: AwsObject[]}}
    if (headers === undefined) return origin
    const kept = (headers.Items ?? []).map(({HeaderName}) => ({HeaderName}))
    return {...rest, CustomHeaders: {Quantity: kept.length, Items: kept}}
  })
  return {...distribution, Origins: {...origins, Items: items}}
}
