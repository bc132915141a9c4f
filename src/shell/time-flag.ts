import {Flags} from '@oclif/core'
import {PlanError} from '../errors.js'

/** A flag that takes a UTC day, or a time with its zone; anything else would mean a different moment on each machine. */
export function timeFlag(name: string, summary: string) {
  return Flags.custom<string>({summary, helpValue: 'TIME', parse: async (text) => parseTime(name, text)})()
}

function parseTime(name: string, text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const ms = Date.parse(isDay ? `${text}T00:00:00Z` : text)
  if ((isDay || isTime) && !Number.isNaN(ms)) return new Date(ms).toISOString()
  throw new PlanError('usage', 'TIME_INVALID', `--${name} ${text} is not a UTC day or a time with its zone`, {
    suggestions: [`--${name} 2026-11-27`, `--${name} 2026-11-27T05:00:00Z`],
  })
}
