import {PlanError} from '../errors.js'

/** The error for a CSV file that cannot be used, at a line of it. */
export function csvFailure({
  path,
  line,
  what,
  next,
  field,
  cause,
  code = 'CSV_INVALID',
}: {
  path: string
  line?: number
  what: string
  next: string
  field?: string
  cause?: unknown
  code?: 'CSV_INVALID' | 'DATA_EMPTY'
}): PlanError {
  const where = line === undefined ? path : `${path}:${line}`
  return new PlanError('data', code, `${where}: ${what}`, {
    suggestions: [next],
    place: {file: path, ...(line === undefined ? {} : {line}), ...(field === undefined ? {} : {field})},
    cause,
  })
}

/** A cell as it can be shown in a sentence. */
export const shownCell = (cell: string) => JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)
