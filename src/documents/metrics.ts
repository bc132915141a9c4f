import * as z from 'zod'
import {metricSeriesSchema} from './series.js'
import {timeSchema} from './units.js'

/** Utilization and load of the tiers, as CloudWatch gives them. */
export const metricsSchema = z.strictObject({
  schema: z.literal('ecom-plan.metrics/v1'),
  capturedAt: timeSchema,
  series: z.array(metricSeriesSchema),
})
export type Metrics = z.infer<typeof metricsSchema>
