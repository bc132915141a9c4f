import * as z from 'zod'
import {delaySchema, simulatedScalingSchema, simulatedStartSchema} from './simulation-policy.js'
import {countSchema, ratioSchema, timeSchema} from './units.js'

const seconds = z.number().min(0)

/** What may happen once in the window: with a chance, at a stated second or at any between two. */
const momentSchema = z.strictObject({
  chanceRatio: ratioSchema.max(1),
  atS: seconds.nullable(),
  fromS: seconds,
  toS: seconds,
})
export type HazardMoment = z.infer<typeof momentSchema>

/** Between two seconds something is so many times what it was. */
const spellSchema = z.strictObject({fromS: seconds, toS: seconds, factorRatio: ratioSchema})

/** A log-normal factor of median 1 on the load of whatever names it: one draw a run. */
const driverSchema = z.strictObject({id: z.string(), logSpreadRatio: z.number().min(0)})

const demandSchema = z.strictObject({
  /** Rates at three quantiles by rising time; straight between two points. */
  path: z.array(z.strictObject({atS: z.number(), p50Rps: z.number(), p90Rps: z.number(), p99Rps: z.number()})).min(1),
  /** How much earlier or later all of it may come, as a standard deviation. */
  timingSpreadS: seconds,
  /** How far rates of one tick swing about the path, as a share of it, and after how long a swing has faded by e. */
  noiseSpreadRatio: z.number().min(0),
  noiseFadeS: seconds,
  /** Crowds on top: so many times the path at their highest. */
  spikes: z.array(
    z.strictObject({startS: seconds, riseS: seconds, holdS: seconds, fadeS: seconds, factorRatio: ratioSchema}),
  ),
  spells: z.array(spellSchema),
  /** Of what was turned away: the share that is sent again, and after how long in the mean. */
  retryRatio: ratioSchema.max(1),
  retryAfterS: seconds,
})

const edgeSchema = z.strictObject({
  hitRatio: ratioSchema.max(1),
  driverIds: z.array(z.string()),
  /** Of its hits, what a storm of misses loses at once, and how fast the cache fills again. */
  miss: z.strictObject({...momentSchema.shape, hitLossRatio: ratioSchema.max(1), refillS: seconds}).nullable(),
})

const loadBalancerSchema = z.strictObject({
  /** What it carries at once, over what it has carried lately. */
  headroomRatio: ratioSchema,
  /** In which time it can double. */
  doublingS: seconds,
  reservedRps: z.number().min(0),
  /** It never scales below this. */
  leastRps: z.number().min(0),
})

const creditSchema = z.strictObject({
  vcpuCount: countSchema,
  baselineCpuRatio: ratioSchema.max(1),
  /** Of each unit at the window's start, and the most it keeps. */
  startCount: z.number().min(0),
  mostCount: z.number().min(0),
})

const tierSchema = z.strictObject({
  name: z.string(),
  unit: z.enum(['instance', 'task']),
  zoneCount: countSchema,
  /** Visits to the tier per request at the load balancer. */
  visitCount: z.number().min(0),
  driverIds: z.array(z.string()),
  /** What one unit carries at most, when it is full; not within the SLO. */
  unitFullRps: z.number().min(0),
  /** What no number of units passes together; null where nothing is known to bound them. */
  sharedRps: z.number().min(0).nullable(),
  /** Requests that a unit works on at once, and how long one takes when nothing waits. */
  workerCount: countSchema,
  serviceTimeS: seconds,
  /** Squared coefficients of variation: of service times, and of gaps between arrivals at the tier. */
  serviceCvSquaredRatio: ratioSchema,
  arrivalCvSquaredRatio: ratioSchema,
  /** The balancer takes turns, so that each unit's arrivals are smoother by the number of units. */
  isDealtInTurn: z.boolean(),
  /** Requests that wait longer than this are turned away; those who wait give up after `patienceS` in the mean. */
  timeoutS: seconds,
  patienceS: seconds.nullable(),
  /** Requests that one unit holds open at most, those that wait for others included; null where nothing bounds it. */
  inFlightCount: countSchema.nullable(),
  credits: creditSchema.nullable(),
  calls: z.array(z.strictObject({to: z.string(), perVisitCount: z.number().min(0), poolCount: countSchema.nullable()})),
  /** Checks that a lost zone's units fail before they get no more requests: how long that takes. */
  unhealthyS: seconds,
  start: simulatedStartSchema,
  scaling: simulatedScalingSchema,
  unitUsdPerHour: z.number().min(0),
  /** Between two seconds a share of its units is away, and so many more run than are needed: a rolling update. */
  deployments: z.array(
    z.strictObject({fromS: seconds, toS: seconds, awayRatio: ratioSchema.max(1), surgeRatio: ratioSchema}),
  ),
  /** Units that are lost at once, as a share of those that run. */
  losses: z.array(z.strictObject({atS: seconds, lostRatio: ratioSchema.max(1)})),
})
export type SimulatedTier = z.infer<typeof tierSchema>

