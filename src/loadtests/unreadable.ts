import {PlanError} from '../errors.js'

/** How to make a file that can be read. */
export const howToTest = [
  'k6 run --vus 16 --duration 60s --summary-export=step-016.json script.js',
  'autocannon --json -c 16 -d 60 URL > step-016.json',
]

/** The error for a load-test file that cannot be used. */
export function unreadable({
  file,
  what,
  field,
  suggestions = howToTest,
  cause,
}: {
  file: string
  what: string
  field?: string
  suggestions?: string[]
  cause?: unknown
}): PlanError {
  return new PlanError('data', 'LOAD_TEST_UNREADABLE', `${file} ${what}`, {
    suggestions,
    place: {file, ...(field === undefined ? {} : {field})},
    cause,
  })
}

/** The number at a path of a parsed JSON file; throws LOAD_TEST_UNREADABLE when there is none, or it is negative. */
export function numberAt({root, path, file}: {root: unknown; path: readonly string[]; file: string}): number {
  const value = path.reduce<unknown>(
    (here, key) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined),
    root,
  )
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  const field = path.join('.')
  const what = value === undefined ? `has no ${field}` : `has ${JSON.stringify(value)} as ${field}, expected a number`
  throw unreadable({file, field, what})
}
