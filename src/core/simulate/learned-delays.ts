import {quantileSorted} from 'simple-statistics'
import type {Delay} from '../../documents/simulation-policy.js'
import type {AwsObject} from '../../documents/snapshot.js'

/** Fewer starts than this say less than the usual spread does. */
const fewestSeen = 5
/** What takes longer was waited for by a hook or a person, and is no start. */
const longestS = 3600

/** Delays of one tier as its account's history shows them; null where that is too short. */
export type LearnedDelays = {boot: Delay | null; register: Delay | null; metricLag: Delay | null}

/** A change of an alarm's state, as CloudWatch's DescribeAlarmHistory tells it. */
export type AlarmChange = {
  /** When it went into ALARM. */
  atS: number
  /** The end of the last datapoint that it counted. */
  lastDatapointEndS: number
}

/**
 * How long instances of a group took to start, and how late its alarms act, from what AWS keeps.
 *
 * `activities` are elements of autoscaling:DescribeScalingActivities: a launch that succeeded lasts from its StartTime to
 * its EndTime, when the instance is in service, so that its registration is part of it. `alarms` are the changes of its
 * scale-out alarm; what scaled is the first launch within ten minutes after. Times are as AWS writes them. A delay is
 * taken from five examples on, as their quantiles; tasks leave no such record, and have none.
 */
export function learnDelays({
  group,
  activities,
  alarms,
}: {
  group: string
  activities: readonly AwsObject[]
  alarms: readonly AlarmChange[]
}): LearnedDelays {
  const launches = activities
    .filter((activity) => activity['AutoScalingGroupName'] === group)
    .filter(
      ({Description, StatusCode}) =>
        /^Launching a new EC2 instance/.test(String(Description)) && StatusCode === 'Successful',
    )
    .map(({StartTime, EndTime}) => ({startS: secondsOf(StartTime), endS: secondsOf(EndTime)}))
    .filter(({startS, endS}) => endS > startS && endS - startS <= longestS)
    .sort((a, b) => a.startS - b.startS)
  const boots = launches.map(({startS, endS}) => endS - startS)
  const lags = alarms.flatMap(({atS, lastDatapointEndS}) => {
    const first = launches.find(({startS}) => startS >= atS && startS <= atS + 600)
    return first === undefined || first.startS < lastDatapointEndS ? [] : [first.startS - lastDatapointEndS]
  })
  const boot = seenDelay(boots)
  return {
    boot,
    register: boot === null ? null : {kind: 'uniform', leastS: 0, mostS: 0},
    metricLag: seenDelay(lags),
  }
}

const secondsOf = (time: unknown) => (typeof time === 'string' ? Date.parse(time) / 1000 : Number.NaN)

/** Twenty steps of equal probability through what was seen. */
function seenDelay(values: readonly number[]): Delay | null {
  if (values.length < fewestSeen) return null
  const sorted = [...values].sort((a, b) => a - b)
  return {kind: 'seen', quantilesS: Array.from({length: 21}, (_, i) => quantileSorted(sorted, i / 20))}
}
