import * as z from 'zod'
import {histogramSchema} from './response-time-histogram.js'
import {countSchema, ratioSchema, timeSchema} from './units.js'

/** A response time that `ratio` of the answers do not exceed. */
const percentileSchema = z.strictObject({ratio: ratioSchema.max(1), responseTimeS: z.number().min(0)})
export type Percentile = z.infer<typeof percentileSchema>

/** One level of load, held for a while. Response times are of all answers, failed ones too, which Little's law wants. */
export const loadStepSchema = z.strictObject({
  /** Users or connections that the tool held; null where it does not say. */
  concurrencyCount: z.number().min(0).nullable(),
  /** What the tool was told to send; null in a closed loop. */
  offeredRps: z.number().min(0).nullable(),
  /** What was answered, failures too. */
  throughputRps: z.number().min(0),
  requestCount: countSchema,
  errorRatio: ratioSchema.max(1),
  meanResponseTimeS: z.number().min(0),
  /** By rising ratio; empty where the tool prints none. */
  percentiles: z.array(percentileSchema),
  /** From single answers, or as the tool stored it; null where only percentiles are printed. */
  histogram: histogramSchema.nullable(),
  /** Of the failed answers alone; null where the tool does not keep them apart, or none failed. */
  failureHistogram: histogramSchema.nullable(),
  /** From the start of the test. */
  startS: z.number().min(0).nullable(),
  durationS: z.number().min(0).nullable(),
  file: z.string(),
  /** True where percentiles come from every answer (within 0.8 %), false where the tool printed them. */
  isExact: z.boolean(),
})
export type LoadStep = z.infer<typeof loadStepSchema>

export const loadTestTools = [
  'k6',
  'jmeter',
  'taurus',
  'locust',
  'gatling',
  'artillery',
  'vegeta',
  'aws-dlt',
  'wrk',
  'wrk2',
  'hey',
  'oha',
  'ab',
  'siege',
  'autocannon',
  'h2load',
  'fortio',
  'loadtest',
] as const
export type LoadTestTool = (typeof loadTestTools)[number]

/** What a careful reader should know: `warning` changes how far the numbers are to be trusted, `error` forbids it. */
export const loadTestFlagSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  severity: z.enum(['info', 'warning', 'error']),
  text: z.string(),
})
export type LoadTestFlag = z.infer<typeof loadTestFlagSchema>

/** A step of a test: `isSteady` is false where the load or the response times still moved, or less was sent than meant. */
const heldStepSchema = loadStepSchema.extend({isSteady: z.boolean()})
export type HeldStep = z.infer<typeof heldStepSchema>

/** Equal windows over the whole test, for the noise inside a run; only where single answers were read. */
const loadWindowSchema = z.strictObject({
  startS: z.number().min(0),
  durationS: z.number().gt(0),
  requestCount: countSchema,
  errorCount: countSchema,
  meanResponseTimeS: z.number().min(0),
  p95ResponseTimeS: z.number().min(0).nullable(),
})
export type LoadWindow = z.infer<typeof loadWindowSchema>

/** A load test: levels of load against a stated number of units, in all and per endpoint. */
export const loadTestSchema = z.strictObject({
  schema: z.literal('ecom-plan.load-test/v2'),
  /** From the content of the sources: the same files give the same id. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  tool: z.enum(loadTestTools),
  /** How the tool wrote it, such as `k6 summary export`. */
  format: z.string(),
  toolVersion: z.string().nullable(),
  /** `open`: requests are sent on a clock, whatever the answers; `closed`: users wait for an answer first. */
  loop: z.enum(['open', 'closed']).nullable(),
  tier: z.string().nullable(),
  unitCount: z.int().min(1).nullable(),
  commit: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  startedAt: timeSchema.nullable(),
  durationS: z.number().min(0).nullable(),
  sources: z.array(z.strictObject({name: z.string(), sha256: z.string(), byteCount: countSchema})),
  /** By rising load. */
  steps: z.array(heldStepSchema),
  endpoints: z.array(z.strictObject({label: z.string(), steps: z.array(heldStepSchema)})),
  windows: z.array(loadWindowSchema),
  flags: z.array(loadTestFlagSchema),
})
export type LoadTest = z.infer<typeof loadTestSchema>

/** How busy something that the units under test share was in each step, 0…1; null in a step where nobody looked. */
export type SharedReading = {name: string; serverCount: number | null; ratios: (number | null)[]}

/** A test that says what it was run against, with the place it was read from: a path of the config, or the store. */
export type TierLoadTest = LoadTest & {
  tier: string
  unitCount: number
  origin: 'config' | 'store'
  shared?: SharedReading[]
}
