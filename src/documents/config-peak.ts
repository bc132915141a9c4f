import * as z from 'zod'
import {positiveDurationSchema, shareSchema} from './quantity.js'

const ofAll = 'expected a share above 0% and of at most 100%, such as 45%'

const targetUtilization = shareSchema
  .pipe(z.number(ofAll).gt(0, ofAll).max(1, ofAll))
  .optional()
  .describe('what the target-tracking policy of CPU or memory holds for the window, such as 45%')

/** What is wanted of a group for the window, beyond the sizes of the plan. What is left out stays as it is. */
export const groupPeakSchema = z.strictObject({
  targetUtilization,
  warmup: positiveDurationSchema
    .optional()
    .describe("after which time an instance counts in the group's metrics: DefaultInstanceWarmup, such as 120s"),
  warmPool: z
    .strictObject({
      state: z.enum(['stopped', 'running', 'hibernated']).describe('what its instances wait as'),
      minCount: z.int().min(0).describe('instances that it holds at least'),
    })
    .optional()
    .describe('instances that are prepared before the window and wait to join; a group that has a pool keeps its own'),
  predictive: z
    .enum(['forecast-only', 'forecast-and-scale'])
    .optional()
    .describe('a predictive scaling policy for the daily shape; it learns from 14 days and knows of no event'),
  groupMetrics: z.literal(true).optional().describe("the group's own metrics each minute, which cost nothing"),
})
export type GroupPeak = z.infer<typeof groupPeakSchema>

/** What is wanted of a service for the window, beyond the sizes of the plan. What is left out stays as it is. */
export const servicePeakSchema = z.strictObject({
  targetUtilization,
  highResolutionMetrics: z
    .literal(true)
    .optional()
    .describe(
      'CPU and memory every 20 seconds, and target tracking that follows them: it notices in a third of the time',
    ),
  capacityProviderTarget: shareSchema
    .pipe(z.number(ofAll).min(0.01, ofAll).max(1, ofAll))
    .optional()
    .describe('how full the hosts of its capacity provider are kept; 90% holds a tenth of them spare'),
})
export type ServicePeak = z.infer<typeof servicePeakSchema>
