import type {SchemaElement} from 'hyparquet'

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: {type: 'STRING'},
  repetition_type: 'REQUIRED',
})

const instant = (name: string): SchemaElement => ({
  name,
  type: 'INT64',
  converted_type: 'TIMESTAMP_MILLIS',
  logical_type: {type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS'},
  repetition_type: 'REQUIRED',
})

/**
 * The columns of every Parquet file of the archive, in their order. No column has nulls: a gap is an absent row.
 *
 * None may be called as a folder is (namespace, metric, month): pandas refuses a column that the path names too, and
 * DuckDB shows the folder's spelling of it. Nor may one be called `at`, which DuckDB keeps for itself.
 */
export const partColumns = {
  account: text('account'),
  region: text('region'),
  namespace: text('metric_namespace'),
  metric: text('metric_name'),
  stat: text('stat'),
  dimensions: text('dimensions'),
  periodS: {name: 'period_s', type: 'INT32', repetition_type: 'REQUIRED'},
  measuredAt: instant('measured_at'),
  value: {name: 'value', type: 'DOUBLE', repetition_type: 'REQUIRED'},
  pulledAt: instant('pulled_at'),
} as const satisfies Record<string, SchemaElement>

/** The key of the file's own index, in its key-value metadata: whose rows stand where, so that reading skips the rest. */
export const indexKey = 'ecom-plan.archive-rows/v1'