const databaseSchema = z.strictObject({
  name: z.string(),
  driverIds: z.array(z.string()),
  vcpuCount: countSchema,
  /** Busy time of its CPUs, and I/O, of one call. */
  cpuPerCallS: seconds,
  ioPerCallCount: z.number().min(0),
  /** What runs beside the calls. */
  idleCpuRatio: ratioSchema.max(1),
  idleIops: z.number().min(0),
  baselineIops: z.number().min(0),
  /** With burst credits left; the same as the baseline where there are none. */
  burstIops: z.number().min(0),
  startCreditCount: z.number().min(0),
  mostCreditCount: z.number().min(0),
  ioTimeS: seconds,
  /** Null where it is not known: then nothing runs out of connections. */
  maxConnectionCount: countSchema.nullable(),
  timeoutS: seconds,
  failover: z
    .strictObject({
      ...momentSchema.shape,
      takes: delaySchema,
      /** After it, calls read so many times from disk until the cache is warm. */
      coldFactorRatio: ratioSchema,
      warmS: seconds,
    })
    .nullable(),
  /** In how many zones it may lie: the loss of its own is a failover. */
  zoneCount: countSchema,
  /** Slower calls, and more of them. */
  slow: z.array(spellSchema),
  more: z.array(spellSchema),
  instanceUsdPerHour: z.number().min(0),
})
export type SimulatedDatabase = z.infer<typeof databaseSchema>

const dependencySchema = z.strictObject({
  name: z.string(),
  responseTimeS: seconds,
  responseCvSquaredRatio: ratioSchema,
  limitRps: z.number().min(0).nullable(),
  slow: z.array(spellSchema),
})
export type SimulatedDependency = z.infer<typeof dependencySchema>

/**
 * What a simulation runs: demand, the chain that carries it, and what may happen. Times are seconds from `startAt`.
 * Two models of the same seed are under the same luck, run by run.
 */
export const simulationModelSchema = z.strictObject({
  schema: z.literal('ecom-plan.simulation-model/v1'),
  /** How it is called beside others: `today`, `plan`. */
  policy: z.string(),
  startAt: timeSchema,
  durationS: seconds,
  tickS: seconds,
  /** Shorter ticks between two seconds, as around a launch. */
  fine: z.strictObject({tickS: seconds, spans: z.array(z.strictObject({fromS: seconds, toS: seconds}))}),
  seed: z.int(),
  slo: z.strictObject({p95ResponseTimeS: seconds, errorRatio: ratioSchema, allowedBadMinuteCount: countSchema}),
  drivers: z.array(driverSchema),
  demand: demandSchema,
  edge: edgeSchema.nullable(),
  loadBalancer: loadBalancerSchema.nullable(),
  /** Time of the network and of what nobody models, in every answer. */
  baseResponseTimeS: seconds,
  tiers: z.array(tierSchema),
  databases: z.array(databaseSchema),
  dependencies: z.array(dependencySchema),
  zoneLoss: momentSchema.nullable(),
  /** Tasks that Fargate starts in the account and Region; null where none run there. */
  fargate: z.strictObject({burstCount: countSchema, perS: z.number().min(0)}).nullable(),
  /** What is not in it, and what was assumed for it, in words. */
  notices: z.array(z.string()),
  assumptions: z.array(z.strictObject({what: z.string(), source: z.string()})),
})
export type SimulationModel = z.infer<typeof simulationModelSchema>
