import {Flags} from '@oclif/core'
import {PlanError} from '../errors.js'

const dayS = 86_400
/** A longer window would be its own baseline. */
const mostDays = 3
const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/
const example = '--window 2025-11-28T19:00Z..2025-11-28T21:00Z'

/** `FROM..TO`, two times with their zones; anything else would mean another window on each machine. */
export const windowFlag = Flags.custom<readonly [string, string]>({
  summary: 'The stretch to look at, past or present; by default the last hour that was measured.',
  helpValue: 'FROM..TO',
  parse: async (text) => parseWindow(text),
})()

function parseWindow(text: string): readonly [string, string] {
  const [from = '', to = '', ...rest] = text.split('..')
  if (
    rest.length > 0 ||
    !isTime.test(from) ||
    !isTime.test(to) ||
    [from, to].some((at) => Number.isNaN(Date.parse(at)))
  ) {
    throw invalid(`--window ${text} is not FROM..TO with two times and their zones`)
  }
  const lengthS = (Date.parse(to) - Date.parse(from)) / 1000
  if (lengthS <= 0) throw invalid(`--window ${text} ends before it begins`)
  if (lengthS < 60) throw invalid(`--window ${text} is shorter than a minute, and no metric is finer`)
  if (lengthS > mostDays * dayS) throw invalid(`--window ${text} is longer than ${mostDays} days`)
  return [new Date(from).toISOString(), new Date(to).toISOString()]
}

function invalid(message: string): PlanError {
  return new PlanError('usage', 'WINDOW_INVALID', message, {suggestions: [example]})
}
