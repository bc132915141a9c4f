import {Flags} from '@oclif/core'
import {positiveDurationSchema} from '../documents/quantity.js'
import {PlanError} from '../errors.js'

/** A flag that takes a duration such as 90s, 45m or 2h, in seconds. */
export function durationFlag(name: string, summary: string, usual: string) {
  return Flags.custom<number>({
    summary: `${summary} By default ${usual}.`,
    helpValue: usual,
    default: async () => parseDuration(name, usual),
    parse: async (text) => parseDuration(name, text),
  })()
}

function parseDuration(name: string, text: string): number {
  const read = positiveDurationSchema.safeParse(text)
  if (read.success) return read.data
  throw new PlanError('usage', 'DURATION_INVALID', `--${name} ${text} is no duration`, {
    suggestions: [`--${name} 90m`, `--${name} 2h`],
  })
}
