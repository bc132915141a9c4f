import * as z from 'zod'
import {zoneSchema} from './zone.js'

/** What the columns of a file of traffic are called, and what they hold. */
const columnKeys = {
  time: z.string().default('timestamp').describe('name of the column with the start of the interval'),
  value: z.string().default('requests').describe('name of the column with the requests'),
  unit: z
    .enum(['count', 'rps', 'rpm'])
    .default('count')
    .describe('requests in the interval, requests per second, or requests per minute'),
  timezone: zoneSchema.default('UTC').describe('zone of stamps that carry none'),
}

/** Where requests were counted. */
export const demandSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('csv'),
    path: z.string().min(1).describe('a CSV file, plain or .gz, relative to the config'),
    ...columnKeys,
  }),
  z.strictObject({
    kind: z.literal('parquet'),
    path: z.string().min(1).describe('a Parquet file, relative to the config'),
    ...columnKeys,
  }),
  z.strictObject({kind: z.literal('cloudwatch')}),
  z.strictObject({
    kind: z.literal('access-log'),
    path: z
      .string()
      .min(1)
      .optional()
      .describe(
        'logs, plain or .gz: a file, a folder or s3://bucket/prefix; or a document that pull wrote; without it, what pull kept in the archive',
      ),
    bots: z.enum(['included', 'excluded']).default('included').describe('whether requests of bots count as demand'),
  }),
])
