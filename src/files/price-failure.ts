import {PlanError} from '../errors.js'

/** The error for a file of prices that cannot be used, at a line of it. */
export function priceFailure({
  path,
  line,
  field,
  what,
  next,
  more = [],
}: {
  path: string
  line?: number
  field?: string
  what: string
  next: string
  /** Further problems, one a line. */
  more?: readonly string[]
}): PlanError {
  const where = line === undefined ? path : `${path}:${line}`
  return new PlanError('data', 'PRICES_INVALID', [`${where}: ${what}`, ...more].join('\n'), {
    suggestions: [next],
    place: {file: path, ...(line === undefined ? {} : {line}), ...(field === undefined ? {} : {field})},
  })
}
