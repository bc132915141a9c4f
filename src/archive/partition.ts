/** `2026-11`, the UTC month of an instant in epoch milliseconds. */
export function monthOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7)
}

/** The first instant of the month after the one that `atMs` lies in, epoch milliseconds. */
export function nextMonthMs(atMs: number): number {
  const at = new Date(atMs)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1)
}

/**
 * The folder of one metric and month, named as Hive does, so that DuckDB, Athena and pandas read the tree as it is.
 * What a folder's name cannot hold becomes `_`; two metrics that meet in one folder are told apart by their files.
 */
export function partitionFolder({
  namespace,
  metricName,
  month,
}: {
  namespace: string
  metricName: string
  month: string
}): string {
  return `metrics/namespace=${safe(namespace)}/metric=${safe(metricName)}/month=${month}/`
}

/** The month that a file's folder names; empty for a file elsewhere. */
export function monthOfFile(file: string): string {
  return /\/month=(\d{4}-\d\d)\//.exec(file)?.[1] ?? ''
}

/** The name of a part's manifest. */
export function manifestName(file: string): string {
  return `parts/${(file.split('/').at(-1) ?? '').replace(/\.parquet$/, '')}.json`
}

const safe = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 200)

/** The folder of a part's metric: the months lie below it. */
export function metricFolder({file}: {file: string}): string {
  return file.slice(0, file.indexOf('/month='))
}
