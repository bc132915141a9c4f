import type {AwsObject} from '../../src/documents/snapshot.js'
import type {FakeEstate} from './estate.js'
import {moveIntoLimits} from './write-service-scaling.js'

/** What a firing did: who was moved from how many to how many, and its limits after it. */
export type Fired = {at: string; name: string; resource: string; fromCount: number; toCount: number; maxCount: number}

/**
 * Moves the fake's clock on to `toTime` and runs, in order, the one-off scheduled actions that fall in between: limits
 * are set, and a fleet outside of them is moved into them at once, up to a raised minimum and down to a lowered maximum.
 * A one-off action of a group is gone then; one of a service stays in its list. Recurring ones do not fire.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 * @source https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html
 */
export function fire(estate: FakeEstate, toTime: string): Fired[] {
  const {snapshot} = estate
  const [fromMs, toMs] = [Date.parse(estate.now), Date.parse(toTime)]
  const due = [
    ...snapshot.autoScalingScheduledActions.map((action) => ({
      atMs: startOf(action),
      run: () => runOfGroup(estate, action),
    })),
    ...snapshot.scheduledActions.map((action) => ({atMs: atOf(action), run: () => runOfService(estate, action)})),
  ].filter(({atMs}) => atMs !== null && atMs > fromMs && atMs <= toMs)
  due.sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0))
  const fired = due.flatMap(({atMs, run}) => run().map((one) => ({at: new Date(atMs ?? 0).toISOString(), ...one})))
  estate.now = toTime
  return fired
}

function runOfGroup({snapshot}: FakeEstate, action: AwsObject): Omit<Fired, 'at'>[] {
  const name = action['AutoScalingGroupName']
  const group = snapshot.autoScalingGroups.find((one) => one['AutoScalingGroupName'] === name)
  snapshot.autoScalingScheduledActions = snapshot.autoScalingScheduledActions.filter((one) => one !== action)
  if (group === undefined) return []
  const fromCount = Number(group['DesiredCapacity'])
  for (const field of ['MinSize', 'MaxSize']) if (action[field] !== undefined) group[field] = action[field]
  const asked = Number(action['DesiredCapacity'] ?? fromCount)
  const toCount = Math.max(Math.min(asked, Number(group['MaxSize'])), Number(group['MinSize']))
  group['DesiredCapacity'] = toCount
  const maxCount = Number(group['MaxSize'])
  return [{name: String(action['ScheduledActionName']), resource: String(name), fromCount, toCount, maxCount}]
}

function runOfService({snapshot}: FakeEstate, action: AwsObject): Omit<Fired, 'at'>[] {
  const resource = String(action['ResourceId'])
  const target = snapshot.scalableTargets.find((one) => one['ResourceId'] === resource)
  const service = snapshot.services.find((one) => resource.endsWith(`/${String(one['serviceName'])}`))
  if (target === undefined || service === undefined) return []
  const fromCount = Number(service['desiredCount'])
  Object.assign(target, action['ScalableTargetAction'])
  moveIntoLimits(target, snapshot.services)
  const toCount = Number(service['desiredCount'])
  const maxCount = Number(target['MaxCapacity'])
  return [{name: String(action['ScheduledActionName']), resource, fromCount, toCount, maxCount}]
}

/** Only what starts once: with a recurrence, StartTime bounds it. */
function startOf({StartTime, Recurrence}: AwsObject): number | null {
  return StartTime === undefined || Recurrence !== undefined ? null : new Date(StartTime as string | Date).getTime()
}

/** Only `at()` in UTC, as every action of ours is. */
function atOf({Schedule, Timezone = 'UTC'}: AwsObject): number | null {
  const at = /^at\((.+)\)$/.exec(String(Schedule))?.[1]
  return at === undefined || Timezone !== 'UTC' ? null : Date.parse(`${at}Z`)
}
