export type TableLayout = {
  percentiles: {column: number; ratio: number}[]
  max: number
  error: number
  throughput: number
}

/**
 * Where the columns of a report table are.
 *
 * Both begin with label, samples and average. The Aggregate Report goes on with median, percentile lines (whose names
 * hold the number in any language: `90% Line`, `90 % Ligne`), min, max, error and throughput; the Summary Report with
 * min, max, standard deviation, error and throughput. Null where the table is neither.
 */
export function layoutOf({header, first}: {header: readonly string[]; first: readonly string[]}): TableLayout | null {
  const lines = header.flatMap((cell, column) => {
    const percent = localNumber(/(?<!\d)(\d+(?:[.,]\d+)?)\s*%/.exec(cell)?.[1])
    return percent !== null && percent > 0 && percent < 100 && column > 3 ? [{column, ratio: percent / 100}] : []
  })
  const layout = lines.length > 0 ? aggregateLayout(lines) : {percentiles: [], max: 4, error: 6, throughput: 7}
  // any table has a number in its seventh column: without lines that name a percentile, a percent sign has to stand there
  const error = lines.length > 0 ? /^[\d.,]+%?$/ : /^[\d.,]+%$/
  const isThere = header.length > layout.throughput && header.length >= 9 && error.test(first[layout.error] ?? '')
  return isThere ? layout : null
}

function aggregateLayout(lines: TableLayout['percentiles']): TableLayout {
  const min = (lines.at(-1)?.column ?? 0) + 1
  return {percentiles: [{column: 3, ratio: 0.5}, ...lines], max: min + 1, error: min + 2, throughput: min + 3}
}

/** A number of at least 0 with a point or a comma before its decimals; null for anything else. */
export function localNumber(cell: string | undefined): number | null {
  const text = cell?.trim().replace(/^(\d+),(\d+)$/, '$1.$2') ?? ''
  return /^\d+(\.\d+)?(E\d+)?$/.test(text) ? Number(text) : null
}
