import type {Percentile} from '../../documents/load-test.js'
import {columnOf} from '../csv-rows.js'
import {figureOf} from '../json-values.js'
import {unreadable} from '../unreadable.js'

/** The columns of a Locust table, by the names since 1.0 and those before; -1 where there is none. */
export type LocustColumns = ReturnType<typeof locustColumns>

export function locustColumns(header: readonly string[]) {
  return {
    timestamp: columnOf(header, 'Timestamp'),
    userCount: columnOf(header, 'User Count'),
    method: columnOf(header, 'Type', 'Method'),
    name: columnOf(header, 'Name'),
    requestCount: columnOf(header, 'Total Request Count', 'Request Count', '# requests'),
    failureCount: columnOf(header, 'Total Failure Count', 'Failure Count', '# failures'),
    meanMs: columnOf(header, 'Total Average Response Time', 'Average Response Time'),
    rps: columnOf(header, 'Requests/s'),
    percentiles: header.flatMap((cell, column) => {
      const percent = /^(\d+(?:\.\d+)?)%$/.exec(cell)?.[1]
      return percent === undefined ? [] : [{column, ratio: Number(percent) / 100}]
    }),
  }
}

/** Refuses a header without a column that is needed. */
export function needColumns(file: string, columns: LocustColumns, ...needed: readonly (keyof LocustColumns)[]): void {
  for (const key of needed) {
    if (columns[key] !== -1) continue
    throw unreadable({file, field: key, what: `is a table of Locust without a column for ${key}`})
  }
}

/** The percentiles of a row, in ms in the file; `N/A` and empty cells are none. */
export function locustPercentiles(cells: readonly string[], {percentiles}: LocustColumns): Percentile[] {
  return percentiles.flatMap(({column, ratio}) => {
    const timeMs = figureOf(cells[column])
    return timeMs === null ? [] : [{ratio, responseTimeS: timeMs / 1000}]
  })
}

/** The row of everything: its name is Aggregated, or Total in old releases, and it has no method. */
export const isAllOf = ({method, name}: {method: string; name: string}): boolean =>
  /^(aggregated|total)$/i.test(name) && /^(none)?$/i.test(method)

/** A request's label as Locust's own table tells it apart: method and name. */
export const locustLabel = ({method, name}: {method: string; name: string}): string =>
  /^(none)?$/i.test(method) ? name : `${method} ${name}`
