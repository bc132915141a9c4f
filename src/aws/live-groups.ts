import type {Fields} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {type Comparable, type Comparables, type LivePatch, missing, pick, wholeOrNone} from './comparable.js'
import {scheduledActionOf} from './live-scheduled-action.js'
import {objectOf, objectsOf, textOf, textsOf} from './snapshot-fields.js'

const nameOf = (input: AwsObject) => textOf(input, 'AutoScalingGroupName')

function groupSource(clients: AwsClients, input: AwsObject): ReturnType<Comparable['source']> {
  const name = nameOf(input)
  return [`group ${name}`, async () => (await import('./read-auto-scaling.js')).readAutoScalingGroups(clients, [name])]
}

const scheduledAction: Comparable = {
  source: (clients, input) => {
    const name = nameOf(input)
    return [
      `actions of group ${name}`,
      async () => (await import('./read-auto-scaling.js')).readGroupScheduledActions(clients, name),
    ]
  },
  fields: (patch, actions) =>
    scheduledActionOf(patch, actions, [
      'StartTime',
      'EndTime',
      'Recurrence',
      'TimeZone',
      'MinSize',
      'MaxSize',
      'DesiredCapacity',
    ]),
}

const policy: Comparable = {
  source: (clients, input) => {
    const name = nameOf(input)
    return [
      `policies of group ${name}`,
      async () => (await import('./read-auto-scaling.js')).readGroupPolicies(clients, name),
    ]
  },
  fields: (patch, policies) => {
    const name = textOf(patch.request.input, 'PolicyName')
    const live = policies.find((candidate) => textOf(candidate, 'PolicyName') === name)
    return all(patch, (field) => wholeOrNone(patch, field, live?.[field]))
  },
}

const warmPool: Comparable = {
  source: (clients, input) => {
    const name = nameOf(input)
    return [
      `warm pool of group ${name}`,
      async () => (await import('./read-group-surroundings.js')).readWarmPools(clients, [name]),
    ]
  },
  fields: (patch, [pool]) => {
    const {Status, ...live} = objectOf(pool ?? {}, 'WarmPoolConfiguration')
    // A pool that is being deleted is as good as gone.
    const isThere = Status === undefined && Object.keys(live).length > 0
    return wholeOrNone(patch, 'WarmPoolConfiguration', isThere ? live : null)
  },
}

/** Which of the metrics that a call names the group collects. */
const metrics: Comparable = {
  source: groupSource,
  fields: (patch, [group]) => {
    const named = textsOf(patch.request.input, 'Metrics')
    const enabled = objectsOf(group ?? missing(patch), 'EnabledMetrics').map((one) => textOf(one, 'Metric'))
    return {EnabledMetrics: named.filter((name) => enabled.includes(name)).sort()}
  },
}

function all(patch: LivePatch, fieldOf: (field: string) => Fields): Fields {
  return Object.assign({}, ...Object.keys(patch.before).map(fieldOf)) as Fields
}

/** What calls to EC2 Auto Scaling change, as it is now. */
export const liveGroups: Comparables = {
  UpdateAutoScalingGroup: {
    source: groupSource,
    fields: (patch, [group]) => pick(patch.before, group ?? missing(patch)),
  },
  PutScheduledUpdateGroupAction: scheduledAction,
  DeleteScheduledAction: scheduledAction,
  PutScalingPolicy: policy,
  DeletePolicy: policy,
  PutWarmPool: warmPool,
  DeleteWarmPool: warmPool,
  EnableMetricsCollection: metrics,
  DisableMetricsCollection: metrics,
}
