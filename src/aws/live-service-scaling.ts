import type {Comparable, Comparables} from './comparable.js'
import {pick, wholeOrNone} from './comparable.js'
import {scheduledActionOf} from './live-scheduled-action.js'
import {textOf} from './snapshot-fields.js'

const scheduledAction: Comparable = {
  source: (clients, input) => {
    const resource = textOf(input, 'ResourceId')
    return [
      `actions of ${resource}`,
      async () => (await import('./read-service-scaling.js')).readServiceScheduledActions(clients, resource),
    ]
  },
  fields: (patch, actions) =>
    scheduledActionOf(patch, actions, ['Schedule', 'Timezone', 'StartTime', 'EndTime', 'ScalableTargetAction']),
}

/** What calls to Application Auto Scaling change, as it is now. */
export const liveServiceScaling: Comparables = {
  RegisterScalableTarget: {
    source: (clients, input) => {
      const resource = textOf(input, 'ResourceId')
      return [
        `target ${resource}`,
        async () =>
          input['ServiceNamespace'] === 'rds'
            ? (await import('./read-db-clusters.js')).readReaderTargets(clients, [resource])
            : (await import('./read-service-scaling.js')).readScalableTargets(clients, [resource]),
      ]
    },
    fields: (patch, [target]) => pick(patch.before, target ?? {}),
  },
  PutScheduledAction: scheduledAction,
  DeleteScheduledAction: scheduledAction,
  PutScalingPolicy: {
    source: (clients, input) => {
      const resource = textOf(input, 'ResourceId')
      return [
        `policies of ${resource}`,
        async () => (await import('./read-service-scaling.js')).readServicePolicies(clients, resource),
      ]
    },
    fields: (patch, policies) => {
      const name = textOf(patch.request.input, 'PolicyName')
      const live = policies.find((candidate) => textOf(candidate, 'PolicyName') === name)
      const field = 'TargetTrackingScalingPolicyConfiguration'
      return wholeOrNone(patch, field, live?.[field])
    },
  },
}
