import type {AwsObject} from '../documents/snapshot.js'
import {type Comparables, missing} from './comparable.js'
import {objectOf, objectsOf, textOf, textsOf} from './snapshot-fields.js'

/** What ECS publishes a service's metrics at where nobody said otherwise. */
const usualResolutionSeconds = 60

/** AWS's own of managed scaling, for a provider that does not say. */
const managedDefaults = {minimumScalingStepSize: 1, maximumScalingStepSize: 10_000, instanceWarmupPeriod: 300}

/** What calls to ECS change, as it is now: how often a service publishes, and how a provider's hosts scale. */
export const liveEcs: Comparables = {
  UpdateService: {
    source: (clients, input) => {
      const [cluster, name] = [textOf(input, 'cluster'), textOf(input, 'service')]
      return [
        `service ${cluster}/${name}`,
        async () => (await import('./read-service-revisions.js')).readServiceRevisions(clients, cluster, name),
      ]
    },
    // A service in the middle of a deployment has two revisions: the one that it goes to is the last.
    fields: (patch, revisions) => ({
      monitoring: resolutionsOf(revisions.at(-1) ?? missing(patch), Object.keys(objectOf(patch.before, 'monitoring'))),
    }),
  },
  UpdateCapacityProvider: {
    source: (clients, input) => {
      const name = textOf(input, 'name')
      return [
        `capacity provider ${name}`,
        async () => (await import('./read-ecs.js')).readCapacityProviders(clients, [name]),
      ]
    },
    fields: (patch, [provider]) => {
      const scaling = objectOf(objectOf(provider ?? missing(patch), 'autoScalingGroupProvider'), 'managedScaling')
      return {managedScaling: {...managedDefaults, ...scaling}}
    },
  },
}

/** Seconds between the values of each metric: a service that says nothing publishes every minute. */
function resolutionsOf(revision: AwsObject, metrics: readonly string[]): AwsObject {
  const said = objectsOf(objectOf(revision, 'monitoring'), 'metricConfigurations')
  const secondsOf = (metric: string) =>
    said.find((one) => textsOf(one, 'metricNames').includes(metric))?.['resolutionSeconds'] ?? usualResolutionSeconds
  return Object.fromEntries(metrics.map((metric) => [metric, secondsOf(metric)]))
}
