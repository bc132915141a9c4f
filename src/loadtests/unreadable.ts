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
