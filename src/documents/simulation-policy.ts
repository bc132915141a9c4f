import * as z from 'zod'
import {countSchema, ratioSchema} from './units.js'

const seconds = z.number().min(0)

/**
 * How long something takes: an even spread, a log-normal one by its median and 95th percentile, or what was seen, as
 * quantiles from the least to the most with even steps of probability.
 */
export const delaySchema = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('uniform'), leastS: seconds, mostS: seconds}),
  z.strictObject({kind: z.literal('lognormal'), medianS: seconds, p95S: seconds}),
  z.strictObject({kind: z.literal('seen'), quantilesS: z.array(seconds).min(1)}),
])
export type Delay = z.infer<typeof delaySchema>

/**
 * How AWS sees a metric: its period, the alarm's datapoints in a row, and how long after a period's end the alarm acts
 * on it. Read from DescribeAlarms where it was pulled.
 */
const alarmSchema = z.strictObject({
  periodS: z.number().min(0),
  outDatapointCount: countSchema,
  inDatapointCount: countSchema,
  lag: delaySchema,
})

/**
 * What a policy follows. `utilization` is what the units do of what they can, at most 1; `requests` is what comes to
 * them over what they can, and may be above it: a count of requests sees an overload that a CPU does not.
 */
const metricSchema = z.enum(['utilization', 'requests'])

const trackingSchema = z.strictObject({
  kind: z.literal('target-tracking'),
  name: z.string(),
  metric: metricSchema,
  /** Of what the units can carry at most. */
  targetRatio: ratioSchema,
  /** Below this share of the target it scales in. */
  inBelowRatio: ratioSchema.max(1),
  isScaleInOff: z.boolean(),
  alarm: alarmSchema,
})

const stepSchema = z.strictObject({
  kind: z.literal('step'),
  name: z.string(),
  metric: metricSchema,
  direction: z.enum(['out', 'in']),
  thresholdRatio: ratioSchema,
  adjustment: z.enum(['change', 'percent', 'exact']),
  /** Bounds from the threshold, away from it. `change` and `exact` count units, `percent` is a share; in is below 0. */
  steps: z.array(z.strictObject({fromRatio: ratioSchema, byCount: z.number()})).min(1),
  /** Fewest units that a step of percent moves. */
  leastCount: countSchema,
  alarm: alarmSchema,
})

/** What predictive scaling has forecast: a floor under the desired number. It never scales in. */
const predictiveSchema = z.strictObject({
  kind: z.literal('predictive'),
  name: z.string(),
  floor: z.array(z.strictObject({atS: z.number(), unitCount: countSchema})),
})

export const simulatedPolicySchema = z.discriminatedUnion('kind', [trackingSchema, stepSchema, predictiveSchema])
export type SimulatedPolicy = z.infer<typeof simulatedPolicySchema>
export type TrackingPolicy = z.infer<typeof trackingSchema>
export type StepPolicy = z.infer<typeof stepSchema>

/** A change of limits by the clock, in seconds from the window's start. Null leaves what it is. */
export const simulatedScheduleSchema = z.strictObject({
  name: z.string(),
  atS: z.number(),
  minCount: countSchema.nullable(),
  maxCount: countSchema.nullable(),
  desiredCount: countSchema.nullable(),
})
export type SimulatedSchedule = z.infer<typeof simulatedScheduleSchema>

/** How AWS scales one tier. */
export const simulatedScalingSchema = z.strictObject({
  minCount: countSchema,
  maxCount: countSchema,
  /** At the window's start; null: what its policies would have settled on. */
  startCount: countSchema.nullable(),
  policies: z.array(simulatedPolicySchema),
  schedules: z.array(simulatedScheduleSchema),
  /** How late a scheduled action may run. */
  scheduleLateness: delaySchema,
  /** From its start of service, until when a unit is in no metric and keeps the group from scaling in. */
  warmupS: seconds,
  /** Of services: after scaling out, and in, how long no smaller step is taken. */
  outCooldownS: seconds,
  inCooldownS: seconds,
})
export type SimulatedScaling = z.infer<typeof simulatedScalingSchema>

/** How a unit starts: an instance of a group, a task on Fargate, or a task on hosts that have to be there first. */
export const simulatedStartSchema = z.strictObject({
  kind: z.enum(['instance', 'fargate', 'hosts']),
  /** From the launch until it runs. */
  boot: delaySchema,
  /** From running until the load balancer sends it requests. */
  register: delaySchema,
  failureRatio: ratioSchema.max(1),
  /** Until a launch that failed is tried again. */
  retryS: seconds,
  /** Tasks of one service that the scheduler starts; null where nothing bounds it. */
  launchPerS: z.number().min(0).nullable(),
  /** While it grows into its share, as a load balancer's slow start does; 0 for none. */
  slowStartS: seconds,
  /** For how long a unit that was taken out still runs and is paid for. */
  deregisterS: seconds,
  warmPool: z
    .strictObject({
      boot: delaySchema,
      minCount: countSchema,
      maxPreparedCount: countSchema.nullable(),
      unitUsdPerHour: z.number().min(0),
    })
    .nullable(),
  hosts: z
    .strictObject({
      startCount: countSchema,
      maxCount: countSchema,
      tasksPerHostCount: countSchema,
      boot: delaySchema,
      /** Until the provider sees that tasks wait. */
      lag: delaySchema,
      mostStepCount: countSchema,
      /** Of what is needed over what runs; below 1 it keeps hosts spare. */
      targetRatio: ratioSchema.max(1),
      warmupS: seconds,
      hostUsdPerHour: z.number().min(0),
    })
    .nullable(),
})
export type SimulatedStart = z.infer<typeof simulatedStartSchema>
