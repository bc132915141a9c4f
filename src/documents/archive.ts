import * as z from 'zod'
import {metricIdSchema} from './series.js'
import {countSchema, timeSchema} from './units.js'

/** A stretch of one series at one resolution that was asked of CloudWatch, whether or not it had anything there. */
export const coverageSchema = z.strictObject({
  ...metricIdSchema.shape,
  periodS: z.int().min(1),
  fromAt: timeSchema,
  toAt: timeSchema,
})
export type Coverage = z.infer<typeof coverageSchema>

/**
 * What one Parquet file of the archive holds. It is written after the file, so a file without one is left from a pull
 * that was cut, and counts for nothing.
 */
export const archivePartSchema = z.strictObject({
  schema: z.literal('ecom-plan.archive-part/v1'),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  byteCount: countSchema,
  rowCount: countSchema,
  pulledAt: timeSchema,
  account: z.string(),
  region: z.string(),
  coverage: z.array(coverageSchema),
  /** Parts that this one was merged from and takes the place of. */
  replaces: z.array(z.string()),
})
export type ArchivePart = z.infer<typeof archivePartSchema>
